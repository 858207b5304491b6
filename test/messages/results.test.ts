import { expect, test } from "vitest";
import type { Choice, ChoiceReason } from "#domain/choice.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

const chosen = (choices: readonly Choice[]) => {
  return [en, ja].map(({ results }) => results.chosen({ operation: "CreateVM", target: "new-01", choices }));
};

test("what a plan has chosen is said with its reason; neighbours of one reason share it", () => {
  expect(
    chosen([
      { what: "host", value: "esx-02", why: "leastPromised" },
      { what: "datastore", value: "vmfs-01", why: "mostFree" },
      { what: "network", value: "VM Network", why: "only" },
      { what: "folder", value: "/Tokyo/vm", why: "datacenter" },
      { what: "cpus", value: "1", why: "default" },
      { what: "memory", value: "1 GiB", why: "default" },
      { what: "guest", value: "otherGuest64", why: "default" },
    ]),
  ).toEqual([
    "CreateVM new-01: host esx-02 (least memory promised); datastore vmfs-01 (most free space); " +
      "network VM Network (the only one); folder /Tokyo/vm (the datacenter's); " +
      "1 CPU, memory 1 GiB, guest otherGuest64 (defaults)",
    "CreateVM new-01: ホスト esx-02（割り当て済みメモリが最少）、データストア vmfs-01（空き容量が最大）、" +
      "ネットワーク VM Network（これだけ）、フォルダー /Tokyo/vm（データセンターの既定）、" +
      "CPU 1・メモリ 1 GiB・ゲスト OS otherGuest64（既定値）",
  ]);
});

test("what was asked for has no reason, and takes none from its neighbour", () => {
  expect(
    chosen([
      { what: "host", value: "esx-02", why: "asked" },
      { what: "cpus", value: "2", why: "asked" },
      { what: "memory", value: "1 GiB", why: "default" },
    ]),
  ).toEqual([
    "CreateVM new-01: host esx-02, 2 CPUs; memory 1 GiB (the default)",
    "CreateVM new-01: ホスト esx-02・CPU 2、メモリ 1 GiB（既定値）",
  ]);
});

test("each reason has words of its own", () => {
  const reasons: readonly ChoiceReason[] = [
    "only",
    "leastPromised",
    "mostFree",
    "firstByName",
    "datacenter",
    "sourcesOwn",
    "current",
    "time",
    "default",
  ];
  const said = reasons.map((why) => chosen([{ what: "snapshot", value: "x", why }]));
  for (const n of [0, 1]) {
    const lines = said.map((each) => each[n] ?? "");
    expect(new Set(lines).size).toBe(reasons.length);
    for (const line of lines) expect(line).toMatch(/[)）]$/);
  }
});

test("progress says what runs, how far it is where the server has said, and nothing it has not", () => {
  const said = (percent: number | null) =>
    [en, ja].map(({ results }) => results.progress({ operation: "CloneVM", target: "web-01", percent }));
  expect(said(42)).toEqual(["CloneVM web-01: 42 % done", "CloneVM web-01: 42 % 完了"]);
  expect(said(0)).toEqual(["CloneVM web-01: 0 % done", "CloneVM web-01: 0 % 完了"]);
  expect(said(null)).toEqual(["CloneVM web-01: running", "CloneVM web-01: 実行中"]);
});

test("asking to cancel says what was asked, and what a second Ctrl-C does", () => {
  const { cancelling } = en.results;
  expect(cancelling({ tasks: 2 })).toBe(
    "Asked the server to cancel 2 running tasks; nothing more is begun. " +
      "Ctrl-C again waits no longer, and leaves what still runs UNKNOWN.",
  );
  expect(cancelling({ tasks: 1 })).toContain("1 running task;");
  expect(cancelling({ tasks: 0 })).toBe("Nothing more is begun.");
  expect(ja.results.cancelling({ tasks: 2 })).toMatch(/2 件.*もう一度 Ctrl-C.*UNKNOWN/);
});

test("counts are said in the singular and the plural", () => {
  const { datastoreCount, networkCount, taskCount, eventCount, snapshotCount } = en.results;
  const counts = [datastoreCount, networkCount, taskCount, eventCount, snapshotCount];
  expect(counts.map((count) => count(1))).toEqual([
    "1 datastore",
    "1 network",
    "1 task",
    "1 event",
    "1 snapshot",
  ]);
  expect(counts.map((count) => count(0))).toEqual([
    "0 datastores",
    "0 networks",
    "0 tasks",
    "0 events",
    "0 snapshots",
  ]);
});
