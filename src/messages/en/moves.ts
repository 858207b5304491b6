import type { ErrorFacts } from "#domain/errors.js";
import type { MoveObstacle } from "#domain/move-obstacle.js";
import type { ErrorTexts } from "#messages/catalogue.js";

/** Why a machine cannot go to another server's host. */
export const moves = {
  MOVE_IMPOSSIBLE: (facts) => ({
    what: `${facts.name} cannot be moved to ${facts.to}: ${said[facts.why](facts)}.`,
    notDone: "Nothing was sent.",
    next: next[facts.why],
  }),
} satisfies Partial<ErrorTexts>;

type Facts = ErrorFacts["MOVE_IMPOSSIBLE"];

const said: Readonly<Record<MoveObstacle, (facts: Facts) => string>> = {
  NOT_OPEN: () =>
    "its server has one host, and to go to another server's takes a console with both endpoints open",
  SAME_HOST: () =>
    "that is the host that it is on, and a hypervisor can lose a machine that it moves to itself",
  UUID_TAKEN: () => "a machine of the same UUID is there already",
  DATASTORE: () => "libvirt does not move a machine between the storage pools of its host",
  FOLDER: () => "libvirt has no folders",
  SAVED: () => "it is suspended, and its memory lies in a file of its own host",
  SNAPSHOTS: () => "it has snapshots, which would stay behind",
  OFF: () => "this hypervisor's driver moves only machines that run",
  OFF_WITH_DISKS: ({ about }) =>
    `it is off, and its disk ${about} is on its own host alone; disks are copied only while it runs`,
  NO_COPYING: ({ about }) =>
    `its disk ${about} is on its own host alone, and this hypervisor's driver copies no disks`,
  DISK_EXISTS: ({ about }) =>
    `its disk ${about} would be copied over one of that name and size that is there already`,
  DISK_TAKEN: ({ about }) =>
    `its disk ${about} would be copied over one there that another machine has, or may have`,
  DISK_SIZE: ({ about }) =>
    `its disk ${about} would be copied over one of that name there whose size is another, or is not known`,
  DISK_ITSELF: ({ about }) =>
    `its disk ${about} is there already, itself: both hosts have its directory in common, and it would be copied over itself`,
  NO_POOL: ({ about }) =>
    `no active storage pool there has the place of its disk ${about}, or it cannot be looked at`,
  NOT_SHARED: ({ about }) =>
    `its disk ${about} lies in a pool that several hosts can have, and that host has no active pool of the same source in which the disk is seen`,
  DISK_SHAREABLE: ({ about }) =>
    `its disk ${about} is shareable and on its own host alone: a copy would be another disk than the one that others write to`,
  DISK_READ_ONLY: ({ about }) =>
    `its disk ${about} is only read, so it is not copied, and nothing of its name and size is seen there`,
  DISK_NEXT_START: ({ about }) =>
    `its disk ${about} is plugged in at its next start alone, and would stay behind`,
  URI_FORM: () => "the URI is none of libvirt's that names a host",
  URI_PARAMETERS: () => "the URI has parameters, such as the path of a key, and it is recorded",
  URI_UNUSED: () =>
    "a URI says how one libvirt host reaches another one, and that host is of the same server",
  URI_DRIVER: ({ about }) => `the URI is not of the destination's driver, ${about}`,
  URI_HOST: ({ about }) =>
    `the URI leads to another host, as far as can be told: the destination is known as ${about}, and only its disks were looked at`,
  URI_PATH: ({ about }) => `the URI does not end in ${about}, as that host's endpoint does`,
  OVERWRITE_UNUSED: () => "--overwrite-disks is of a move from one libvirt host to another one",
};

const uriNext = "Say it as --desturi qemu+tcp://kvm-b/system: driver, transport, host and path.";

const next: Readonly<Record<MoveObstacle, string>> = {
  NOT_OPEN:
    "Open that host's endpoint beside this one in the console with connect (connect qemu+ssh://root@kvm-b/system), and say it there.",
  SAME_HOST: "Choose another host; hosts shows them.",
  UUID_TAKEN: "Look at it with info. If it is an old copy, delete it or take it away first.",
  DATASTORE:
    "Move its volume by hand while it is off (virsh vol-clone, then virsh edit), and say so with note.",
  FOLDER: "Say only which host.",
  SAVED: "Start it first, and move it while it runs.",
  SNAPSHOTS: "Remove its snapshots first, or leave it where it is.",
  OFF: "Start it first, and move it while it runs.",
  OFF_WITH_DISKS: "Start it first, or put its volumes into a pool that both hosts have.",
  NO_COPYING: "Put its volumes into a pool that both hosts have.",
  DISK_EXISTS:
    "If both hosts have this directory in common, it is the disk itself: define it as a netfs pool on both. Else it may be what an earlier move has left: delete it there, or say --overwrite-disks, and it is lost.",
  DISK_TAKEN: "Look at the volume on the other host; rename it or delete it there if nobody needs it.",
  DISK_SIZE: "Look at the volume on the other host; rename it or delete it there if nobody needs it.",
  DISK_ITSELF: "Define the directory as a netfs pool, with the same source, on both hosts.",
  NO_POOL: "Define and start a storage pool there of the same path, and make the volume where it is no file.",
  NOT_SHARED:
    "Define and start the same pool there, with the same source (virsh pool-dumpxml), and see that the volume is in it.",
  DISK_SHAREABLE: "Put its volume into a pool that both hosts have.",
  DISK_READ_ONLY: "Eject it (virsh change-media), or put the same file into a pool of the same path there.",
  DISK_NEXT_START: "Stop and start it, or detach the disk (virsh detach-disk --config), and move it then.",
  URI_FORM: uriNext,
  URI_PARAMETERS: uriNext,
  URI_UNUSED: "Leave --desturi away.",
  URI_DRIVER: uriNext,
  URI_HOST:
    "Call the host as it calls itself, or connect to it by the name that the other host has for it, and leave --desturi away.",
  URI_PATH: uriNext,
  OVERWRITE_UNUSED: "Leave --overwrite-disks away.",
};
