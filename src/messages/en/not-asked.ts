import type { ErrorFacts } from "#domain/errors.js";
import type { ExactState, NotAsked } from "#domain/not-asked.js";
import type { ErrorTexts } from "#messages/catalogue.js";

/** Why the program has not asked the server, right before it would have. */
export const notAsked = {
  NOT_ASKED: (why) => {
    const [what, next] = reasonOf(why);
    return { what, notDone: "The server was not asked to change anything.", next };
  },
} satisfies Partial<ErrorTexts>;

type Reasons = {
  readonly [F in NotAsked["fault"]]: (why: Extract<NotAsked, { fault: F }>) => readonly [string, string];
};

const again = "See what it has now with info, and ask again.";

const state: Readonly<Record<ExactState, string>> = {
  on: "running",
  off: "off",
  paused: "paused",
  saved: "suspended, its memory in a file",
};

const reasons: Reasons = {
  POWER_STATE: ({ state: is, needs }) => [
    `The machine is ${state[is]} by now, and this needs it ${needs.map((each) => state[each]).join(" or ")}.`,
    "Bring it into that state first, if that is what you want.",
  ],
  NO_GUEST_KIND: noGuestKind,
  NO_DISK: ({ disk }) => [`The machine has no disk ${disk} any more.`, again],
  SIZE_UNKNOWN: ({ disk }) => [
    `Nobody tells how large the disk ${disk} is now.`,
    "See that its storage pool is active (virsh pool-list --all), and ask again.",
  ],
  DISK_ONLY_GROWS: ({ disk, bytes, askedBytes }) => [
    `The disk ${disk} has ${bytes} bytes, and is not made smaller, to ${askedBytes}.`,
    "Ask for a larger size.",
  ],
  NO_VOLUME: ({ disk, wanted }) =>
    wanted === "COPY"
      ? [
          `The disk ${disk} is in no storage pool, or is passed through from the host, and so cannot be copied.`,
          "Put it into a pool first, or have its directory made one (virsh pool-define-as); detach what is passed through.",
        ]
      : [
          `The disk ${disk} is in no storage pool: it grows only while the machine runs.`,
          "Start the machine first, or have the disk's directory made a pool (virsh pool-define-as).",
        ],
  SLOT_TAKEN: ({ slot }) => [`The machine has something at ${slot} by now.`, again],
  NO_POOL: () => [
    "No disk of the machine is in a storage pool, in which another could be made.",
    "Have the directory of its disks made a pool (virsh pool-define-as), and ask again.",
  ],
  NO_HOT_REMOVE: () => [
    "A running guest may keep processors that are taken from it, and nobody is told.",
    "Ask again: it then has fewer from its next start on. Or stop it first.",
  ],
  CPUS_PLUGGED_IN: ({ wanted }) => [
    "The machine had processors plugged in while it ran: libvirt cannot go back to a snapshot with its memory, and would leave it off.",
    wanted === "MAKE"
      ? "Stop and start the machine before its next snapshot, or make it while the machine is off."
      : "Go back to another snapshot. This one's disks alone can be had back while the machine is off (qemu-img snapshot -a NAME, each disk).",
  ],
  DISKS_DIFFER: ({ now, later }) => [
    `The machine stands still with ${now || "no disk"}, and is configured to have ${later || "none"}.`,
    "Start it, shut it down and delete it then, or leave its disks where they are (--keep-disks).",
  ],
  VOLUME_IN_USE: ({ by, holder, disk, place, isSure }) => {
    const named = place ?? "something without a name";
    const has =
      by === "MACHINE"
        ? `the machine ${holder} has ${named} as ${disk}`
        : `the volume ${holder} is on top of ${named}`;
    return isSure
      ? [
          `A volume of the machine is not its own: ${has}${by === "MACHINE" ? ", too" : ""}.`,
          "Take it away there first, or leave the disks where they are (--keep-disks).",
        ]
      : [
          `Nobody can tell whether a volume of the machine is its own: ${has}, which is in no storage pool that has looked at it.`,
          `${by === "MACHINE" ? "Have it taken out of that machine if it is not there any more (virsh change-media --eject, detach-disk), start" : "Start"} its pool (virsh pool-start), or define and refresh it (pool-define-as, pool-refresh), and ask again; or leave the disks where they are (--keep-disks).`,
        ];
  },
};

/** Of a plan, too: what is the matter, and what to do. */
export function noGuestKind({ guest, known }: ErrorFacts["NO_GUEST_KIND"]): readonly [string, string] {
  return [
    `The host runs no guests of the kind ${guest}.`,
    `Choose one that it runs (${known.join(", ")}), or leave --guest away.`,
  ];
}

function reasonOf(why: NotAsked): readonly [string, string] {
  const reason = reasons[why.fault] as (why: NotAsked) => readonly [string, string];
  return reason(why);
}
