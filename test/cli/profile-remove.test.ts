import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { removeProfileNamed } from "#cli/profile-remove.js";
import { directoriesOf } from "#config/directories.js";
import { writeProfile } from "#config/profile-files.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

async function remove(answer: string | null, catalogue = en) {
  using home = new OperatorHome();
  const { io, out, err } = fakeIo(home, async function* () {});
  const { profiles } = directoriesOf(io.env);
  const path = writeProfile(profiles, "vc1", "endpoint: vsphere://ops@vc1.example\njournal: /j/night\n");
  const asked: string[] = [];
  const atTerminal = {
    ...io,
    canAsk: true,
    askLine: async (question: string) => {
      asked.push(question);
      return answer;
    },
  };
  const args = { options: {}, words: [] };
  const code = await removeProfileNamed({ io: atTerminal, catalogue, json: false }, args, "vc1");
  return { code, asked, out: out.join("\n"), err: err.join("\n"), path, isThere: existsSync(path) };
}

test("at a terminal it is asked first, and then said what stays", async () => {
  const { code, asked, out, path, isThere } = await remove("yes");
  expect([code, isThere]).toEqual([0, false]);
  expect(asked).toEqual([expect.stringContaining(path)]);
  expect(out).toContain("the journal /j/night");
  expect(out).toContain("a password in the OS keyring for vsphere://vc1.example");
});

test.each([null, "", "no", "vc1"])("whoever answers %j keeps it", async (answer) => {
  const { code, err, isThere } = await remove(answer);
  expect([code, err, isThere]).toEqual([1, "Nothing was removed.", true]);
});

test("in Japanese it can be agreed to in Japanese", async () => {
  expect((await remove("はい", ja)).isThere).toBe(false);
});
