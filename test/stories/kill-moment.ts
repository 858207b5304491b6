import type { ProxiedCall } from "../rigs/soap-call.js";
import { MUTATIONS } from "./kill-evidence.js";
import type { Operator } from "./kill-operator.js";
import type { KillScene } from "./kill-scene.js";
import type { Running } from "./shoseki.js";

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** When a program is killed: so many calls have come or been answered, and then the event loop has turned so often. */
export interface Moment {
  readonly events: number;
  readonly turns: number;
}

/**
 * Kills a program at a moment, while its calls go on their way; one that ends before that ends well. Answers the
 * mutating calls that came before their intent was in the journal.
 */
export async function killedAtMoment(
  scene: KillScene,
  operator: Operator,
  lines: readonly string[],
  { events, turns }: Moment,
): Promise<ProxiedCall[]> {
  const unannounced: ProxiedCall[] = [];
  let left = events;
  const event = () => {
    left -= 1;
    if (left === 0) void afterTurns(turns).then(() => running.child.kill("SIGKILL"));
  };
  const beforeForward = (call: ProxiedCall) => {
    if (Object.values(MUTATIONS).includes(call.method) && !operator.hasAnnounced(call))
      unannounced.push(call);
    event();
  };
  scene.proxy.on(
    "*",
    { kind: "hook", beforeForward, beforeAnswer: event },
    { times: Number.POSITIVE_INFINITY },
  );
  const running: Running = operator.start(lines);
  const { code, signal, err } = await running.ended;
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`it ended with ${code}: ${err}`);
  scene.proxy.reset();
  return unannounced;
}

async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
