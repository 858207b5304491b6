import { expect, test } from "vitest";
import { press } from "#console/actions/press.js";
import { FakeConsole } from "../fake-console.js";

function entered(line: string): FakeConsole {
  const console = new FakeConsole();
  for (const letter of [":", ...line]) press(console, letter, letter);
  press(console, "enter", "");
  return console;
}

test.each([
  ["connect vsphere://ops:hunter2@vc1.example", "connect vsphere://ops:***@vc1.example"],
  ["connect vsphere://ops%3Ahunter2@vc1.example", "connect vsphere://ops:***@vc1.example"],
  ["connect ops:hunter2@vc1.example", "connect ops:***@vc1.example"],
  ["connect vsphere://ops:hunter2", "connect vsphere://ops:***"],
])("a password that is typed with an endpoint goes nowhere: %s", (line, left) => {
  const console = entered(line);
  const { store, told } = console;
  expect(told).toEqual([]);
  expect(store.line.history.lines).toEqual([]);
  expect(store.line.text).toBe(left);
  const dialog = console.dialog(120).lines.join("\n");
  expect(dialog).toContain("a password is not taken from arguments");
  expect(dialog).not.toContain("hunter2");
  // Nor does it come back by the keys that bring back what was typed.
  for (const key of ["esc", ":", "ctrl+_", "ctrl+y", "up"]) press(console, key, key === ":" ? ":" : "");
  expect(store.line.text).not.toContain("hunter2");
});

test.each([["vc1"], ["vsphere://ops@vc1.example:8443"], ["vsphere://[::1]:8443"], ["sim:?seed=3"]])(
  "an endpoint without one is connected to, and kept in the history: %s",
  (endpoint) => {
    const { store, told } = entered(`connect ${endpoint}`);
    expect(told).toEqual([`connect ${endpoint}`]);
    expect(store.line.history.lines).toEqual([`connect ${endpoint}`]);
  },
);
