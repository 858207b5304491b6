import { expect, test } from "vitest";
import { verbs } from "#language/verbs.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal, TerminalOptions } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const JAPANESE = { env: { LANG: "ja_JP.UTF-8" } } as const;

async function atJapaneseDesk(
  home: OperatorHome,
  options: Omit<TerminalOptions, "home"> = {},
  endpoint = "sim:?vms=20",
): Promise<Terminal> {
  const terminal = openConsole(home, [endpoint], { ...JAPANESE, ...options });
  try {
    await terminal.see(/ ms {2}読み書き可/);
    await terminal.see(/ アンカー \dm前/);
  } catch (error) {
    await terminal[Symbol.asyncDispose]();
    throw error;
  }
  return terminal;
}

/** Names of things, keys, identifiers and what the program calls its operations; what is left of a screen is said to people. */
const NOT_SAID =
  /SHA256:[\w+/]+|[\w.-]*[\d@/:][\w.:/@-]*|\b(?:sim|operator|root|Key|Login|Anchor|OK|signed|NAME|NEW-NAME|Enter|Esc|Tab|Space|Shoseki|simulator|CPU|IP|GiB|MiB|ms|api|SHA)\b/g;

/** English words that are left on the screen, beside those that one types. */
function english(terminal: Terminal): string[] {
  const typed = new Set(verbs.flatMap(({ verb }) => verb.split(" ")));
  const left = terminal
    .text()
    .replaceAll(NOT_SAID, " ")
    .match(/\b[A-Za-z]{3,}\b/g);
  return (left ?? []).filter((word) => !typed.has(word));
}

test.each<[string, readonly string[], Record<string, string>]>([
  ["LANG", [], { LANG: "ja_JP.UTF-8" }],
  ["LC_ALL before LANG", [], { LANG: "en_US.UTF-8", LC_ALL: "ja_JP.UTF-8" }],
  ["--lang before both", ["--lang", "ja"], { LANG: "en_US.UTF-8", LC_ALL: "C.UTF-8" }],
])("the whole console is Japanese by %s", async (_, args, env) => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=5", ...args], { env });
  await terminal.see("Shoseki simulator に接続しました。");
  await terminal.see(/ ms {2}読み書き可$/m);
  await terminal.see(/ アンカー \dm前/);
  const [first, second] = terminal.screen();
  expect(first).toMatch(/^ sim: {2}operator +セッション 0m +[\d.]+ ms {2}読み書き可$/);
  expect(second).toMatch(/^ ジャーナル #3 {2}✓ 署名済 {2}未完了なし {2}アンカー 0m前 +SHA256:/);
  expect(terminal.text()).toMatch(/^━▸仮想マシン ━+ 5 台 ━$/m);
  expect(terminal.text()).toMatch(/^─ 証跡 ─+ 追従中 ─$/m);
  expect(terminal.text()).toMatch(/ → 意図 +Login /);
  expect(terminal.screen().slice(-2)).toEqual([
    "› : コマンド   / 絞り込み   Enter 操作   ? ヘルプ",
    expect.stringMatching(/^ Enter 操作 {3}: コマンド {3}\/ 絞込 /),
  ]);
});

