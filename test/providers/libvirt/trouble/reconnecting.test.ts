import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { shortOrLong } from "../../../counts.js";
import { LibvirtProxy } from "../../../rigs/libvirt-proxy.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { Pushes } from "../../contract/pushes.js";
import { byTcp, openAt, uuidOf } from "../on-libvirtd.js";

const MIB = 1024 ** 2;

const count = (what: string) => process.getActiveResourcesInfo().filter((each) => each === what).length;

const times = shortOrLong(30, 1_000);
test(`${times} lost connections leave neither sockets, timers nor listeners behind`, {
  timeout: shortOrLong(120_000, 1_200_000),
}, async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  await using proxy = await LibvirtProxy.before({ port: libvirtd.tcpPort });
  const warnings: Error[] = [];
  const warned = (warning: Error) => warnings.push(warning);
  process.on("warning", warned);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;

  const id = await uuidOf(libvirtd, "test");
  const session = await openAt(byTcp(proxy));
  const pushes = await Pushes.from(session);
  const subject = { kind: "machine", id } as const;
  const stop = new AbortController();
  const watched = session.watch(subject, () => false, 3_600_000, { signal: stop.signal });
  const ended = watched.then(
    () => "seen",
    (error) => error.code,
  );
  /** Cuts every connection, and waits until the session is on new ones. */
  const reconnect = async () => {
    const before = proxy.connections;
    proxy.cut();
    session.resume();
    // `expect.poll` would keep something of every time.
    const settled = async () => {
      if (proxy.connections === before) throw new Error("nothing has connected again");
      await Promise.all([session.ping(), session.read(subject)]);
    };
    await vi.waitFor(settled, { interval: 2, timeout: 60_000 });
  };
  for (let warm = 0; warm < 5; warm += 1) await reconnect();
  collect();
  const heap = process.memoryUsage().heapUsed;
  for (let time = 0; time < times; time += 1) await reconnect();
  collect();
  const grown = process.memoryUsage().heapUsed - heap;

  expect(pushes.lost).toEqual([]);
  // Reads and pings have one each; what was cut is gone at both ends.
  await expect.poll(() => proxy.open).toBeLessThanOrEqual(2);
  // Two ends of each, and a third at libvirtd's.
  await expect.poll(() => count("TCPSocketWrap")).toBeLessThanOrEqual(3 * 2);
  // Keepalive's, the feed's, the watch's, and those of vitest.
  await expect.poll(() => count("Timeout")).toBeLessThan(15);
  expect(warnings).toEqual([]);
  expect(grown).toBeLessThan(4 * MIB + times * 512);

  stop.abort();
  expect(await ended).toBe("GAVE_UP_WAITING");
  await session.close();
  await proxy.quiet();
  await expect.poll(() => count("TCPSocketWrap")).toBe(0);
  process.off("warning", warned);
});
