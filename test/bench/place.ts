import type { TargetExpression } from "#domain/command.js";
import type { Place, Thing } from "./paper-operations.js";
import type { WarmSession } from "./warm-session.js";

/** Finds what the operations are about on a rig of one cluster and standalone hosts, all machines off, and readies it. */
export async function preparePlace(warm: WarmSession): Promise<Omit<Place, "doomed">> {
  const { session } = warm;
  const machine = (name: string): Thing => {
    const found = session.inventory.machines.named(name)[0];
    if (found === undefined) throw new Error(`the rig has no machine ${name}`);
    return { id: found.id, name };
  };
  const host = (name: string): Thing => {
    const found = session.inventory.hosts.named(name)[0];
    if (found === undefined) throw new Error(`the rig has no host ${name}`);
    return { id: found.id, name };
  };
  const byId = (id: string): TargetExpression => ({ by: "id", text: `@${id}`, id });
  const [off, on] = [machine("DC0_C0_RP0_VM0"), machine("DC0_C0_RP0_VM1")];
  const [first, second] = [host("DC0_C0_H0"), host("DC0_C0_H1")];
  const closed = host("DC0_H1");
  await warm.run(`start @${on.id}`);
  await warm.run(`cpu @${off.id} 8`);
  await warm.run(`memory @${off.id} 64MiB`);
  const kept = machine("DC0_C0_RP0_VM2");
  await warm.run(`snapshot create @${kept.id} kept`);
  await warm.run(`host maintenance enter @${closed.id}`);
  const [disk] = (await session.fullMachine(byId(off.id))).disks;
  if (disk === undefined) throw new Error("the machine has no disk");
  const cluster = session.inventory.hosts.get(first.id)?.parent ?? "";
  const snapshots = async (id: string, name: string) =>
    (await session.fullMachine(byId(id))).snapshots.find((each) => each.name === name)?.id ?? "";
  return {
    off,
    on,
    host: host("DC0_H0"),
    closed,
    hosts: [first, second],
    folder: session.inventory.machines.get(off.id)?.parent ?? "",
    pool: session.inventory.containers.get(cluster)?.pool ?? "",
    clusterHost: first.id,
    disk,
    kept: { ...kept, snapshot: await snapshots(kept.id, "kept") },
    idOf: (name) => machine(name).id,
    snapshotOf: (name) => snapshots(on.id, name),
  };
}
