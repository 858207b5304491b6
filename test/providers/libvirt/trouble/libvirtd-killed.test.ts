import { afterAll, beforeAll, expect, test } from "vitest";
import type { OperationRequest, TargetExpression } from "#domain/command.js";
import { verifyJournal } from "#journal/verify.js";
import type { Session } from "#session/session.js";
import { LibvirtProxy } from "../../../rigs/libvirt-proxy.js";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import { type QemuHost, startQemuHost } from "../../../rigs/qemu/qemu-host.js";
import { FAST } from "../../../session/cadences.js";
import { Desk } from "../../../session/desk.js";
import { opened, steps } from "../../../session/opened.js";
import { machineByVirsh } from "../../contract/by-virsh.js";
import { openAt } from "../on-libvirtd.js";
import { target } from "../rpc/connecting.js";
import { answersChange, isChange } from "./damage.js";

/** When libvirtd is killed: with the call on its way to it, or with its answer on the way back. */
type Moment = "call" | "answer";

interface Killed {
  readonly name: string;
  readonly on: string | null;
  readonly ask: string;
  readonly request: OperationRequest;
  readonly at: Moment;
  /** Which of the calls that change something it is. */
  readonly nth?: number;
}

const create: OperationRequest = {
  name: "CreateVM",
  newName: "new",
  cpus: 1,
  memoryMiB: 64,
  diskMiB: 8,
  host: null,
  datastore: null,
  network: null,
  folder: null,
  guest: null,
};
const clone: OperationRequest = { name: "CloneVM", newName: "twin", host: null, datastore: null, on: false };

/** In the order in which they are done: each finds what those before have left. */
const KILLS: readonly Killed[] = [
  { name: "a start", on: "db", ask: "start db", request: { name: "StartVM" }, at: "call" },
  { name: "a managed save", on: "web", ask: "suspend web", request: { name: "SuspendVM" }, at: "call" },
  {
    name: "a snapshot",
    on: "idle",
    ask: "snapshot create idle one",
    request: { name: "CreateSnapshot", snapshot: "one" },
    at: "answer",
  },
  {
    name: "a redefinition",
    on: "idle",
    ask: "memory idle 192MiB",
    request: { name: "ModifyMemory", memoryMiB: 192 },
    at: "answer",
  },
  { name: "the making of a volume", on: null, ask: "create new", request: create, at: "call" },
  { name: "the copying of a volume", on: "source", ask: "clone source twin", request: clone, at: "call" },
  {
    name: "a definition",
    on: null,
    ask: "create new2",
    request: { ...create, newName: "new2" },
    at: "answer",
    nth: 1,
  },
  { name: "a stop", on: "busy", ask: "stop busy", request: { name: "StopVM" }, at: "answer" },
];

onQemu("libvirtd is killed in the middle of", () => {
  let host: QemuHost;

  beforeAll(async () => {
    host = await startQemuHost();
    for (const name of ["web", "db", "idle", "source", "busy"]) await host.addGuest({ name });
    for (const name of ["web", "busy"]) await host.virsh("start", name);
  });
  afterAll(async () => {
    await host?.stop();
  });

  test.for(KILLS)("$name: nobody says what became of it, and the session goes on by itself", async (kill) => {
    using desk = new Desk({ endpoint: host.tcpEndpoint });
    await using proxy = await LibvirtProxy.before({ port: host.tcpPort });
    const through = target({
      driver: "qemu",
      transport: "tcp",
      host: "127.0.0.1",
      port: proxy.port,
      path: "/system",
    });
    const session = await opened(desk, await openAt(through), { cadence: FAST });
    const dead = killedBy(proxy, kill);
    const { on, ask, request } = kill;
    const what: TargetExpression | null = on === null ? null : { by: "name", text: on, glob: false };
    const operating = session.operate(what, { request, ask, yes: true }, { report: () => undefined });
    await dead;
    await operating;
    // One that is back before it was asked a second time would not have been away.
    await expect.poll(() => session.isInterrupted).toBe(true);
    await host.startLibvirtd();

    const outcome = desk.entries().find(({ OPR, phase }) => OPR === request.name && phase === "outcome");
    expect(outcome?.RST, ask).toMatchObject({ status: "UNKNOWN", code: "CONNECTION_LOST" });
    await expectLive(session);
    await session.logout();

    await recovers(desk, through, outcome?.ref ?? "", on);
  });

  /** Resolves when libvirtd is dead. */
  function killedBy(proxy: LibvirtProxy, { at, nth = 0 }: Killed): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const kill = () => void host.endLibvirtd("KILL").then(resolve, reject);
    let changes = 0;
    proxy.meddle = ({ to, message }) => {
      const isIt =
        to === "server" ? at === "call" && isChange(message) : at === "answer" && answersChange(message);
      if (!isIt) return {};
      changes += 1;
      if (changes - 1 !== nth) return {};
      kill();
      return at === "call" ? {} : { instead: [] };
    };
    return promise;
  }

  /** The inventory is what virsh shows, and what happens from now on is told. */
  async function expectLive(session: Session): Promise<void> {
    await expect.poll(() => session.isInterrupted).toBe(false);
    const names = (await host.virsh("list", "--all", "--name")).split("\n").filter(Boolean);
    const byName = () => new Map(session.inventory.machines.all().map((each) => [each.name, each]));
    await expect.poll(() => [...byName().keys()].sort()).toEqual(names.sort());
    for (const name of names) {
      const { power, cpus, memoryMiB } = await machineByVirsh(host, name);
      await expect.poll(() => byName().get(name)).toMatchObject({ power, cpus, memoryMiB });
    }
    await host.define(
      "<domain type='qemu'><name>later</name><memory unit='MiB'>32</memory><os><type>hvm</type></os></domain>",
    );
    await expect.poll(() => byName().has("later")).toBe(true);
    await host.virsh("undefine", "later");
    await expect.poll(() => byName().has("later")).toBe(false);
  }

  /** At the next Login it is said what shows, and the journal is sound. */
  async function recovers(
    gone: Desk,
    endpoint: ReturnType<typeof target>,
    intent: string,
    on: string | null,
  ) {
    using desk = new Desk({ beside: gone, endpoint: host.tcpEndpoint });
    const session = await opened(desk, await openAt(endpoint));
    const recovery = desk.entries().find(({ phase, ref }) => phase === "recovery" && ref === intent);
    expect(recovery?.RST).toMatchObject({ status: "UNKNOWN", code: "NO_HISTORY" });
    if (on !== null && recovery?.AFT?.power !== undefined)
      expect(recovery.AFT.power).toBe((await machineByVirsh(host, on)).power);
    await session.logout();
    expect(steps(desk.entries()).filter((step) => /NG/.test(step))).toHaveLength(1);
    expect(await verifyJournal(gone.directory)).toMatchObject({
      fault: null,
      unresolved: [{ intent: { id: intent }, recovery: { id: recovery?.id } }],
    });
  }
});
