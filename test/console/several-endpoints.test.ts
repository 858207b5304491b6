import { expect, test, vi } from "vitest";
import { listed, readAndList } from "#console/actions/list.js";
import { prompt } from "#console/actions/prompt.js";
import { factsText } from "#console/panes/details-text.js";
import { lineHint } from "#console/panes/line-hint.js";
import type { MachineDetails } from "#console/store/details-model.js";
import { InventoryVocabulary } from "#console/store/inventory-vocabulary.js";
import { ownWords } from "#console/store/own-words.js";
import { failure } from "#domain/errors.js";
import type { EventRecord } from "#domain/past.js";
import { complete } from "#language/complete.js";
import { parse } from "#language/parse.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import type { Link } from "#session/fleet/link.js";
import { estate, host, machine, network } from "../inventory/estate.js";
import { FakeConsole, FakeLink, PLAIN } from "./fake-console.js";

/** vc1 has web-01 and app-01, lab has web-01 and db-07, on hosts of the same names; lab has one host more. */
function severalEndpoints(): FakeConsole {
  const console = new FakeConsole(estate(machine("vm-1", "web-01"), machine("vm-2", "app-01")));
  const lab = estate(
    host("host-9", "esx-09.example"),
    { ...machine("vm-1", "web-01"), memoryMiB: 2048 },
    machine("vm-7", "db-07"),
    network("net-7", "Rack 7"),
  );
  add(console, new FakeLink(lab, "lab", "vsphere://lab.example"));
  const { store } = console;
  store.vocabulary = new InventoryVocabulary(store.endpoints.fleet.inventory, {
    details: store.details,
    endpoints: store.endpoints,
    ownWords: ownWords(store, en, () => ["lab", "vc9"]),
    catalogue: en,
  });
  return console;
}

function add({ store }: FakeConsole, link: FakeLink): void {
  store.endpoints.fleet.add(link as unknown as Link);
}

function offered({ store }: FakeConsole, line: string): readonly string[] {
  const { vocabulary } = store;
  return vocabulary === null
    ? []
    : complete(line, line.length, vocabulary).candidates.map(({ word }) => word);
}

function hintOf({ store }: FakeConsole, line: string): string {
  store.line.editor.set(line);
  return lineHint(PLAIN, store);
}

const shown = (console: FakeConsole) => console.dialog(100, 30).lines.join("\n");

function list(console: FakeConsole, line: string): string {
  const command = parse(line);
  if (command?.kind !== "list" && command?.kind !== "info") throw new Error(`${line} is no listing`);
  listed(console, line, command);
  return shown(console);
}

test("where a machine could go is offered from its own endpoint only, however it is named", () => {
  const console = severalEndpoints();
  for (const target of ["lab:web-01", "@lab:vm-1", "db-07", "'lab:web-01'"]) {
    expect(offered(console, `move ${target} --host `), target).toEqual([
      "esx-01.example",
      "esx-02.example",
      "esx-09.example",
    ]);
    expect(offered(console, `clone ${target} --new --host @`), target).not.toContain("@sim:host-1");
  }
  expect(offered(console, "move app-01 --host ")).toEqual(["esx-01.example", "esx-02.example"]);
  console.store.endpoints.fleet.use("lab");
  expect(offered(console, "move web-01 --host ")).toContain("esx-09.example");
});

test("a form for a machine offers what is at its endpoint, and says which machine it is for", () => {
  const console = severalEndpoints();
  console.store.inventory.select("lab:vm-1");
  prompt(console, verbs.find(({ verb }) => verb === "move")!);
  expect(shown(console)).toContain("move  lab:web-01");
  expect(shown(console)).toContain("esx-09.example");
  console.store.dialogs.closeAll();
  console.store.inventory.select("sim:vm-1");
  prompt(console, verbs.find(({ verb }) => verb === "move")!);
  expect(shown(console)).toContain("move  sim:web-01");
  expect(shown(console)).not.toContain("esx-09.example");
});

test("the host of a machine of one of several is named so that it is no other's", () => {
  const console = severalEndpoints();
  console.store.inventory.select("lab:vm-1");
  prompt(console, verbs.find(({ verb }) => verb === "host maintenance enter")!);
  expect(shown(console)).toContain("lab:esx-01.example");
});

test("behind a name stands what it means: with its endpoint, without one, and by the one that is used", () => {
  const console = severalEndpoints();
  expect(hintOf(console, "stop lab:web-01")).toMatch(/^→ lab:web-01/u);
  expect(hintOf(console, "stop db-07")).toMatch(/^→ lab:db-07/u);
  expect(hintOf(console, "stop web-01")).toBe("web-01 could be any of 2: sim:web-01, lab:web-01.");
  expect(hintOf(console, "stop web-*")).toMatch(/^→ 2 machines/u);
  expect(hintOf(console, "stop nine")).toContain("Nothing here is called nine");
  expect(hintOf(console, "memory lab:web-01 8GiB")).toContain("2 GiB → 8 GiB");
  console.store.endpoints.fleet.use("lab");
  expect(hintOf(console, "stop web-01")).toMatch(/^→ lab:web-01/u);
  expect(hintOf(console, "stop app-01")).toContain("Nothing here is called app-01");
});

test("what a machine has now is offered of the one that is named", () => {
  const console = severalEndpoints();
  expect(offered(console, "memory lab:web-01 ")[0]).toBe("2GiB");
  expect(offered(console, "memory sim:web-01 ")[0]).toBe("4GiB");
});

