import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readArguments } from "#cli/options.js";
import { verify } from "#cli/verify.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import type { Trail } from "#session/trail.js";
import { anchoredAt } from "../session/anchored-at.js";
import { Desk } from "../session/desk.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

/** An auditor, who has been given a journal. */
let home: OperatorHome;
beforeEach(() => {
  home = new OperatorHome();
});
afterEach(() => home[Symbol.dispose]());

async function verified(directory: string, catalogue: Catalogue = en, json = false) {
  const { io, out } = fakeIo(home, async function* () {});
  const args = readArguments(["verify", directory]);
  const code = await verify({ io, catalogue, json }, args);
  return { code, out };
}

async function jsonOf(directory: string): Promise<unknown> {
  const { out } = await verified(directory, en, true);
  return JSON.parse(out.join(""));
}

function started(trail: Trail) {
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;
  const begun = trail.intent({ OPR: "StartVM", target, host: null, before: { power: "off" } });
  const outcome = trail.outcome(begun, {
    before: { power: "off" },
    after: {},
    result: { status: "UNKNOWN", code: "CONNECTION_LOST" },
  });
  return { intent: begun.entry, outcome };
}

test("what was looked up in vain is told for good, with the entry that says so", async () => {
  using desk = new Desk();
  const { intent } = started(desk.trail);
  expect((await verified(desk.directory)).out).toContain(
    "Entry 1, StartVM of web-01: its outcome is UNKNOWN, and nothing has resolved it.",
  );
  const result = { status: "UNKNOWN", code: "NO_HISTORY" } as const;
  const { seq } = desk.trail.recovery(intent, { before: {}, after: {}, result })!;
  const { code, out } = await verified(desk.directory);
  expect(code).toBe(0);
  expect(out).toContain(
    `Entry 1, StartVM of web-01: what became of it is UNKNOWN. Entry ${seq} looked it up, and could not tell (NO_HISTORY).`,
  );
  expect(out.join("\n")).not.toContain("nothing has resolved it");
  expect((await verified(desk.directory, ja)).out).toContain(
    `エントリー 1（web-01 への StartVM）がどうなったかは UNKNOWN（不明）です。エントリー ${seq} で照会しましたが、判明しませんでした（NO_HISTORY）。`,
  );
  expect(await jsonOf(desk.directory)).toMatchObject({
    sound: true,
    open: [{ seq: 1, OPR: "StartVM", outcome: "UNKNOWN", recovery: { seq, code: "NO_HISTORY" } }],
  });
});

test("a simulator's anchor is said to be one, and a journal with a server's entries is not anchored by it", async () => {
  using desk = new Desk({ endpoint: "sim:", platform: "simulator" });
  const seq = await anchoredAt(desk);
  const text = async (catalogue: Catalogue) => (await verified(desk.directory, catalogue)).out.join("\n");
  expect(await text(en)).toMatch(
    new RegExp(
      `^The newest anchor is .*: entry ${seq}, of 1 entry, in a simulator, where it bears out nothing\\.$`,
      "m",
    ),
  );
  expect(await text(ja)).toContain("ただしシミュレーター内のもので、何の裏づけにもなりません。");
  expect(await jsonOf(desk.directory)).toMatchObject({ newestAnchor: { seq, size: 1, simulated: true } });
  using kvm = new Desk({ beside: desk, endpoint: "qemu:///system", platform: "libvirt" });
  kvm.trail.note("the first entry of a server");
  expect(await text(en)).toContain("It was never anchored where its operator cannot take it back.");
  expect(await text(ja)).not.toContain("最新のアンカー");
  expect(await jsonOf(desk.directory)).toMatchObject({ newestAnchor: null });
});

test("where the checkpoints were taken away, it is not said that none was ever signed", async () => {
  using desk = new Desk();
  await anchoredAt(desk);
  for (const name of ["checkpoint", "checkpoints.log", "tile"])
    rmSync(join(desk.directory, name), { recursive: true });
  const { out } = await verified(desk.directory);
  expect(out).toContain("No checkpoint is there.");
  expect(out).toContain("The file checkpoints.log belongs to this journal and is missing.");
  expect((await verified(desk.directory, ja)).out).toContain("チェックポイントがありません。");
});
