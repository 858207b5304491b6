import { describe, expect, test } from "vitest";
import { machineFacts } from "#providers/vsphere/subjects/machine-properties.js";
import { propertiesOf } from "../values.js";

const WHOLE = {
  name: "a%2fb",
  parent: "group-v3",
  "runtime.powerState": "poweredOn",
  "runtime.host": "host-21",
  "runtime.connectionState": "connected",
  "config.template": "false",
  "config.instanceUuid": "b170c191-7587-5f8e-9a15-08c6a0a11ca5",
  "config.changeVersion": "2026-01-01T00:00:00Z",
  "config.hardware.numCPU": "4",
  "config.hardware.numCoresPerSocket": "2",
  "config.hardware.memoryMB": "8192",
  "config.cpuHotAddEnabled": "true",
  "config.cpuHotRemoveEnabled": "false",
  "config.memoryHotAddEnabled": "true",
  "guest.toolsRunningStatus": "guestToolsRunning",
};
const moref = { type: "VirtualMachine", id: "vm-42" };
const facts = (texts: Record<string, string>) => machineFacts({ moref, properties: propertiesOf(texts) });

describe("a machine as an operation reads it", () => {
  test("whole", () => {
    expect(facts(WHOLE)).toEqual({
      id: "vm-42",
      uuid: "b170c191-7587-5f8e-9a15-08c6a0a11ca5",
      name: "a/b",
      parent: "group-v3",
      host: "host-21",
      power: "on",
      template: false,
      reachable: true,
      cpus: 4,
      memoryMiB: 8192,
      coresPerSocket: 2,
      cpuHotAdd: true,
      cpuHotRemove: false,
      memoryHotAdd: true,
      toolsRunning: true,
      nextBoot: null,
      changeVersion: "2026-01-01T00:00:00Z",
    });
  });

  test("whose configuration the server cannot show: unreachable, and its size is not known", () => {
    const { name, parent } = WHOLE;
    expect(facts({ name, parent, "runtime.connectionState": "inaccessible" })).toMatchObject({
      name: "a/b",
      reachable: false,
      cpus: null,
      memoryMiB: null,
      power: "unknown",
      toolsRunning: false,
      changeVersion: "",
    });
  });

  test.each([
    ["poweredOn", "on"],
    ["poweredOff", "off"],
    ["suspended", "suspended"],
    ["levitating", "unknown"],
  ])("%s is %s", (written, power) => {
    expect(facts({ ...WHOLE, "runtime.powerState": written }).power).toBe(power);
  });

  test.each(["guestToolsNotRunning", "guestToolsExecutingScripts", ""])(
    "tools that are %j do not run",
    (status) => {
      expect(facts({ ...WHOLE, "guest.toolsRunningStatus": status }).toolsRunning).toBe(false);
    },
  );

  test("in a vApp, which is its parent then", () => {
    const { parent: _, ...rest } = WHOLE;
    expect(facts({ ...rest, parentVApp: "resgroup-v9" }).parent).toBe("resgroup-v9");
  });

  test("with a size that is no number is refused", () => {
    expect(() => facts({ ...WHOLE, "config.hardware.numCPU": "four" })).toThrow(/REPLY_INVALID/);
  });
});
