import { describe, expect, test } from "vitest";
import { shortOrLong } from "../../../counts.js";
import { LibvirtProxy } from "../../../rigs/libvirt-proxy.js";
import { byTcp, openAt } from "../on-libvirtd.js";
import { ACT_CASES, type ActCase } from "./act-cases.js";
import { oneLibvirtd } from "./one-libvirtd.js";
import { lieIn, type Scene, sceneOf, tell } from "./telling.js";

/**
 * Whether the message that is the last one arrives, whether the session's other connections end with its own, and whether there are no
 * new ones from then on.
 */
const CUTS = [
  { arrives: true, cut: "this" },
  { arrives: false, cut: "this" },
  { arrives: true, cut: "all" },
  { arrives: false, cut: "all" },
  { arrives: true, cut: "all", gone: true },
] as const;
type Cut = (typeof CUTS)[number];

describe("wherever the connection is cut, what is recorded is what virsh shows", () => {
  const started = oneLibvirtd();

  /** At as many of the messages as there are ways, each in another; or at all of them in all ways. */
  const [most, ways] = [shortOrLong(CUTS.length, Number.POSITIVE_INFINITY), shortOrLong(1, CUTS.length)];
  const cases = ACT_CASES.map((each, number) => ({ ...each, number }));
  const where = most < 100 ? `at ${most} of its messages` : "at each of its messages";
  const title = `$name (${ways} of ${CUTS.length} ways to cut, ${where})`;
  const patience = shortOrLong(60_000, 1_800_000);
  test.concurrent.for(cases)(title, { timeout: patience }, async (each) => {
    const scene = await sceneOf(await started(), each, each.number);
    const wrong: string[] = [];
    const whole = await cutAt(scene, each, null, CUTS[0]);
    if (whole.told.status !== "OK") wrong.push(`${JSON.stringify(whole.told)}, and nothing was cut`);
    for (const [index, at] of spread(whole.messages, most, each.number).entries()) {
      const first = (index + each.number) % CUTS.length;
      for (const cut of [...CUTS, ...CUTS].slice(first, first + ways)) {
        const { told } = await cutAt(scene, each, at, cut);
        const lie = lieIn(told, each, scene, await scene.world.seen());
        if (lie !== null) wrong.push(`message ${at}, ${JSON.stringify(cut)}: ${lie}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  /** @param at which message is the last one, of those from the plan on; null where nothing is cut */
  async function cutAt(scene: Scene, each: ActCase, at: number | null, cutting: Cut) {
    await scene.world.make(each.snapshot);
    await using proxy = await LibvirtProxy.before({ port: scene.libvirtd.tcpPort });
    const session = await openAt(byTcp(proxy));
    const { arrives, cut } = cutting;
    let messages = 0;
    proxy.meddle = () => {
      messages += 1;
      if (messages - 1 !== at) return {};
      proxy.isOpen = !("gone" in cutting);
      return arrives ? { cut } : { cut, instead: [] };
    };
    const told = await tell(session, scene, each);
    await session.close();
    // What the server has read of it, it has done before it lets go.
    await proxy.quiet();
    return { told, messages };
  }
});

/** At most so many of the first `count` numbers, as far apart as they can be, and others for another seed. */
function spread(count: number, most: number, seed: number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= most) return all;
  const part = count / most;
  const shift = Math.floor(((seed % 7) / 7) * part);
  return Array.from({ length: most }, (_, index) => Math.floor(index * part) + shift);
}
