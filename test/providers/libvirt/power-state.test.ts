import { expect, test } from "vitest";
import { isPaused, powerState } from "#providers/libvirt/power-state.js";

test.each([
  ["runs", { state: 1, reason: 1, saved: false }, "on"],
  ["runs, and was being saved when libvirtd died", { state: 1, reason: 7, saved: true }, "on"],
  ["was paused by somebody", { state: 3, reason: 1, saved: false }, "suspended"],
  ["stands still because its disk is full", { state: 3, reason: 5, saved: false }, "suspended"],
  ["stands still for its last step to another host", { state: 3, reason: 2, saved: false }, "on"],
  ["stands still for a snapshot", { state: 3, reason: 9, saved: false }, "on"],
  ["is shutting down", { state: 4, reason: 1, saved: false }, "on"],
  ["is off", { state: 5, reason: 1, saved: false }, "off"],
  ["is off, its memory in a file", { state: 5, reason: 5, saved: true }, "suspended"],
  ["is off, and somebody has removed that file", { state: 5, reason: 5, saved: false }, "off"],
  ["sleeps of its own accord", { state: 7, reason: 0, saved: false }, "suspended"],
  ["is in a state that is not known here", { state: 99, reason: 0, saved: false }, "unknown"],
] as const)("a machine that %s", (_what, vitals, power) => {
  expect(powerState(vitals)).toBe(power);
});

test.each([
  ["stands still when its save was cut off, with half a file", { state: 3, reason: 1, saved: true }, true],
  ["sleeps of its own accord", { state: 7, reason: 0, saved: false }, true],
  ["is off, its memory in a file", { state: 5, reason: 5, saved: true }, false],
  ["stands still while it is being saved", { state: 3, reason: 3, saved: false }, false],
] as const)("whether the memory of a machine that %s is in the host's alone", (_what, vitals, paused) => {
  expect(isPaused(vitals)).toBe(paused);
});
