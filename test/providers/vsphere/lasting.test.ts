import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { openVsphere } from "#providers/vsphere/open.js";
import type { ProxiedCall } from "../../rigs/soap-call.js";
import { type SoapProxy, startSoapProxy } from "../../rigs/soap-proxy.js";
import { startTcpProxy, type TcpProxy } from "../../rigs/tcp-proxy.js";
import { startVcsim, type Vcsim } from "../../rigs/vcsim.js";
import { onVcsim } from "../../stories/on-vcsim.js";
import { MUTATION, machineOf } from "../contract/act.js";
import { Pushes } from "../contract/pushes.js";

/** The wait for the inventory, which is by the server's own collector. */
const inventory = { method: "WaitForUpdatesEx", target: "propertyCollector" };

onVcsim("a session of vSphere that lasts", () => {
  let vcsim: Vcsim;
  /** Before it, calls are seen; before that, the network. */
  let proxy: SoapProxy;
  let network: TcpProxy;
  let session: ProviderSession;
  let id: string;

  const logIn = async (host: string, port: number, timeoutMs = 20_000) =>
    await openVsphere({
      endpoint: { platform: "vsphere", host, port, user: null, name: `vsphere://${host}:${port}` },
      credentials: { user: vcsim.user, password: vcsim.password },
      trust: { by: "thumbprint", sha256: vcsim.thumbprint.replaceAll(":", "").toLowerCase() },
      timeoutMs,
    });
  const setMemory = async (memoryMiB: number) =>
    await vcsim.govc(["vm.change", "-vm", "DC0_H0_VM0", "-m", String(memoryMiB)]);

  beforeEach(async () => {
    vcsim = await startVcsim({ vms: 1, clusters: 0, poweredOff: true });
    proxy = await startSoapProxy(vcsim);
    network = await startTcpProxy(proxy);
    session = await logIn(network.host, network.port);
    const [machine] = (await vcsim.govc(["find", "-i", "/", "-type", "m"])).trim().split("\n");
    id = machine?.split(":")[1] ?? "";
  });
  afterEach(async () => {
    await session.close();
    await network[Symbol.asyncDispose]();
    await proxy.close();
    await vcsim.stop();
  });

  describe("its inventory catches up", () => {
    const memorySaid = (pushes: Pushes) => pushes.objects.get(id);

    test("though what asks for it, or takes that away again, is lost on its way or its way back", async () => {
      const pushes = await Pushes.from(session);
      for (const [turn, method] of ["CreateFilter", "DestroyPropertyFilter"].entries()) {
        for (const [nth, kind] of (["resetBeforeForward", "resetAfterForward"] as const).entries()) {
          proxy.on(method, { kind });
          for (const more of [1, 2]) {
            const memoryMiB = 64 + 4 * (4 * turn + 2 * nth + more);
            await setMemory(memoryMiB);
            await session.feed.caughtUp();
            expect(memorySaid(pushes)).toMatchObject({ memoryMiB });
          }
        }
      }
    });

    test("however long its wait is held up, and many who want it have one filter each that is taken away", async () => {
      const pushes = await Pushes.from(session);
      // Both waits stand: the next is the one that tells of the change, asked again.
      const standing = ({ answeredAt }: ProxiedCall) => answeredAt === undefined;
      await expect.poll(() => proxy.calls({ method: inventory.method }).filter(standing)).toHaveLength(2);
      proxy.resetCalls();
      const held = Promise.withResolvers<void>();
      proxy.on("WaitForUpdatesEx", { kind: "hook", beforeAnswer: () => held.promise });
      await setMemory(96);
      await proxy.arrival(inventory);
      let caughtUp = 0;
      const all = Array.from({ length: 5 }, () => session.feed.caughtUp().then(() => (caughtUp += 1)));
      await expect.poll(() => proxy.calls({ method: "CreateFilter" }).length).toBe(5);
      await session.ping();
      expect(caughtUp).toBe(0);
      held.resolve();
      await Promise.all(all);
      expect(memorySaid(pushes)).toMatchObject({ memoryMiB: 96 });
      await expect.poll(() => proxy.calls({ method: "DestroyPropertyFilter" }).length).toBe(5);
      await session.feed.caughtUp();
    });
  });

  describe("its pings", () => {
    test("wait behind neither calls nor waits", async () => {
      await Pushes.from(session);
      proxy.on("RetrievePropertiesEx", { kind: "stallRequest" }, { times: 100 });
      const stop = new AbortController();
      const reads = Array.from({ length: 8 }, () =>
        machineOf(session, id, stop.signal).catch((error) => error.code),
      );
      await expect.poll(() => proxy.calls({ method: "RetrievePropertiesEx" })).toHaveLength(4);
      await session.ping();
      stop.abort();
      expect(await Promise.all(reads)).toEqual(Array(8).fill("GAVE_UP_WAITING"));
    });

    test("are sent once, and one that is given up leaves no dead connection", async () => {
      await session.ping();
      proxy.resetCalls();
      const before = { accepted: network.connections, open: network.openConnections };
      proxy.on("CurrentTime", { kind: "stallRequest" });
      const stop = new AbortController();
      const ping = session.ping(stop.signal);
      await proxy.arrival({ method: "CurrentTime" });
      stop.abort();
      await expect(ping).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
      await network.until(({ openConnections }) => openConnections === before.open - 1);
      await session.ping();
      expect(proxy.calls({ method: "CurrentTime" })).toHaveLength(2);
      expect(network.connections).toBe(before.accepted + 1);
    });

    test("one whose connection fails is not tried again by itself", async () => {
      proxy.resetCalls();
      proxy.on("CurrentTime", { kind: "resetBeforeForward" });
      await expect(session.ping()).rejects.toMatchObject({ code: "CONNECTION_LOST" });
      expect(proxy.calls({ method: "CurrentTime" })).toHaveLength(1);
      await session.ping();
    });

    test("one that was given up while it connected is not what the next one waits for", async () => {
      network.stall();
      const stop = new AbortController();
      const ping = session.ping(stop.signal);
      const accepted = network.connections;
      await network.until(({ connections }) => connections > accepted || network.heldBytes > 0);
      stop.abort();
      await expect(ping).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
      network.release();
      await session.ping();
    });

    test("go by the server's clock, and say that the session has ended", async () => {
      await vcsim.setClockSkew(3_600_000);
      const { clockOffsetMs } = await session.ping();
      expect(Math.abs((clockOffsetMs ?? 0) - 3_600_000)).toBeLessThan(10_000);
      await vcsim.endSessions();
      await expect(session.ping()).rejects.toMatchObject({ code: "SESSION_ENDED" });
    });
  });

  describe("its feed", () => {
    /** What it has said of the machine's memory, in order. */
    const memory = (pushes: Pushes) =>
      pushes.batches
        .flat()
        .flatMap((update) =>
          update.change === "modify" && "memoryMiB" in update.facts ? [update.facts.memoryMiB] : [],
        );

    test("an answer that was lost on a dead connection is asked for again when the way is back", async () => {
      const pushes = await Pushes.from(session);
      const stands = ({ body }: ProxiedCall) => body.includes("<maxWaitSeconds>30<");
      const waits = () => proxy.calls({ method: inventory.method }).filter(stands);
      await expect.poll(waits).toHaveLength(2);
      proxy.resetCalls();
      proxy.on("WaitForUpdatesEx", { kind: "dropReply" });
      await setMemory(64);
      await pushes.until(id, { memoryMiB: 64 });
      // The next wait is the one whose answer is swallowed.
      const dropped = await proxy.arrival(inventory);
      await setMemory(68);
      await proxy.answer(inventory);
      expect(memory(pushes)).toEqual([64]);
      session.resume();
      await pushes.until(id, { memoryMiB: 68 });
      const version = (body: string) => /<version>(.*?)<\/version>/.exec(body)?.[1];
      const again = proxy.calls(inventory)[1];
      expect(version(again?.body ?? "")).toBe(version(dropped.body));
      await setMemory(72);
      await pushes.until(id, { memoryMiB: 72 });
      expect(memory(pushes)).toEqual([64, 68, 72]);
      expect([...pushes.interrupted, ...pushes.lost]).toEqual([]);
    });

    test("a network that nothing gets through, and then all that was held", async () => {
      const pushes = await Pushes.from(session);
      network.stall();
      await setMemory(64);
      const stop = AbortSignal.timeout(200);
      await expect(session.ping(stop)).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
      // What is asked again is held as well, and comes to the server after what was asked before.
      session.resume();
      network.release();
      session.resume();
      await pushes.until(id, { memoryMiB: 64 });
      await setMemory(68);
      await pushes.until(id, { memoryMiB: 68 });
      expect(memory(pushes)).toEqual([64, 68]);
      expect(pushes.lost).toEqual([]);
      await session.ping();
    });

    test("goes on by itself when nobody says that the way is back", async () => {
      const pushes = await Pushes.from(session);
      await proxy.cut();
      await pushes.when(() => pushes.interrupted.length >= 3);
      await setMemory(64);
      await proxy.restore();
      await pushes.until(id, { memoryMiB: 64 });
      expect(pushes.lost).toEqual([]);
    });

    test("a server that does not know any more what it has said is lost, and that is said once", async () => {
      const pushes = await Pushes.from(session);
      const waiting = session.watch({ kind: "machine", id }, () => false, 60_000);
      await vcsim.injectFault("WaitForUpdatesEx", { fault: "InvalidCollectorVersion", times: 0 });
      session.resume();
      const lost = { code: "SERVER_FAULT" };
      await expect(waiting).rejects.toMatchObject(lost);
      await pushes.when(() => pushes.lost.length > 0);
      session.resume();
      await session.ping();
      expect(pushes.lost).toMatchObject([lost]);
      expect(pushes.interrupted).toEqual([]);
    });
  });

  describe("its end", () => {
    test("over a network that nothing gets through takes no longer than a call may, and leaves nothing open", async () => {
      const impatient = await logIn(network.host, network.port, 3_000);
      const pushes = await Pushes.from(impatient);
      await impatient.ping();
      network.stall();
      const ping = impatient.ping().catch((error) => error.code);
      const waiting = impatient
        .watch({ kind: "machine", id }, () => false, 60_000)
        .catch((error) => error.code);
      await expect(impatient.logout()).rejects.toMatchObject({ code: "REPLY_TIMEOUT" });
      expect(await ping).toBe("REPLY_TIMEOUT");
      expect(await waiting).toBe("SESSION_ENDED");
      impatient.resume();
      await impatient.close();
      await session.close();
      await network.until(({ openConnections }) => openConnections === 0);
      expect(pushes.lost).toEqual([]);
      await expect(impatient.ping()).rejects.toThrow();
      expect(network.openConnections).toBe(0);
    });
  });

  describe("its name among the sessions", () => {
    test("is the hash of the server's key, which is told to nobody", async () => {
      const [kept] = await vcsim.sessions();
      const key = kept?.key ?? "";
      expect(key).not.toBe("");
      expect(session.login.session).toBe(createHash("sha256").update(key).digest("hex"));
      const listed = await session.sessions?.all();
      expect(listed?.map((one) => one.id)).toContain(session.login.session);
      expect(JSON.stringify([session.login, listed])).not.toContain(key);
    });

    test("to end one is one call under the entry's id, and is not sent again when nobody answers", async () => {
      const stale = await logIn(vcsim.host, vcsim.port);
      await stale.close();
      proxy.on("TerminateSession", { kind: "resetAfterForward" });
      const end = session.sessions?.end(stale.login.session ?? "", MUTATION);
      await expect(end).rejects.toMatchObject({ code: "CONNECTION_LOST" });
      const { operationId } = MUTATION;
      expect(proxy.calls({ method: "TerminateSession" })).toMatchObject([{ operationId }]);
      const left = (await session.sessions?.all())?.map((one) => one.id);
      expect(left).not.toContain(stale.login.session);
    });
  });
});
