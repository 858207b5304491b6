import type { Facts } from "#domain/entry.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { time } from "#messages/ja/amounts.js";
import { unended } from "#messages/wording.js";

/** How a run of a procedure does not go on. */
export const runs = {
  CHECK_FAILED: ({ expression, seen, withinMs }) => ({
    what: `確認条件が${withinMs > 0 ? ` ${time(withinMs)}以内に` : ""}成立しませんでした: ${expression}${seenSaid(seen)}。`,
    notDone: "このステップは完了していません。",
    next: "状態を確認し、再実行するか、理由を付けてスキップするか、切り戻してください。",
  }),
  CHECK_NOT_TOLD: ({ expression, cause }) => ({
    what: `確認条件を評価できませんでした: ${expression}。${unended(cause)}。`,
    notDone: "このステップは完了していません。",
    next: "評価できるようになってから再実行するか、理由を付けてスキップするか、切り戻してください。",
  }),
  SAID_NO: ({ question }) => ({
    what: `オペレーターが「いいえ」と答えました（${question}）。`,
    notDone: "このステップは完了していません。",
    next: "再実行するか、理由を付けてスキップするか、切り戻してください。",
  }),
  STEP_UNCERTAIN: ({ operation, name }) => ({
    what: `${name} の ${operation} が実行されたかどうかは不明です。`,
    notDone: "自動では再実行されません。",
    next: "対象の状態を確認してから、再実行するか、理由を付けてスキップするか、切り戻してください。",
  }),
  APPROVAL_MISSING: ({ step }) => ({
    what: `ステップ ${step} には第二者の承認が必要ですが、承認がありません。`,
    notDone: "このステップは何も実行されていません。",
    next: "承認依頼に署名してもらい、その署名を提出してください。",
  }),
  APPROVAL_PLAN_CHANGED: ({ step }) => ({
    what: `ステップ ${step} の計画が、承認されたものから変わっています。`,
    notDone: "このステップは何も実行されていません。",
    next: "新しい承認依頼に署名してもらってください。",
  }),
  APPROVAL_TOO_OLD: ({ step, expires }) => ({
    what: `ステップ ${step} の承認の期限 (${expires}) が過ぎています。`,
    notDone: "このステップは何も実行されていません。",
    next: "新しい承認依頼に署名してもらってください。",
  }),
  RUN_UNKNOWN: ({ run, nearest }) => ({
    what: `このジャーナルに実行 ${run} はありません。`,
    notDone: "何も実行されていません。",
    next:
      nearest.length === 0
        ? "shoseki procedure runs でジャーナルの実行を一覧できます。別のジャーナルは --journal で指定します。"
        : `再開できるもの: ${nearest.join(", ")}。shoseki procedure runs ですべて表示できます。`,
  }),
  RUN_HELD: ({ run, console, since }) =>
    since === undefined
      ? {
          what: `実行 ${run} は ${console} の別のプログラムが進行中です。`,
          notDone: "ここでは何も実行されていません。",
          next: "先にそちらで一時停止してください。",
        }
      : {
          what: `実行 ${run} は ${since} に ${console} の別のプログラムが引き取りました。`,
          notDone: "この実行について、ここではこれ以上何も実行・記録されません。",
          next: "そちらで続けてください。ここで続ける場合は、そちらで一時停止してから再開してください。",
        },
  RUN_OVER: ({ run, end }) => ({
    what: `実行 ${run} は終了しています: ${end}。`,
    notDone: "何も実行されていません。",
    next: "shoseki procedure report で内容を確認できます。新しい実行は shoseki procedure run で開始します。",
  }),
  RUN_HANDED_OVER: ({ run, capsule }) => ({
    what: `実行 ${run} はカプセル ${capsule} で引き継がれています。`,
    notDone: "ほかの人が続けている可能性があるため、ここでは何も実行されていません。",
    next: "誰も引き継いでいない場合は、--take-back に理由を付けて shoseki procedure resume を実行すると取り戻せます。",
  }),
  RUN_ELSEWHERE: ({ run, endpoint, here }) => ({
    what: `実行 ${run} は ${endpoint} で開始されましたが、ここは ${here} です。`,
    notDone: "何も実行されていません。",
    next: `${endpoint} を指定してください。`,
  }),
  RUN_UNREADABLE: ({ run, cause }) => ({
    what: `実行 ${run} の手順書をジャーナルから読み出せません: ${cause}。`,
    notDone: "何も実行されていません。",
    next: "shoseki verify --deep でジャーナルの問題を確認してください。",
  }),
  PROCEDURE_UNSOUND: ({ path, line, column, errors }) => ({
    what: `${path} の検査で ${errors} 件のエラーが見つかりました。最初のエラーは ${line}:${column} にあります。`,
    notDone: "実行は開始されていません。",
    next: `shoseki procedure check ${path} で内容を確認してください。`,
  }),
  REQUEST_NOT_WRITTEN: ({ path, cause }) => ({
    what: `承認依頼を ${path} に書けません: ${unended(cause)}。`,
    notDone: "そこでは署名できません。承認の対象は何も実行していません。",
    next: "名前か空き容量を確保するか、書けるディレクトリに移って、実行を再開してください。",
  }),
  RUN_NEEDS_YES: ({ file }) => ({
    what: `${file} の各計画に同意するかどうかを、ここでは確認できません。`,
    notDone: "何も実行されていません。",
    next: "--yes を付けてすべての計画に事前に同意するか、コンソールで実行してください。",
  }),
  CHANGE_NUMBER_INVALID: ({ ticket, pattern }) => ({
    what:
      ticket === null
        ? `この手順書には ${pattern} の形式の変更番号が必要です。`
        : `変更番号 ${ticket} は ${pattern} の形式ではありません。`,
    notDone: "何も実行されていません。",
    next: "--ticket で指定してください。",
  }),
  CHANGE_NUMBER_OTHER: ({ run, ticket, begun }) => ({
    what: `実行 ${run} は変更番号 ${begun} で開始されています。${ticket} では続けられません。`,
    notDone: "何も実行されていません。",
    next: `--ticket を省くか、${begun} を指定してください。別の変更は、新しい実行として開始してください。`,
  }),
} satisfies Partial<ErrorTexts>;

function seenSaid(seen: Facts): string {
  const said = Object.entries(seen).map(([name, value]) => `${name} = ${String(value)}`);
  return said.length === 0 ? "" : ` (${said.join("、")})`;
}
