import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forAnotherEndpoint } from "#cli/another-endpoint.js";
import type { Setting } from "#cli/io.js";
import { type OpenEndpoint, openEndpoint } from "#cli/open-endpoint.js";
import { readArguments } from "#cli/options.js";
import { prepareEndpoint } from "#cli/prepare-endpoint.js";
import { directoriesOf } from "#config/directories.js";
import { en } from "#messages/en.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

let home: OperatorHome;
let setting: Setting;
let opened: OpenEndpoint | null;
beforeEach(() => {
  home = new OperatorHome();
  opened = null;
  const { io } = fakeIo(home, async function* () {});
  const { SHOSEKI_JOURNAL: _, ...env } = io.env;
  setting = { io: { ...io, env }, catalogue: en, json: false };
});
afterEach(() => {
  opened?.connection.close();
  opened?.journal.close();
  home[Symbol.dispose]();
});

function profile(name: string, text: string): void {
  const { profiles } = directoriesOf(setting.io.env);
  mkdirSync(profiles, { recursive: true });
  writeFileSync(join(profiles, `${name}.yaml`), text);
}

async function open(...line: string[]): Promise<OpenEndpoint> {
  const { options, words } = readArguments(line);
  opened = await openEndpoint(setting, { options }, words[0] ?? "");
  return opened;
}

test("a console knows an endpoint by its profile, its host, or as sim", async () => {
  profile("lab", 'endpoint: "sim:"\n');
  const sim = await open("sim:?seed=4");
  expect([sim.name, sim.text, sim.profile]).toEqual(["sim", "sim:?seed=4", null]);
  const lab = await prepareEndpoint(setting, { options: {} }, "lab", sim);
  expect([lab.name, lab.text, lab.profile?.name]).toEqual(["lab", "sim:", "lab"]);
});

test("several endpoints write one journal, each with trails of its own", async () => {
  profile("lab", `endpoint: "sim:"\nuser: night\njournal: ${home.journal}/../journal\n`);
  const first = await open("sim:", "--journal", home.journal, "--reason", "inspection");
  const lab = await prepareEndpoint(setting, { options: { reason: "inspection" } }, "lab", first);
  const trails = [first.newTrail(), lab.newTrail(), lab.newTrail()];
  expect(new Set(trails.map(({ session }) => session)).size).toBe(3);
  expect(trails.map(({ user }) => user)).toEqual(["operator", "night", "night"]);
});

test("a profile that wants another journal is refused, unless an option says which", async () => {
  profile("lab", 'endpoint: "sim:"\njournal: /elsewhere\n');
  const first = await open("sim:", "--journal", home.journal);
  const facts = { name: "lab", open: home.journal, wanted: "/elsewhere" };
  await expect(prepareEndpoint(setting, { options: {} }, "lab", first)).rejects.toMatchObject({
    problem: { code: "ONE_JOURNAL_ONLY", facts },
  });
  const options = { journal: home.journal };
  expect((await prepareEndpoint(setting, { options }, "lab", first)).name).toBe("lab");
});

test("nothing real is recorded in the simulator's throw-away journal", async () => {
  const sim = await open("sim:");
  const real = prepareEndpoint(setting, { options: {} }, "vsphere://ops@vc1.example", sim);
  await expect(real).rejects.toMatchObject({
    problem: { code: "ONE_JOURNAL_ONLY", facts: { name: "vc1.example", wanted: null } },
  });
});

test("what was said of the first endpoint's login is not said of another one's", () => {
  const line = ["--user", "ops", "--insecure", "--password-stdin", "--reason", "r", "--read-only"];
  expect(forAnotherEndpoint(readArguments(line).options)).toEqual({ reason: "r", "read-only": true });
});

test("a second Login on the simulator finds the world as the first has left it", async () => {
  const { connection } = await open("sim:?vms=3");
  const { signal } = new AbortController();
  const first = await connection.connect(signal);
  const ids: string[] = [];
  await first.feed.start({
    onUpdates: (updates) => {
      for (const update of updates)
        if (update.change === "enter" && update.object.kind === "vm") ids.push(update.object.id);
    },
    onInterrupted: () => undefined,
    onLost: () => undefined,
  });
  const subject = { kind: "machine", id: ids[0] ?? "" } as const;
  const task = await first.rename!.rename(subject.id, "renamed-01", { operationId: "of the test" });
  await first.settle(task, subject, ({ name }) => name === "renamed-01");
  await first.logout();
  await first.close();
  const second = await connection.connect(signal);
  expect((await second.read(subject)).name).toBe("renamed-01");
  await second.logout();
  await second.close();
});
