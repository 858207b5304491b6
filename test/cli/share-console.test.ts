import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Setting } from "#cli/io.js";
import { openEndpoint } from "#cli/open-endpoint.js";
import { readArguments } from "#cli/options.js";
import { shareEndpoint } from "#cli/share-console.js";
import { directoriesOf } from "#config/directories.js";
import type { ShareHost } from "#console/outside/share-host.js";
import { en } from "#messages/en.js";
import type { Announcement } from "#sharing/announcement.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

let home: OperatorHome;
beforeEach(() => {
  home = new OperatorHome();
});
afterEach(() => home[Symbol.dispose]());

const HOST: ShareHost = {
  session: () => null,
  refusal: () => null,
  confirm: async () => null,
  begin: () => {
    throw new Error("nothing is begun here");
  },
};

/** What stands beside the socket of a console that is opened so. */
async function announced(...line: readonly string[]): Promise<Announcement> {
  const { io } = fakeIo(home, async function* () {});
  const { SHOSEKI_JOURNAL: _, ...env } = io.env;
  const setting: Setting = { io: { ...io, env }, catalogue: en, json: false };
  const { options, words } = readArguments(line);
  const opened = await openEndpoint(setting, { options }, words[0] ?? "");
  const stop = await shareEndpoint(setting, opened, opened.directory, HOST);
  try {
    const place = directoriesOf(env).sockets[0] ?? "";
    const file = readdirSync(place).find((name) => name.endsWith(".json")) ?? "";
    return JSON.parse(readFileSync(join(place, file), "utf8")) as Announcement;
  } finally {
    await stop();
    opened.connection.close();
    opened.journal.close();
  }
}

test("a profile's name means a console that was opened by it, and is worked at as it says", async () => {
  const { profiles } = directoriesOf({ XDG_CONFIG_HOME: join(home.directory, ".config") });
  mkdirSync(profiles, { recursive: true });
  writeFileSync(
    join(profiles, "lab.yaml"),
    `endpoint: "sim:"\nuser: night\njournal: ${join(home.directory, "lab")}\n`,
  );
  expect(await announced("lab")).toMatchObject({
    login: "night",
    profile: { name: "lab", namesJournal: true },
  });
  expect(await announced("lab", "--read-only")).toMatchObject({ profile: { name: "lab" } });
  // Who names the profile would be somebody else there, trust by something else, or be recorded elsewhere.
  expect(await announced("lab", "--user", "admin")).toMatchObject({ login: "admin", profile: null });
  expect(await announced("lab", "--insecure")).toMatchObject({ profile: null });
  expect(await announced("lab", "--journal", home.journal)).toMatchObject({ profile: null });
});
