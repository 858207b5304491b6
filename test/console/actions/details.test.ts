import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DetailsReader } from "#console/actions/details.js";
import { factsText } from "#console/panes/details-text.js";
import { failure } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { estate, machine } from "../../inventory/estate.js";
import { FakeConsole } from "../fake-console.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The cursor is on web-01, and the server is asked what it answers. */
function onMachine(fullMachine: () => Promise<unknown>) {
  const console = new FakeConsole(estate(machine("vm-1", "web-01")));
  const nothing = async () => [];
  Object.assign(console.link.session!, {
    fullMachine,
    addressOf: async () => null,
    events: nothing,
    tasks: nothing,
  });
  console.store.inventory.select("vm-1");
  const reader = new DetailsReader(console);
  const card = () =>
    JSON.stringify(factsText(en, console.store, console.store.inventory.inventory!.get("vm-1")!));
  /** Something has changed on the screen, and then nothing for a while. */
  const rest = async () => {
    reader.look();
    await vi.advanceTimersByTimeAsync(500);
  };
  return { console, card, rest };
}

const disk = { label: "Hard disk 1", sizeMiB: 1024, file: null };
const whole = { coresPerSocket: 1, disks: [disk], cards: [], snapshots: [], nextBoot: null };

test("what could not be read while the way was gone is read once it is back", async () => {
  const fullMachine = vi.fn().mockRejectedValueOnce(failure("INTERRUPTED", { endpoint: "sim:" }));
  fullMachine.mockResolvedValue(whole);
  const { console, card, rest } = onMachine(fullMachine);
  await rest();
  expect(card()).toContain("The way to sim: is interrupted.");
  console.lose();
  await rest();
  expect(fullMachine).toHaveBeenCalledTimes(1);
  console.link.state = "open";
  await rest();
  expect(card()).toContain("Hard disk 1");
  expect(card()).not.toContain("interrupted");
});

test("a machine is read again and again where nothing tells of its disks, as long as it can be", async () => {
  const fullMachine = vi.fn().mockResolvedValue(whole);
  const { console, card, rest } = onMachine(fullMachine);
  Object.assign(console.link.session!, { readAgainMs: 800 });
  await rest();
  expect(card()).not.toContain("Hard disk 2");
  fullMachine.mockResolvedValue({ ...whole, disks: [disk, { ...disk, label: "Hard disk 2" }] });
  await vi.advanceTimersByTimeAsync(800);
  expect(card()).toContain("Hard disk 2");
  console.lose();
  await rest();
  fullMachine.mockClear();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(fullMachine).not.toHaveBeenCalled();
});

test("a machine that has not changed is not asked about again", async () => {
  const fullMachine = vi.fn().mockResolvedValue(whole);
  const { rest } = onMachine(fullMachine);
  await rest();
  await rest();
  await rest();
  expect(fullMachine).toHaveBeenCalledTimes(1);
});