test("details, list of operations, form, plan, help and themes are Japanese, and nothing of them is English", async () => {
  using home = new OperatorHome();
  await using terminal = await atJapaneseDesk(home, { columns: 120, rows: 50 });
  await terminal.see("ハードウェア");
  // The sign of what it is sorted by has room in each heading.
  for (const heading of ["電源↑", "CPU数↑", "メモリ↑", "IP アドレス↑", "ホスト↑", "名前↑"]) {
    terminal.press("o");
    await terminal.see(heading);
  }
  await terminal.see("スナップショットなし");
  expect(terminal.text()).toMatch(/ 名前↑ +電源 +CPU数 +メモリ +IP アドレス +ホスト +│ 管理 ID +vm-/);
  expect(terminal.text()).toMatch(/│ テンプレート +いいえ$/m);

  terminal.press("enter");
  await terminal.see("api-01 の操作");
  await terminal.see("仮想マシンの名前を変更する");
  terminal.press("esc");
  await terminal.gone("api-01 の操作");

  terminal.press("n");
  await terminal.see("まだ何も送っていません");
  await terminal.see("新しい名前。空白を含む場合は引用符で囲む");
  terminal.press("esc");
  await terminal.gone("まだ何も送っていません");

  terminal.press("S");
  await terminal.see("影響あり: 使っている人が気づきます。");
  await terminal.see("Enter で実行します。");
  await terminal.see(/理由 +省略可/);
  await terminal.see(/変更番号 +省略可/);
  terminal.press("esc");
  await terminal.see("実行しませんでした。何も送っていません。");

  terminal.press("?");
  await terminal.see("━▸ヘルプ ");
  await terminal.see("操作はまず計画を立てて示し");
  expect(english(terminal)).toEqual([]);
  terminal.press("esc");
  await terminal.gone("━▸ヘルプ ");

  terminal.press("T");
  await terminal.see("━▸テーマ ");
  await terminal.see(/ dark +ダーク +✓$/m);
  terminal.press("esc");
  await terminal.gone("━▸テーマ ");

  terminal.press("q");
  await terminal.see("ログアウトして終了しますか。");
  terminal.press("enter");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });
  expect(terminal.text()).toContain("ジャーナルは #6 まで");
});

test("errors are Japanese, and stand under the word that they are about", async () => {
  using home = new OperatorHome();
  await using terminal = await atJapaneseDesk(home);
  enterLine(terminal, "memory 会計-01 8XB");
  await terminal.until("what is wrong with the line", (screen) => (screen.at(-1) ?? "").includes("^ "));
  expect(terminal.screen().at(-2)).toMatch(/^› memory 会計-01 8XB/);
  expect(columnOf(terminal, terminal.rows - 1, "^")).toBe(columnOf(terminal, terminal.rows - 2, "8"));
  expect(terminal.screen().at(-1)).toMatch(/\^ .*[ぁ-ん]/);
  terminal.press("ctrl+u");
  await terminal.gone("会計-01 8XB");
  terminal.type("start api-01");
  terminal.press("enter");
  await terminal.see(/⊘ REFUSED +StartVM +api-01/);
  await terminal.see(/^ REFUSED StartVM {2}api-01 .*[ぁ-ん]/m);
});

/** The column of the first cell of a row that has that text. */
function columnOf(terminal: Terminal, row: number, text: string): number {
  for (let column = 0; column < terminal.columns; column += 1) {
    if (terminal.cell(row, column).text === text) return column;
  }
  throw new Error(`there is no ${text} in row ${row}`);
}

const LONG = "会計サーバー・本番データベース（旧）";

test("a machine gets a Japanese name as an input method sends it, and the columns stay in line", async () => {
  using home = new OperatorHome();
  await using terminal = await atJapaneseDesk(home);
  terminal.press("n");
  await terminal.see("NEW-NAME api-01");
  // A word at a time, as each is committed.
  let typed = "";
  for (const word of ["会計", "サーバー", "・本番", "データベース", "（旧）"]) {
    terminal.type(word);
    typed += word;
    await terminal.see(`NEW-NAME ${typed}`);
    // Where the next word is composed.
    expect(terminal.cursor).toMatchObject({
      shown: true,
      row: 3,
      column: " › NEW-NAME ".length + 2 * typed.length,
    });
  }
  terminal.press("enter");
  await terminal.see(/✓ OK +RenameVM/);
  expect(
    home.entries().find(({ OPR, phase }) => OPR === "RenameVM" && phase === "outcome")?.AFT,
  ).toMatchObject({
    name: LONG,
  });
  await terminal.see("› 会計サーバー");
  expectInLine(terminal);
  // Whether there is an odd or an even number of columns for the name.
  for (const columns of [81, 82, 83]) {
    terminal.resize(columns, 24);
    await terminal.until(
      "the new width",
      (screen) => /読み書き可$/.test(screen[0] ?? "") && terminal.cell(2, columns - 1).text === "━",
    );
    expectInLine(terminal);
  }
});

