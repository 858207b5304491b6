import { expect, test } from "vitest";
import type { Rehearsal, RehearsedStep } from "#domain/rehearsal.js";
import { rehearsalLines } from "#listings/rehearsal-lines.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

const STEP: RehearsedStep = {
  step: "wipe",
  item: "vm-42",
  itemName: "web\u001b[2J-01",
  title: "wipe",
  kind: "run",
  line: "delete @vm-42",
  targets: [{ id: "vm-42", name: "web-01" }],
  predicted: [],
  checks: [{ expression: "vm.gone", when: "before", value: null }],
  state: "done",
  refused: null,
  undoable: { why: "SAID", text: "it is gone" },
  estimateMs: null,
};

const REHEARSAL: Rehearsal = {
  procedure: "0".repeat(64),
  title: "Wipe",
  parameters: {},
  sets: {},
  endpoint: "vsphere://vc1.example",
  at: "2026-01-05T21:04:59.123Z",
  steps: [
    STEP,
    {
      ...STEP,
      step: "flash",
      kind: "manual",
      line: null,
      undoable: { why: "MANUAL" },
      estimateMs: 93_784_000,
    },
  ],
  end: "stopped",
  back: [],
  backOut: null,
  totalMs: 93_784_000,
  warnings: [
    { kind: "UNREAD", id: "vm-42", name: "web-01", code: "SERVER_FAULT" },
    { kind: "APPROVAL_ASSUMED", step: null },
    { kind: "APPROVAL_ASSUMED", step: "wipe" },
    { kind: "NO_CHANGE_NUMBER", pattern: "CHG\\d{7}" },
  ],
};

test("what comes from a server cannot write on the terminal, and every warning is said", () => {
  const lines = rehearsalLines(REHEARSAL, en);
  expect(lines.join("\n")).not.toContain("\u001b");
  expect(lines.slice(2)).toEqual([
    "  1. wipe web\\u{1b}[2J-01  done",
    "     delete @vm-42  (web-01)",
    "     before: vm.gone: cannot be told",
    "     cannot be undone: it is gone",
    "  2. flash web\\u{1b}[2J-01  wipe  done  1 d 2 h",
    "     before: vm.gone: cannot be told",
    "     cannot be undone: it is done by hand, and the procedure does not say how to take it back",
    "",
    "web-01 (vm-42) could not be read (SERVER_FAULT): its disks, snapshots and tools were taken for those of a plain machine.",
    "The approval of the whole procedure was taken for granted.",
    "The approval of wipe was taken for granted.",
    "The run needs a change number (--ticket) that matches CHG\\d{7}; none was given.",
    "The rehearsal is stopped: 2 of 2 steps, 0 operations, about 1 d 2 h and 1 step without an estimate.",
  ]);
});

test("in Japanese as well", () => {
  const lines = rehearsalLines(REHEARSAL, ja);
  expect(lines).toHaveLength(rehearsalLines(REHEARSAL, en).length);
  expect(lines.slice(-5)).toEqual([
    "web-01（vm-42）を読み取れませんでした（SERVER_FAULT）。ディスク、スナップショット、Tools は標準的な構成とみなしています。",
    "手順書全体の承認は、得られたものとみなしています。",
    "wipe の承認は、得られたものとみなしています。",
    "本番では CHG\\d{7} に一致する変更番号（--ticket）が必要です。今回は指定されていません。",
    "リハーサルの結果: 停止。2 ステップのうち 2 ステップを実施、操作 0 件、所要時間は約 1日2時間（ほかに見積もりのないステップが 1 件）。",
  ]);
});
