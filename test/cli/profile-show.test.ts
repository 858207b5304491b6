import { expect, test } from "vitest";
import { showProfile } from "#cli/profile-show.js";
import { directoriesOf } from "#config/directories.js";
import { writeProfile } from "#config/profile-files.js";
import { en } from "#messages/en.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

async function shown(text: string): Promise<readonly string[]> {
  using home = new OperatorHome();
  const { io, out } = fakeIo(home, async function* () {});
  writeProfile(directoriesOf(io.env).profiles, "lab", text);
  await showProfile({ io, catalogue: en, json: false }, { options: {}, words: [] }, "lab");
  return out.join("\n").split("\n");
}

/** The settings that are shown as the profile's own. */
async function profilesOwn(text: string): Promise<readonly string[]> {
  const rows = await shown(text);
  return rows.filter((row) => row.endsWith("  the profile")).map((row) => row.split(" ")[0] ?? "");
}

test.each([
  ["line by line", 'endpoint: "sim:"\nuser: night\n'],
  ["with quoted keys", `"endpoint": "sim:"\n'user' : night\n`],
  ["in braces", '{endpoint: "sim:", user: night}\n'],
  ["after a byte order mark", '\ufeffendpoint: "sim:"\nuser: night\n'],
  ["after question marks", '? endpoint\n: "sim:"\n? user\n: night\n'],
  ["with an escape in a key", '"\\x65ndpoint": "sim:"\nuser: night\n'],
  ["indented", '  endpoint: "sim:"\n  user: night\n'],
])("what stands in the file is the profile's, written %s", async (_, text) => {
  expect(await profilesOwn(text)).toEqual(["endpoint", "user"]);
});

test("what only looks like a key, inside of a value, is none", async () => {
  const text = '{endpoint: "sim:", protected: ["a\ntheme: b"]}\n';
  expect(await profilesOwn(text)).toEqual(["endpoint", "protected"]);
});

test.each([
  ["endpoint: qemu+ssh://root@kvm1/system\n", /^user +root +the endpoint$/],
  ["endpoint: vsphere://ops@vc1.example\n", /^user +ops +the endpoint$/],
  ["endpoint: qemu+ssh://root@kvm1/system\nuser: night\n", /^user +night +the profile$/],
  ["endpoint: qemu+ssh://kvm1/system\n", /^user .* default$/],
])("whom the endpoint itself names is told to be from there: %j", async (text, row) => {
  expect(await shown(text)).toContainEqual(expect.stringMatching(row));
});
