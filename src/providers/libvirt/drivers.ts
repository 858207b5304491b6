import type { LackReason } from "#domain/lack.js";
import type { OperationName } from "#domain/operation-name.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import type { MigrationCapability } from "#providers/migration.js";
import type { ReconfigureCapability } from "#providers/reconfigure.js";

/** What libvirt's drivers do differently (libvirt 9.0, tried). */
export interface Driver {
  /** Whether all machines' states, processors and memory come in one answer; else each machine is asked. */
  readonly hasStats: boolean;
  /** Whether a running machine can be made to have fewer processors: under QEMU the guest decides, and nobody is told. */
  readonly cpuHotRemove: boolean;
  /** Whether memory is given to the running machine and to its configuration by one call, or by one each. */
  readonly memoryAtOnce: boolean;
  /** As `ReconfigureCapability` has them: a driver without a call for what runs may have none for volumes, either. */
  readonly disks: Pick<ReconfigureCapability, "growsDisks" | "addsDisks">;
  /** Whether its machines and disks are real, so that somebody loses something where it was not looked closely enough. */
  readonly isReal: boolean;
  /** The bus that the disks of a machine without any are put on. */
  readonly diskBus: "virtio" | "xen";
  /** Of new volumes in pools of files: with qcow2 there are snapshots. */
  readonly diskFormat: "qcow2" | "raw";
  /**
   * `virDomainUndefineFlagsValues`, as far as the driver knows the words: what goes together with a machine in any case, and what of
   * it goes or stays as its disks do.
   */
  readonly undefineFlags: Readonly<Record<"always" | "going" | "staying" | "tpmStaying", number>>;
  /** `virDomainSaveRestoreFlags` of a machine that runs, as far as the driver knows the words: it is to run when it goes on. */
  readonly saveFlags: number;
  /** How it hands machines to other hosts; null where it does not. */
  readonly migration: DriverMigration | null;
  /** What is read of machines elsewhere, and it has no call for (`Procedure.name`). */
  readonly absent: ReadonlySet<string>;
  /** The operations that it has not, and why. */
  readonly lacks: Readonly<Partial<Record<OperationName, LackReason>>>;
}

/** What of `MigrationCapability` is the driver's. */
export type DriverMigration = Pick<MigrationCapability, "copiesDisks" | "movesOff">;

/** libvirt has no calls for these, whatever the driver. */
const NOWHERE = {
  ShutdownHost: "NO_SUCH_CALL",
  RebootHost: "NO_SUCH_CALL",
  EnterMaintenance: "NO_SUCH_CALL",
  ExitMaintenance: "NO_SUCH_CALL",
} as const;

/** MANAGED_SAVE, SNAPSHOTS_METADATA, NVRAM, KEEP_NVRAM, CHECKPOINTS_METADATA, KEEP_TPM. */
const UNDEFINE = {
  saved: 1 << 0,
  snapshots: 1 << 1,
  nvram: 1 << 2,
  keepNvram: 1 << 3,
  checkpoints: 1 << 4,
  keepTpm: 1 << 6,
};

/** VIR_DOMAIN_SAVE_RUNNING. */
const SAVE_RUNNING = 1 << 1;

/** Nothing has firmware that keeps anything. */
const NO_FIRMWARE = { going: 0, staying: 0, tpmStaying: 0 };

const NOTHING: ReadonlySet<string> = new Set();

export const DRIVERS: Readonly<Record<RpcTarget["driver"], Driver>> = {
  qemu: {
    hasStats: true,
    cpuHotRemove: false,
    memoryAtOnce: true,
    isReal: true,
    disks: {},
    diskBus: "virtio",
    diskFormat: "qcow2",
    undefineFlags: {
      always: UNDEFINE.saved | UNDEFINE.snapshots | UNDEFINE.checkpoints,
      going: UNDEFINE.nvram,
      staying: UNDEFINE.keepNvram,
      tpmStaying: UNDEFINE.keepTpm,
    },
    saveFlags: SAVE_RUNNING,
    migration: { copiesDisks: true, movesOff: true },
    absent: NOTHING,
    lacks: NOWHERE,
  },
  xen: {
    // `virConnectGetAllDomainStats` is not supported.
    hasStats: false,
    cpuHotRemove: true,
    memoryAtOnce: true,
    isReal: true,
    // `virDomainBlockResize` is not supported; a volume resized under it the guest is not told of.
    disks: { growsDisks: "onlyOff" },
    diskBus: "xen",
    diskFormat: "raw",
    undefineFlags: { always: UNDEFINE.saved, ...NO_FIRMWARE },
    // It knows none, and has every machine run that goes on.
    saveFlags: 0,
    // It knows neither VIR_MIGRATE_NON_SHARED_DISK nor VIR_MIGRATE_OFFLINE.
    migration: { copiesDisks: false, movesOff: false },
    absent: new Set(["DOMAIN_LIST_ALL_SNAPSHOTS", "DOMAIN_SNAPSHOT_CURRENT", "DOMAIN_GET_BLOCK_INFO"]),
    lacks: {
      ...NOWHERE,
      ResetVM: "DRIVER",
      RenameVM: "DRIVER",
      CreateSnapshot: "DRIVER",
      RevertSnapshot: "DRIVER",
      RemoveSnapshot: "DRIVER",
    },
  },
  test: {
    // It is, but has states alone.
    hasStats: false,
    cpuHotRemove: true,
    memoryAtOnce: false,
    isReal: false,
    disks: { growsDisks: "never", addsDisks: "onlyOff" },
    diskBus: "virtio",
    diskFormat: "raw",
    undefineFlags: { always: UNDEFINE.saved | UNDEFINE.snapshots, ...NO_FIRMWARE },
    saveFlags: SAVE_RUNNING,
    migration: null,
    absent: NOTHING,
    lacks: { ...NOWHERE, MoveVM: "DRIVER" },
  },
};
