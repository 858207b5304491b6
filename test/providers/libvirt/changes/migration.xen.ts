import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyJournal } from "#journal/verify.js";
import { onXen } from "../../../rigs/xen/on-xen.js";
import type { XenGuest, XenHost } from "../../../rigs/xen/xen-host.js";
import type { XenPair } from "../../../rigs/xen/xen-pair.js";
import { TwoHosts } from "./two-hosts.js";

/** A guest that is emulated twice over falls now and then as it is suspended to be sent, and is then where it was: it is tried again. */
const FALLING = { retry: 3 };

onXen("moving a machine from one Xen host to another", () => {
  let two: TwoHosts<XenPair>;
  let a: XenHost;
  let b: XenHost;

  beforeAll(async () => {
    two = await TwoHosts.ofXen();
    ({ a, b } = two.pair);
  });
  afterAll(async () => {
    const sound = two === undefined ? null : await verifyJournal(two.desk.directory);
    await two?.[Symbol.asyncDispose]();
    expect(sound).toMatchObject({ fault: null });
  });

  /** A machine on the first host that the console knows of. One that still gives memory back is not always to be sent. */
  const machine = async (guest: XenGuest, { on = true } = {}) => {
    await a.addGuest({ most: 128, ...guest });
    if (on) {
      await a.virsh("start", guest.name);
      await a.isUp(guest.name);
    }
    await two.sees("a", (names) => names.includes(guest.name));
    return await a.virsh("domuuid", guest.name);
  };
  const move = (name: string) => `move a:${name} --host xen-b --desturi xen+tcp://xen-b/system`;
  let guests = 0;
  const newName = () => {
    guests += 1;
    return `web-${guests}`;
  };
  const namesAt = async (host: XenHost) => (await host.virsh("list", "--all", "--name")).split("\n");

  test("it runs on there and is kept there, and an undo brings it back", FALLING, async () => {
    const name = newName();
    const id = await machine({ name, kind: "pvh" });
    const { outcome } = await two.does(move(name));
    const was = { name, power: "on", endpoint: a.endpoint, host: "xen-a" };
    const left = { name, power: "on", endpoint: b.endpoint, host: "xen-b" };
    expect(outcome).toMatchObject({
      RST: { status: "OK" },
      HST: { endpoint: a.endpoint, host: "xen-a" },
      TGT: { id, uuid: id, name },
      BEF: was,
      AFT: left,
    });
    expect(await namesAt(a)).not.toContain(name);
    expect(await b.virsh("domstate", name)).toBe("running");
    expect(await b.virsh("domuuid", name)).toBe(id);
    expect(await b.virsh("dominfo", name)).toMatch(/Persistent: +yes/);

    await two.sees("b", (names) => names.includes(name));
    expect((await two.undoes(outcome)).outcome).toMatchObject({ RST: { status: "OK" }, BEF: left, AFT: was });
    expect(await a.virsh("domstate", name)).toBe("running");
    expect(await namesAt(b)).not.toContain(name);
  });

  test(
    "when our connection is cut under way, the move goes on, and what became of it is found out",
    FALLING,
    async () => {
      const name = newName();
      await machine({ name, kind: "pvh" });
      const watching = expect
        .poll(() => namesAt(b))
        .toContain(name)
        .then(() => two.cut("a"));
      const { outcome } = await two.does(move(name));
      await watching;
      expect(outcome).toMatchObject({ RST: { status: "UNKNOWN", code: "CONNECTION_LOST" } });
      await expect
        .poll(() => two.entries().filter(({ ref, phase }) => phase === "recovery" && ref === outcome.ref))
        .toMatchObject([
          {
            RST: { status: "OK", code: "FOUND_THERE" },
            AFT: { power: "on", endpoint: b.endpoint, host: "xen-b" },
          },
        ]);
      expect(await b.virsh("domstate", name)).toBe("running");
      expect(await namesAt(a)).not.toContain(name);
    },
  );

  test("what Xen moves nowhere is refused beforehand; what it cannot send, it says, and that runs on", async () => {
    const why = async (line: string) => (await two.plan(line)).refusal;
    await machine({ name: "off" }, { on: false });
    expect(await why(move("off"))).toMatchObject({ code: "MOVE_IMPOSSIBLE", facts: { why: "OFF" } });
    await machine({ name: "disk", disk: 8 });
    expect(await why(move("disk"))).toMatchObject({ code: "MOVE_IMPOSSIBLE", facts: { about: /^xvda/ } });
    await a.virsh("destroy", "disk");

    // Debian's Xen cannot track what a paravirtual guest writes.
    const id = await machine({ name: "pv" });
    const { outcome } = await two.does(move("pv"));
    expect(outcome).toMatchObject({
      RST: { status: "NG", code: "TASK_FAILED", fault: "VIR_ERR_INTERNAL_ERROR" },
      TGT: { id },
      AFT: { power: "on", endpoint: a.endpoint, host: "xen-a" },
    });
    expect(await a.virsh("domstate", "pv")).toBe("running");
    expect(await namesAt(b)).not.toContain("pv");
  });
});
