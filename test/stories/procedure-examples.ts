/** An example as it is run on the site of these stories. */
export interface SiteExample {
  readonly name: string;
  readonly given: readonly string[];
  /** What it has done at the server, in its order: step, method and what it is done to. */
  readonly calls: readonly (readonly [step: string, method: string, target: string])[];
  /** How it is left where an operation fails. */
  readonly left: "rolled-back" | "stopped";
}

export const VM = "DC0_C0_RP0_VM0";
export const OTHER = "DC0_C0_RP0_VM1";
/** On the same host as {@link VM}. */
export const THIRD = "DC0_C0_RP0_VM2";

const SHUTDOWN = {
  name: "emergency-shutdown",
  left: "stopped",
} as const;

const HOST_DOWN = [
  ["empty", "EnterMaintenanceMode_Task", "DC0_H0"],
  ["down", "ShutdownHost_Task", "DC0_H0"],
] as const;

const TIERS = ["site=DC0_H0", "front=*_VM1", "last=*_VM0"];

export const SITE_EXAMPLES: readonly SiteExample[] = [
  {
    name: "patch-host",
    given: ["host=DC0_C0_H0", "spare=DC0_C0_H1", "settle=1s"],
    calls: [
      ["move-away", "RelocateVM_Task", VM],
      ["move-away", "RelocateVM_Task", THIRD],
      ["enter", "EnterMaintenanceMode_Task", "DC0_C0_H0"],
      ["reboot", "RebootHost_Task", "DC0_C0_H0"],
      ["leave", "ExitMaintenanceMode_Task", "DC0_C0_H0"],
      ["move-back", "RelocateVM_Task", VM],
      ["move-back", "RelocateVM_Task", THIRD],
    ],
    left: "rolled-back",
  },
  {
    name: "grow-memory",
    given: [`machines=${VM} ${OTHER}`, "memory=1GiB"],
    calls: [VM, OTHER].flatMap(
      (each) =>
        [
          ["stop", "PowerOffVM_Task", each],
          ["grow", "ReconfigVM_Task", each],
          ["start", "PowerOnVM_Task", each],
        ] as const,
    ),
    left: "stopped",
  },
  {
    name: "clone-and-cut-over",
    given: [`source=${VM}`, "clone=new-vm"],
    calls: [
      ["old-off", "PowerOffVM_Task", VM],
      ["copy", "CloneVM_Task", VM],
      ["new-on", "PowerOnVM_Task", "new-vm"],
      ["keep", "Rename_Task", VM],
    ],
    left: "rolled-back",
  },
  {
    ...SHUTDOWN,
    given: [...TIERS, "guests=false"],
    calls: [
      ["front-stop", "PowerOffVM_Task", "DC0_H0_VM1"],
      ["middle-stop", "PowerOffVM_Task", "DC0_H0_VM2"],
      ["last-stop", "PowerOffVM_Task", "DC0_H0_VM0"],
      ...HOST_DOWN,
    ],
  },
  {
    ...SHUTDOWN,
    given: [...TIERS, "guests=true", "silent=true"],
    calls: [
      ["front-guest", "ShutdownGuest", "DC0_H0_VM1"],
      ["middle-guest", "ShutdownGuest", "DC0_H0_VM2"],
      ["last-guest", "ShutdownGuest", "DC0_H0_VM0"],
      ...HOST_DOWN,
    ],
  },
  {
    name: "decommission",
    given: [`vm=${VM}`, "wait=1s"],
    calls: [
      ["stop", "PowerOffVM_Task", VM],
      ["delete", "Destroy_Task", VM],
    ],
    left: "stopped",
  },
];
