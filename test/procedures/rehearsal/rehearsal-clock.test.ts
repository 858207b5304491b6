import { expect, test } from "vitest";
import { RehearsalClock } from "#procedures/rehearsal/rehearsal-clock.js";

const never = new AbortController().signal;

test("what is slept for is passed over, and what was recorded before stays where it was", async () => {
  const clock = new RehearsalClock();
  const before = new Date().toISOString();
  const from = [clock.now(), clock.elapsed()] as const;
  await clock.sleep(3_600_000, never);
  expect(clock.now() - from[0]).toBeGreaterThanOrEqual(3_600_000 - 1);
  expect(clock.elapsed() - from[1]).toBeGreaterThanOrEqual(3_600_000 - 1);
  expect(clock.timeOf(before).toISOString()).toBe(before);
  const after = clock.timeOf(new Date().toISOString()).getTime() - Date.parse(before);
  expect(after).toBeGreaterThan(3_599_000);
});

test("who is woken has not slept", async () => {
  const clock = new RehearsalClock();
  const woken = new AbortController();
  woken.abort();
  await clock.sleep(3_600_000, woken.signal);
  expect(clock.aheadMs).toBe(0);
});
