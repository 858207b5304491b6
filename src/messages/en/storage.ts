import type { ErrorTexts } from "#messages/catalogue.js";
import { lackSaid } from "#messages/en/lacks.js";
import { listed } from "#messages/en/listed.js";
import { size } from "#messages/wording.js";

const notSent = "Nothing was sent.";

/** The plan says why it would be refused: what is wrong with a machine's disks or snapshots. */
export const storage = {
  NO_DISK: ({ name }) => ({
    what: `${name} has no disk.`,
    notDone: notSent,
    next: `Add one with disk ${name} SIZE --add.`,
  }),
  DISK_NOT_ONE: ({ name, label, labels }) => ({
    what:
      label === null
        ? `No disk was named, and ${name} has ${listed(labels, 10)}.`
        : `${label} does not name one disk of ${name}; it has ${listed(labels, 10)}.`,
    notDone: notSent,
    next: "Name one with --disk LABEL, or add one with --add.",
  }),
  DISK_ONLY_GROWS: ({ name, label, sizeMiB, askedMiB }) => ({
    what: `${label} of ${name} has ${size(sizeMiB)}, and ${size(askedMiB)} is not more: a disk only grows.`,
    notDone: notSent,
    next: "Ask for more than it has.",
  }),
  DISK_FIXED: ({ name, label, why }) => ({
    what: `${label} of ${name} cannot grow: ${
      why === undefined ? "it is a raw device, or lies on top of another disk" : lackSaid[why]
    }.`,
    notDone: notSent,
    next: `Add a disk instead with disk ${name} SIZE --add.`,
  }),
  HAS_SNAPSHOTS: ({ name, label, snapshots }) => ({
    what: `${label} cannot grow while ${name} has snapshots: ${listed(snapshots, 6)}.`,
    notDone: notSent,
    next: `Remove them first with snapshot remove ${name} NAME, if nobody needs them.`,
  }),
  NO_DISK_SLOT: ({ name }) => ({
    what: `${name} has no place left on its controllers for another disk.`,
    notDone: notSent,
    next: "Grow a disk that it has, or add a controller in the platform's own client.",
  }),
  NO_SNAPSHOT: ({ name }) => ({
    what: `${name} has no snapshot.`,
    notDone: notSent,
    next: `Make one with snapshot create ${name}, if that is what you want.`,
  }),
  SNAPSHOT_NOT_ONE: ({ name, snapshot, candidates }) => ({
    what:
      snapshot === null
        ? `No snapshot was named, and ${name} has ${listed(candidates, 10)}.`
        : `${snapshot} does not name one snapshot of ${name}; there are ${listed(candidates, 10)}.`,
    notDone: notSent,
    next: "Name one by its name or its @id.",
  }),
} satisfies Partial<ErrorTexts>;
