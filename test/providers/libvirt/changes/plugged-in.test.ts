import { expect, test } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { refusePluggedIn } from "#providers/libvirt/changes/plugged-in.js";
import { parseXml } from "#providers/libvirt/xml/document.js";

const domain = (vcpus: string) => parseXml(`<domain><name>web-01</name>${vcpus}</domain>`, "domain").root;

/** What an operator is told to do of a machine with these processors. */
const nextOf = (vcpus: string, wanted: "MAKE" | "REVERT") => {
  try {
    refusePluggedIn(domain(vcpus), wanted);
    return null;
  } catch (error) {
    if (error instanceof ShosekiError) return explain(error.problem, en).next;
    throw error;
  }
};

const PLUGGED =
  "<vcpus><vcpu id='0' enabled='yes' hotpluggable='no'/><vcpu id='1' enabled='yes' hotpluggable='yes'/></vcpus>";

test("a machine with plugged-in processors is told how to be kept, and of what was kept so what else there is", () => {
  expect(nextOf(PLUGGED, "MAKE")).toMatch(/^Stop and start the machine before/);
  expect(nextOf(PLUGGED, "REVERT")).toMatch(/^Go back to another snapshot\./);
  for (const wanted of ["MAKE", "REVERT"] as const) {
    expect(nextOf("", wanted)).toBeNull();
    expect(nextOf(PLUGGED.replaceAll("hotpluggable='yes'", "hotpluggable='no'"), wanted)).toBeNull();
    expect(nextOf(PLUGGED.replace("id='1' enabled='yes'", "id='1' enabled='no'"), wanted)).toBeNull();
  }
});