test("listings say at which endpoint each row is, and take a name that says so", () => {
  const console = severalEndpoints();
  expect(list(console, "hosts")).toMatch(/lab:esx-01\.example.*sim:esx-01\.example/su);
  expect(list(console, "vms lab:*")).toMatch(/lab:db-07.*lab:web-01.*2 virtual machines/su);
  expect(list(console, "vms lab:web")).toContain("1 virtual machine");
  expect(list(console, "vms @sim:vm-2")).toContain("sim:app-01");
  console.store.endpoints.fleet.use("lab");
  const vms = list(console, "vms");
  expect(vms).toContain(" db-07");
  expect(vms).not.toContain("app-01");
  expect(list(console, "vms lab:*")).toContain("2 virtual machines");
});

test("a name that says its endpoint is looked for there, whichever endpoint is used", () => {
  const console = severalEndpoints();
  console.store.endpoints.fleet.use("lab");
  expect(list(console, "info sim:app-01")).toMatch(/sim:app-01/u);
  expect(list(console, "info lab:web-01")).toContain("2048 MiB");
  expect(list(console, "info sim:web-01")).toContain("4096 MiB");
  expect(list(console, "info web-01")).toContain("2048 MiB");
  expect(list(console, "vms sim:*")).toMatch(/sim:app-01.*sim:web-01.*2 virtual machines/su);
  expect(list(console, "vms @sim:vm-2")).toMatch(/sim:app-01.*1 virtual machine/su);
  expect(() => list(console, "info sim:db-07")).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: "TARGET_UNKNOWN" }) }),
  );
});

test("a path behind an endpoint is one there, with wildcards too", () => {
  const console = severalEndpoints();
  const web = estate(machine("vm-1", "web-01"), machine("vm-2", "app-01")).path("vm-1");
  expect(list(console, `info sim:${web}`)).toContain("4096 MiB");
  expect(list(console, `vms lab:${web.replace("web-01", "*")}`)).toMatch(
    /lab:db-07.*lab:web-01.*2 virtual machines/su,
  );
});

test("of an endpoint without a session nothing is said, least of all what another has by that name", () => {
  const console = severalEndpoints();
  add(console, new FakeLink(null, "vc9", "vsphere://vc9.example"));
  for (const line of ["info vc9:web-01", "vms vc9:*"])
    expect(() => list(console, line), line).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "NOT_SENT" }) }),
    );
});

test("events of all endpoints are in one listing, and what one does not tell keeps nothing back", async () => {
  const console = severalEndpoints();
  const event = (id: string, time: string, target: string | null): EventRecord => ({
    id,
    time,
    what: "Happened",
    user: null,
    target,
    message: "",
  });
  const [sim, lab] = console.store.endpoints.fleet.links.map(({ session }) => session!);
  Object.assign(sim!, { events: async () => [event("1", "2026-01-05T03:00:01Z", "web-01")] });
  Object.assign(lab!, { events: async () => [event("1", "2026-01-05T03:00:02Z", null)] });
  await readAndList(console, "events", { kind: "events", target: null });
  expect(shown(console)).toMatch(/lab:-.*sim:web-01.*2 events/su);
  const away = failure("INTERRUPTED", { endpoint: "vsphere://lab.example" });
  Object.assign(lab!, { events: vi.fn().mockRejectedValue(away) });
  await readAndList(console, "events", { kind: "events", target: null });
  expect(shown(console)).toContain("! lab: The way to vsphere://lab.example is interrupted.");
  expect(shown(console)).toContain("1 event");
});

test("verbs of the console offer what they take: endpoints that are there, profiles that are not yet", () => {
  const console = severalEndpoints();
  const at = (line: string) => {
    const { vocabulary } = console.store;
    return (vocabulary?.words(line, "", "") ?? []).map(({ name }) => name);
  };
  expect(at("connect")).toEqual(["vc9"]);
  expect(at("disconnect")).toEqual(["sim", "lab"]);
  expect(at("use")).toEqual(["sim", "lab", "all"]);
  expect(at("read-only")).toEqual(["on", "off"]);
  expect(at("ticket")).toEqual([]);
});

test("a filter finds machines by their endpoint too", () => {
  const { store } = severalEndpoints();
  store.inventory.filterBy("lab");
  expect(store.inventory.length).toBe(2);
  store.inventory.filterBy("!lab");
  expect(store.inventory.length).toBe(2);
  store.inventory.filterBy("lab web");
  expect(store.inventory.selected?.id).toBe("lab:vm-1");
  store.inventory.filterBy("la*");
  expect(store.inventory.length).toBe(2);
});

test("an endpoint that is there already is told by the name that it has here", () => {
  const console = severalEndpoints();
  const [sim] = console.store.endpoints.fleet.links;
  Object.assign(sim!, { isOf: () => true });
  const again = new FakeLink(estate(), "again", "sim:");
  expect(() => add(console, again)).toThrow(
    expect.objectContaining({ problem: { code: "ENDPOINT_TAKEN", facts: { name: "sim" } } }),
  );
});

test("a network card is in the network of its own endpoint, by name", () => {
  const { store } = severalEndpoints();
  const card = { label: "Network adapter 1", mac: null, network: "net-7", connected: true };
  const whole = { coresPerSocket: 1, disks: [], cards: [card], snapshots: [] };
  store.details.turnTo("lab:vm-7");
  store.details.learn("lab:vm-7", { machine: whole, events: [], tasks: [] } as unknown as MachineDetails);
  const lines = factsText(en, store, store.inventory.inventory!.get("lab:vm-7")!);
  expect(JSON.stringify(lines)).toContain("Network adapter 1  Rack 7");
});
