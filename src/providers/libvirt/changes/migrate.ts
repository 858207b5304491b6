import { setTimeout as pause } from "node:timers/promises";
import { failure } from "#domain/errors.js";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { begin, type Changing, LONG } from "#providers/libvirt/changes/changing.js";
import { destinationDisks } from "#providers/libvirt/changes/destination-disks.js";
import { expectState, machineState } from "#providers/libvirt/changes/machine-state.js";
import { migrationUri } from "#providers/libvirt/changes/migration-uri.js";
import { movedDisks } from "#providers/libvirt/changes/moved-disks.js";
import type { DriverMigration } from "#providers/libvirt/drivers.js";
import type { HostIdentity } from "#providers/libvirt/host-identity.js";
import { isMachineGone, machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { textParam } from "#providers/libvirt/rpc/typed-params.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import type { MigrationCapability } from "#providers/migration.js";

/** `virDomainMigrateFlags`. */
const FLAGS = { live: 1, peerToPeer: 2, persistDest: 8, undefineSource: 16, copyDisks: 64, offline: 1024 };

/** VIR_MIGRATE_PARAM_MIGRATE_DISKS: once for each disk that is copied. */
const COPIED_DISK = "migrate_disks";

/** How often a machine that is being moved is looked at where its own call cannot be waited for, in milliseconds. */
const LOOK_EVERY_MS = 1_000;

/** Where a session is, as another host is to find it. */
export interface Situation {
  readonly endpoint: RpcTarget;
  readonly host: HostIdentity;
}

/**
 * Moves machines to other hosts, each by one call to the host that it leaves, which does the rest with the other one
 * (`VIR_MIGRATE_PEER2PEER`). The configuration goes with it: on one host alone it is left. The other one is asked beforehand what it has
 * for the disks.
 */
export function migration(
  changing: Changing,
  { endpoint, host }: Situation,
  { copiesDisks, movesOff }: DriverMigration,
): MigrationCapability {
  const { reads, changes } = changing;
  const isAtWork = async (id: string, signal?: AbortSignal) => {
    const asking = reads.call(PROCEDURES.domainGetJobInfo, { dom: machineHandle(id) }, { signal });
    const info = await unlessRefused(asking).catch((error: unknown) => {
      if (isMachineGone(error)) return null;
      throw error;
    });
    return info !== null && info.type !== 0;
  };
  return {
    kind: endpoint.driver,
    hostname: host.name,
    uri: migrationUri(endpoint, host.name),
    copiesDisks,
    movesOff,
    async departure(id, signal) {
      const [state, disks] = await Promise.all([
        machineState(changing, id, signal),
        movedDisks(reads, id, signal),
      ]);
      return { state, disks };
    },
    lookForDisks: (id, disks, signal) => destinationDisks(changing, id, disks, signal),
    async isBusy(id, whileItRuns, signal) {
      for (;;) {
        const busy = await isAtWork(id, signal);
        if (!busy || whileItRuns === "leave") return busy;
        await pause(LOOK_EVERY_MS, undefined, { signal }).catch((error: unknown) => {
          throw failure("GAVE_UP_WAITING", {}, error);
        });
      }
    },
    async migrate(id, { uri, state, copied }, mutation) {
      const dom = machineHandle(id);
      await expectState(changing, id, [state], mutation.signal);
      const asking = () => reads.call(PROCEDURES.domainIsPersistent, { dom }, { signal: mutation.signal });
      const { persistent } = await beforehand(asking);
      const how = state === "off" ? FLAGS.offline : FLAGS.live;
      const flags =
        how |
        FLAGS.peerToPeer |
        // One that is gone when it stops is so there, too.
        (persistent === 0 ? 0 : FLAGS.persistDest | FLAGS.undefineSource) |
        (copied.length === 0 ? 0 : FLAGS.copyDisks);
      const params = copied.map((label) => textParam(COPIED_DISK, label));
      const args = { dom, dconnuri: uri, params, cookieIn: new Uint8Array(), flags };
      const run = async () => {
        await changes.call(PROCEDURES.domainMigratePerform3Params, args, { ...LONG, goesFurther: true });
        return null;
      };
      return begin(changing, mutation, { machine: id, run });
    },
  };
}
