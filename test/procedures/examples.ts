import { fileURLToPath } from "node:url";

/** A procedure of examples/procedures as it is run on a small simulated site. */
export interface Example {
  readonly name: string;
  readonly path: string;
  readonly given: Readonly<Record<string, string>>;
  /** What its operations have done in the end, in their order. */
  readonly operations: readonly string[];
  /** What the rows of the inventory have then, and had not before. */
  readonly appears: readonly string[];
}

/** The site that they are run on: `vms=6`. */
export const SITE = "vms=6";

export const EXAMPLES: readonly Example[] = [
  example("patch-host", {
    given: { host: "esx-01.tyo.example", spare: "esx-02.tyo.example" },
    operations: [
      "MoveVM web-01",
      "MoveVM web-03",
      "EnterMaintenance esx-01.tyo.example",
      "RebootHost esx-01.tyo.example",
      "ExitMaintenance esx-01.tyo.example",
      "MoveVM web-01",
      "MoveVM web-03",
    ],
    appears: [],
  }),
  example("grow-memory", {
    given: { machines: "web-01 web-03", memory: "8GiB" },
    operations: [
      "StopVM web-01",
      "ModifyMemory web-01",
      "StartVM web-01",
      "StopVM web-03",
      "ModifyMemory web-03",
      "StartVM web-03",
    ],
    appears: ["vm-1001 web-01 on host-11 8192", "vm-1003 web-03 on host-11 8192"],
  }),
  example("clone-and-cut-over", {
    given: { source: "web-01", clone: "web-01b" },
    operations: ["StopVM web-01", "CloneVM web-01", "StartVM web-01b", "RenameVM web-01"],
    appears: ["vm-1001 old-web-01 off host-11 4096", "vm-1007 web-01b on host-11 4096"],
  }),
  example("emergency-shutdown", {
    given: { site: "esx-*.tyo.*", guests: "false" },
    operations: [
      "StopVM web-01",
      "StopVM web-03",
      "StopVM 会計-01",
      "EnterMaintenance esx-01.tyo.example",
      "ShutdownHost esx-01.tyo.example",
      "EnterMaintenance esx-02.tyo.example",
      "ShutdownHost esx-02.tyo.example",
    ],
    appears: [
      "host-11 esx-01.tyo.example off notResponding true",
      "host-12 esx-02.tyo.example off notResponding true",
      "vm-1001 web-01 off host-11 4096",
      "vm-1003 web-03 off host-11 4096",
      "vm-1006 会計-01 off host-12 8192",
    ],
  }),
  example("decommission", {
    given: { vm: "web-01" },
    operations: ["StopVM web-01", "DeleteVM web-01"],
    appears: [],
  }),
];

function example(name: string, rest: Omit<Example, "name" | "path">): Example {
  const path = fileURLToPath(new URL(`../../examples/procedures/${name}.yaml`, import.meta.url));
  return { name, path, ...rest };
}
