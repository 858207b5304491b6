import { afterEach, expect, test, vi } from "vitest";
import { Projector } from "#recording/replay/projector.js";
import { cast, row } from "./casts.js";

afterEach(() => vi.useRealTimers());

/** How often what changes all the time is shown in a second. */
async function shownInASecond(leastMs: number): Promise<number> {
  vi.useFakeTimers();
  const recording = cast(Array.from({ length: 8_000 }, (_, at) => [at / 100, "o", row(1, `${at}`)] as const));
  let shown = 0;
  const projector = await Promise.all([
    Projector.open(recording, {
      clock: () => Date.now(),
      speed: 64,
      idle: null,
      leastMs: () => leastMs,
      changed: () => {
        shown += 1;
      },
    }),
    vi.advanceTimersByTimeAsync(10),
  ]).then(([opened]) => opened);
  projector.player.play();
  projector.moved();
  await vi.advanceTimersByTimeAsync(10);
  shown = 0;
  await vi.advanceTimersByTimeAsync(1_000);
  projector.close();
  return shown;
}

test("what plays fast is shown smoothly, and only a few times a second where somebody has to keep it", async () => {
  expect(await shownInASecond(0)).toBeGreaterThan(20);
  expect(await shownInASecond(250)).toBeLessThan(6);
  expect(await shownInASecond(250)).toBeGreaterThan(1);
});
