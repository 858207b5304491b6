import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { openAt } from "../providers/libvirt/on-libvirtd.js";
import { target } from "../providers/libvirt/rpc/connecting.js";
import { needsLibvirtd } from "../rigs/libvirtd-needed.js";
import { EXAMPLES } from "./examples.js";
import { Operated } from "./on-simulator.js";

/** Those that ask nothing of hosts: what each is told, and at which step it first goes wrong, and what there is in the end. */
const TOLD = {
  "grow-memory": {
    given: { machines: "web-01 web-02", memory: "256MiB" },
    wrong: "serving",
    left: ["web-01 running", "web-02 running"],
  },
  "clone-and-cut-over": {
    given: { source: "web-01", clone: "web-01b" },
    wrong: "answers",
    left: ["old-web-01 shut off", "web-01b running", "web-02 running"],
  },
  decommission: { given: { vm: "web-01" }, wrong: "missed", left: ["web-02 running"] },
};

const machine = (name: string) => `<domain type='test'>
  <name>${name}</name>
  <memory unit='MiB'>128</memory>
  <vcpu>1</vcpu>
  <os><type>hvm</type></os>
</domain>
`;

test.for(Object.entries(TOLD))(
  "on libvirt, the example %s is taken back whole when it goes wrong, and then run to its end",
  async ([name, { given, wrong, left }], context) => {
    await using libvirtd = await needsLibvirtd(context);
    using place = temporaryDirectory();
    // Its world is there as long as somebody is.
    const session = await openAt(target({ query: libvirtd.query }));
    for (const each of ["web-01", "web-02"]) {
      const file = join(place.path, each);
      writeFileSync(file, machine(each));
      await libvirtd.virsh("define", file);
      await libvirtd.virsh("start", each);
    }
    await using operated = await Operated.on(session);
    const path = EXAMPLES.find((example) => example.name === name)?.path ?? "";
    const before = operated.rows();
    const first = await operated.runs(path, given, {
      atQuestion: async ({ step }) => ({ kind: step.id === wrong ? "no" : "go" }),
    });
    const back = first.left === "rolled-back" ? first : await operated.backsOut(first);
    expect(back.left).toBe("rolled-back");
    expect(operated.rows()).toEqual(before);
    const ran = await operated.runs(path, given);
    expect(ran.left).toBe("complete");
    expect(ran.entries.filter(({ phase, RST }) => phase !== "intent" && RST?.status !== "OK")).toEqual([]);
    const seen = (await libvirtd.virsh("list", "--all"))
      .split("\n")
      .map((line) => line.trim().split(/ {2,}/));
    const others = seen
      .filter(([, each]) => each?.includes("web-0"))
      .map(([, each, state]) => `${each} ${state}`);
    expect(others.sort()).toEqual(left);
  },
);