/** Every machine's power stands below the heading, and every row of the audit pane ends at the same column. */
function expectInLine(terminal: Terminal): void {
  const rows = terminal.screen();
  const heading = rows.findIndex((row) => row.startsWith("  名前"));
  const power = columnOf(terminal, heading, "電");
  const machines = rows.flatMap((row, index) => (/ [▶■‖] /.test(row) ? [index] : []));
  expect(machines.length).toBeGreaterThan(5);
  for (const row of machines) {
    expect(["▶", "■", "‖"]).toContain(terminal.cell(row, power).text);
    expect(terminal.cell(row, power - 1).text).toBe(" ");
  }
  const entries = rows.flatMap((row, index) => (/^ \d\d:\d\d:\d\d /.test(row) ? [index] : []));
  for (const row of entries) expect(terminal.cell(row, terminal.columns - 2).text).toBe("✓");
  for (let row = 0; row < terminal.rows; row += 1) {
    for (let column = 0; column < terminal.columns; column += 1) {
      const { width } = terminal.cell(row, column);
      // Both its halves are there, and nothing stands on the second.
      if (width === 2) expect(terminal.cell(row, column + 1).width).toBe(0);
    }
  }
  expect(terminal.text()).not.toContain("\u{FFFD}");
}

test("a whole change is made in Japanese: looked for, read, agreed to with its reason, and recorded", async () => {
  using home = new OperatorHome();
  await using terminal = await atJapaneseDesk(home, { columns: 100, rows: 30 });
  terminal.press("/");
  terminal.type("会計");
  await terminal.see("20 台中 2 台");
  terminal.press("enter");
  await terminal.see("› 会計-01");

  terminal.press("S");
  await terminal.see("Enter で実行します。");
  terminal.type("夜間の保守のため停止");
  await terminal.see("夜間の保守のため停止");
  terminal.press("tab");
  terminal.type("変更-1042");
  await terminal.see("変更-1042");
  terminal.press("enter");
  await terminal.see(/✓ OK +StopVM +会計-01 /);
  await terminal.see(/› 会計-01 +■ オフ/);

  terminal.press("D");
  await terminal.see("同意するには名前を入力してください: 会計-01");
  terminal.type("会計-02");
  terminal.press("enter");
  await terminal.see("違います。何も送っていません。");
  terminal.press("ctrl+u");
  terminal.type("会計-01");
  terminal.press("enter");
  await terminal.see(/✓ OK +DeleteVM +会計-01 /);
  await terminal.see("19 台中 1 台");
  terminal.press("ctrl+d");
  expect(await terminal.exited).toEqual({ code: 0, signal: null });

  const done = home.entries().filter(({ OPR }) => OPR === "StopVM" || OPR === "DeleteVM");
  expect(done.map(({ phase, OPR, TGT, RST }) => [phase, OPR, TGT.name, RST?.status])).toEqual([
    ["intent", "StopVM", "会計-01", undefined],
    ["outcome", "StopVM", "会計-01", "OK"],
    ["intent", "DeleteVM", "会計-01", undefined],
    ["outcome", "DeleteVM", "会計-01", "OK"],
  ]);
  expect(done[0]).toMatchObject({ why: "夜間の保守のため停止", ticket: "変更-1042" });
});

test("below 80x24, and where there is no session, it is said in Japanese too", async () => {
  using home = new OperatorHome();
  await using terminal = await atJapaneseDesk(home);
  terminal.resize(79, 24);
  await terminal.see("コンソールには 80x24 が必要です(現在 79x24)。");
  terminal.resize(80, 24);
  await terminal.see("━▸仮想マシン ");

  await using refused = openConsole(home, ["sim:?faults=login:refuse"], JAPANESE);
  expect(await refused.exited).toEqual({ code: 3, signal: null });
  expect(refused.onAlternateScreen).toBe(false);
  expect(refused.text()).toMatch(/^LOGIN_REFUSED: .*[ぁ-ん]/m);
});
