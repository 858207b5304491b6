import type { CapsuleProblem } from "#domain/capsule-problem.js";
import type { CapsuleTexts } from "#messages/capsule-texts.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const PROBLEMS: Readonly<Record<CapsuleProblem, string>> = {
  TOO_LARGE: "カプセルの上限サイズを超えています",
  FORM: "カプセルの形式とバイト単位で一致しません",
  NOT_AN_ENTRY: "ジャーナルのエントリーではない行があります",
  WRONG_ORDER: "エントリーの順序が正しくないか、重複しています",
  OTHER_RUN: "別の実行のエントリーが含まれています",
  NO_BEGINNING: "実行の開始が正しい位置にありません",
  NO_INTENT: "開始の記録がない操作の結果が含まれています",
  WRONG_KEYS: "鍵のエントリーがジャーナルのものとして成り立ちません",
  WRONG_SIGNATURE: "その時点の鍵で署名されていないエントリーがあります",
  NOT_IN_TREE: "チェックポイントのジャーナルに含まれないエントリーがあります",
  CHECKPOINT_SIGNATURE: "チェックポイントがジャーナルの鍵で署名されていません",
  CAPSULE_SIGNATURE: "ジャーナルの最新の鍵で署名されていません",
  WRONG_BLOB: "長い文字列が欠けているか、改変されているか、どのエントリーのものでもありません",
  WRONG_EARLIER: "前回の引き継ぎのカプセルが欠けているか、別のものです",
  KEY_NOT_HELD: "手元にない鍵で署名されています",
};

export const capsuleErrors = {
  CAPSULE_INVALID: ({ path, problem, seq }) => ({
    what: `${path} は信頼できません。${PROBLEMS[problem]}${seq === null ? "" : `（エントリー ${seq}）`}。`,
    notDone: "実行は引き継がれておらず、ここでは何も行われていません。",
    next:
      problem === "KEY_NOT_HELD"
        ? "引き継ぎ元に鍵のフィンガープリントを確認し、その鍵を含むファイルを --signers で指定してください。"
        : "ファイルをそのままの形で再送してもらってください。それでも解決しない場合は、shoseki procedure capsule RUN で作り直してもらってください。",
  }),
  CAPSULE_TOO_LARGE: ({ run, bytes, limit }) => ({
    what: `実行 ${run} のカプセルは ${bytes} バイトになり、上限の ${limit} バイトを超えます。`,
    notDone: "ファイルは書き込まれておらず、実行は引き渡されていません。",
    next: "shoseki procedure resume RUN でここから続行してください。",
  }),
  CAPSULE_KEY_UNKNOWN: ({ path, key, origin }) => ({
    what: `カプセル ${path} はジャーナル ${origin} の鍵 ${key} で署名されていますが、引き継ぎ元の担当者の鍵であることが確認されていません。`,
    notDone: "実行は引き継がれていません。",
    next: "端末で鍵を確認するか、--signers FILE で担当者の allowed_signers と照合してください。--yes は鍵の確認に代わりません。",
  }),
  CAPSULE_NOT_WRITTEN: ({ path, cause }) => ({
    what: `カプセルを ${path} に書き込めませんでした（${unended(cause)}）。`,
    notDone: "実行は引き渡されていません。ここから続行できます。",
    next: "既存のディレクトリにある、まだ存在しないファイル名を -o FILE で指定してください。",
  }),
} satisfies Partial<ErrorTexts>;

export const capsules: CapsuleTexts = {
  handedOver: ({ path, title, run, entries, key }) =>
    `実行 ${run}（${title}）を、エントリー ${entries} 件とともに ${path} に書き出しました。この実行はここでは続行しません。` +
    "引き継ぐ人にファイルを渡し、署名した鍵のフィンガープリントを対面または電話で伝えてください: " +
    key,
};
