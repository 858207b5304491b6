import type { ProviderSession } from "#providers/contract.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { uuidBytes } from "#providers/libvirt/uuid.js";

/** An operation of ours, its bare call, and virsh's. `other` is another size each time. */
export interface LibvirtAct {
  readonly name: string;
  line(machine: string, other: number): string;
  /** Read, act, and wait for it, as an operation does, and nothing of it recorded. */
  calls(session: ProviderSession, id: string, other: number): Promise<void>;
  /** The one call that does it. */
  bare(client: RpcClient, id: string, other: number): Promise<unknown>;
  virsh(machine: string, other: number): string;
  /** The least of virsh's commands that shows what it changes. */
  readonly shows: string;
}

const MUTATION = { operationId: "0197a3f0-0000-7000-8000-000000000001" };
/** VIR_DOMAIN_AFFECT_CONFIG. */
const CONFIG = 1 << 1;

const dom = (id: string) => ({ name: id, uuid: uuidBytes(id) ?? new Uint8Array(16), id: -1 });

/** In an order that leaves a machine as it was: off. */
export const LIBVIRT_ACTS: readonly LibvirtAct[] = [
  {
    name: "StartVM",
    line: (machine) => `start ${machine}`,
    calls: (session, id) => switched(session, id, true),
    bare: (client, id) => client.call(PROCEDURES.domainCreateWithFlags, { dom: dom(id), flags: 0 }),
    virsh: (machine) => `start ${machine}`,
    shows: "domstate",
  },
  {
    name: "StopVM",
    line: (machine) => `stop ${machine}`,
    calls: (session, id) => switched(session, id, false),
    bare: (client, id) => client.call(PROCEDURES.domainDestroyFlags, { dom: dom(id), flags: 0 }),
    virsh: (machine) => `destroy ${machine}`,
    shows: "domstate",
  },
  {
    name: "ModifyCPU",
    line: (machine, other) => `cpu ${machine} ${other}`,
    async calls(session, id, cpus) {
      const subject = { kind: "machine", id } as const;
      const before = await session.read(subject);
      const task = await session.reconfigure?.reconfigure(before, { cpus }, MUTATION);
      if (task === undefined) throw new Error("libvirt reconfigures nothing");
      await session.settle(task, subject, (after) => after.cpus === cpus);
    },
    bare: (client, id, nvcpus) =>
      client.call(PROCEDURES.domainSetVcpusFlags, { dom: dom(id), nvcpus, flags: CONFIG }),
    virsh: (machine, other) => `setvcpus ${machine} ${other} --config`,
    shows: "vcpucount",
  },
];

async function switched(session: ProviderSession, id: string, on: boolean): Promise<void> {
  const subject = { kind: "briefMachine", id } as const;
  await session.read(subject);
  const act = on ? session.power?.powerOn : session.power?.powerOff;
  const task = await act?.(id, MUTATION);
  if (task === undefined) throw new Error("libvirt switches nothing");
  await session.settle(task, subject, ({ power }) => (power === "on") === on);
}
