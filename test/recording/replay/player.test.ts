import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cast } from "#recording/replay/cast.js";
import { Player, SPEEDS } from "#recording/replay/player.js";
import { shortOrLong } from "../../counts.js";
import { cast } from "./casts.js";

/** A player, and the clock that it goes by. */
function begun(recording: Cast, options: { speed?: number; idle?: number | null } = {}) {
  const clock = { now: 1_000 };
  const player = new Player(recording, () => clock.now, { speed: 1, idle: null, ...options });
  const pass = (ms: number) => {
    clock.now += ms;
    player.tick();
  };
  return { player, pass };
}

const SHIFT = cast([
  [0, "o", "a"],
  [1, "m", "1 Login OK sim"],
  [2, "o", "b"],
  [62, "o", "c"],
  [63, "m", "2 StartVM OK web-01"],
]);

test("it plays as fast as it was, faster, and no further than its end", () => {
  const { player, pass } = begun(SHIFT);
  expect(player.state).toBe("paused");
  player.play();
  pass(1_500);
  expect([player.at, player.index, player.marker?.text]).toEqual([1_500, 2, "1 Login OK sim"]);
  player.changeSpeed(1);
  player.changeSpeed(1);
  expect(player.speed).toBe(4);
  pass(1_000);
  expect(player.at).toBe(5_500);
  pass(1_000_000);
  expect([player.at, player.state]).toEqual([63_000, "ended"]);
  player.play();
  expect([player.at, player.state]).toEqual([0, "playing"]);
});

test("speeds go from a half to sixty-four, and stay there", () => {
  const { player } = begun(SHIFT);
  for (const _ of SPEEDS) player.changeSpeed(-1);
  expect(player.speed).toBe(0.5);
  for (const _ of SPEEDS) player.changeSpeed(1);
  expect(player.speed).toBe(64);
  player.changeSpeed(1);
  expect(player.speed).toBe(64);
});

test("a minute in which nothing happens takes two seconds", () => {
  const { player, pass } = begun(SHIFT, { idle: 2_000 });
  player.play();
  pass(4_000);
  // At the end of the two seconds it is where something happens again.
  expect(player.at).toBe(62_000);
  pass(500);
  expect(player.at).toBe(62_500);
  player.seek(30_000);
  expect(player.due).toBe(0);
  pass(1);
  expect(player.at).toBe(62_001);
});

test("what is paused stays where it is", () => {
  const { player, pass } = begun(SHIFT);
  player.play();
  pass(700);
  player.pause();
  pass(10_000);
  expect([player.at, player.state, player.due]).toEqual([700, "paused", null]);
});

test("frames are stepped through on and back, and markers are none", () => {
  const { player } = begun(SHIFT);
  const at = [1, 1, 1, -1, -1, -1].map((by) => {
    player.step(by as 1 | -1);
    return player.at;
  });
  expect(at).toEqual([2_000, 62_000, 63_000, 2_000, 0, 0]);
});

test("markers are gone to on and back, also while it plays on", () => {
  const { player, pass } = begun(SHIFT);
  expect(player.seekMarker(-1)).toBe(false);
  expect([player.seekMarker(1), player.at]).toEqual([true, 1_000]);
  expect([player.seekMarker(1), player.at]).toEqual([true, 63_000]);
  expect(player.seekMarker(1)).toBe(false);
  player.seek(62_900);
  player.play();
  expect([player.seekMarker(-1), player.at]).toEqual([true, 1_000]);
  pass(300);
  // The marker that it has just left is not the one before.
  expect(player.seekMarker(-1)).toBe(false);
});

test("a recording in which nothing happens is at its end", () => {
  const { player } = begun(cast([]));
  player.play();
  player.tick();
  expect([player.state, player.at]).toEqual(["ended", 0]);
  player.step(1);
  player.step(-1);
  expect(player.at).toBe(0);
});

const recordings = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom("o", "m", "i")), { maxLength: 30 })
  .map((gaps) => {
    let at = 0;
    return cast(
      gaps.map(([gap, code]) => {
        at += gap;
        return [at / 1_000, code, "x"] as const;
      }),
    );
  });

test(`going to a time and playing to it are the same, however the clock ticks (${shortOrLong(300, 10_000)} recordings)`, () => {
  fc.assert(
    fc.property(
      recordings,
      fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 20 }),
      (recording, ticks) => {
        const { player, pass } = begun(recording);
        player.play();
        for (const ms of ticks) pass(ms);
        const to = Math.min(
          ticks.reduce((sum, ms) => sum + ms, 0),
          recording.duration,
        );
        const sought = begun(recording).player;
        sought.seek(to);
        expect([player.at, player.index, player.marker]).toEqual([sought.at, sought.index, sought.marker]);
      },
    ),
    { numRuns: shortOrLong(300, 10_000) },
  );
});

test(`with idle time cut it passes the same events, in the time that is left (${shortOrLong(300, 10_000)} recordings)`, () => {
  fc.assert(
    fc.property(
      recordings,
      fc.integer({ min: 1, max: 2_000 }),
      fc.constantFrom(...SPEEDS),
      (recording, idle, speed) => {
        const { player, pass } = begun(recording, { idle, speed });
        player.play();
        const seen = [player.index];
        let played = 0;
        while (player.state === "playing") {
          const due = player.due ?? 0;
          played += due;
          pass(due);
          seen.push(player.index);
          if (seen.length > 200) throw new Error("it does not come to its end");
        }
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
        expect(seen.at(-1)).toBe(recording.events.length);
        const times = recording.events.filter(({ kind }) => kind !== "input").map(({ at }) => at);
        const stops = [...times, recording.duration];
        const whole = stops.reduce((sum, at, index) => sum + Math.min(at - (stops[index - 1] ?? 0), idle), 0);
        expect(played * speed).toBeCloseTo(whole, 3);
      },
    ),
    { numRuns: shortOrLong(300, 10_000) },
  );
});
