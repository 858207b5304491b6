import type { ErrorFacts } from "#domain/errors.js";
import type { AnswerProblem, Decision } from "#domain/handover.js";
import type { ErrorTexts, Explanation } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const notAnswered = "引き継ぎの受領・差し戻し・質問のいずれも行っておらず、何も記録していません。";
const notSigned = "シフトは引き継がれていません。何も署名しておらず、何も記録していません。";
const notTaken = "回答は取り込んでおらず、何も記録していません。";

const PROBLEMS: Readonly<Record<AnswerProblem, string>> = {
  FORM: "回答ファイルの形式になっていません（1 バイトでも異なると無効です）",
  CONTRADICTS: "内容が互いに矛盾しています",
  SIGNATURE: "記載されている鍵による署名がありません",
  REPORT_SIGNATURE: "引き継いだ報告書に対する、記載されている鍵でのこの判断の署名がありません",
};

const DECIDED: Readonly<Record<Decision, string>> = {
  accepted: "受領済み",
  refused: "差し戻し済み",
  questioned: "質問中",
};

const NOT_SIGNED: Readonly<Record<ErrorFacts["HANDOVER_NOT_SIGNED"]["why"], Explanation>> = {
  NO_TERMINAL: {
    what: "シフトの引き継ぎは、報告書を読んだ担当者が端末で行うものですが、端末がありません。",
    notDone: notSigned,
    next: "端末で shoseki handover を実行してください。端末がなくても shoseki handover --draft で報告書を確認できます。",
  },
  DECLINED: {
    what: "同意されませんでした。",
    notDone: notSigned,
    next: "報告書が整ったら、もう一度 shoseki handover を実行してください。追記した内容はそれまで保持されます。",
  },
  ANSWER: {
    what: "同意されませんでした。",
    notDone: notAnswered,
    next: "報告書を読んだうえで、受領（accept）、理由を付けた差し戻し（refuse）、質問（question）のいずれかで回答してください。",
  },
};

/** By whose journal it is that has the answer. */
const ANSWERED_NEXT = {
  INCOMING: {
    accepted: "回答ファイルを紛失した場合は、shoseki handover again で同じファイルを再作成できます。",
    refused: "引き継ぎ元の担当者が次の改訂で引き継ぎ（shoseki handover）、それに対して改めて回答します。",
  },
  OUTGOING: {
    accepted:
      "この回答を送ってきた担当者に連絡してください。シフトは受領した担当者のものです。その鍵は shoseki handover list で確認できます。",
    refused:
      "次の改訂で引き継ぎ（shoseki handover）、シフトを受領する担当者に改めて回答してもらってください。",
  },
} as const;

/** Handovers of shifts. */
export const handoverErrors = {
  HANDOVER_INVALID: ({ path, problem }) => ({
    what: `引き継ぎファイル ${path} は信頼できません: ${unended(problem)}。`,
    notDone: notAnswered,
    next: "shoseki verify FILE で問題をすべて確認し、ファイルを変更せずにもう一度送ってもらってください。引き継ぎ元の shoseki handover again で同じファイルを再作成できます。",
  }),
  HANDOVER_UNSIGNED: ({ path }) => ({
    what: `${path} は下書きで、署名されていません。`,
    notDone: notAnswered,
    next: "引き継ぎ元の担当者に shoseki handover で引き継ぎを行ってもらってください。",
  }),
  HANDOVER_KEY_UNKNOWN: ({ path, key, origin, of }) => ({
    what: `${path} は${origin === "" ? "" : `ジャーナル ${origin} の`}鍵 ${key} で署名されていますが、これが引き継ぎ${of === "OUTGOING" ? "元" : "先"}の担当者の鍵であることを誰も確認していません。`,
    notDone: of === "OUTGOING" ? notAnswered : notTaken,
    next: "対面または電話で鍵のフィンガープリントを相手に確認し、端末で同意してください。相手の allowed_signers を --signers FILE で指定することもできます。",
  }),
  HANDOVER_OWN: ({ key }) => ({
    what: `このシフトを引き継いだ鍵 ${key} は、このジャーナル自身の鍵です。自分のシフトを自分で引き継ぐことはできません。`,
    notDone: "回答も取り込みも行っておらず、何も記録していません。",
    next: "引き継ぎ先の担当者に、本人のジャーナルと鍵で回答してもらってください（--journal DIR）。",
  }),
  HANDOVER_SAME_OPERATOR: ({ who }) => ({
    what: `このシフトを引き継いだ ${who} は、現在のユーザーおよびマシンと同じです。鍵は異なりますが、同一人物の可能性があります。`,
    notDone: notAnswered,
    next: "共用アカウントなどで別の担当者のシフトである場合は、誰のシフトかを --reason TEXT で記して受領してください。",
  }),
  HANDOVER_OTHER_FILE: ({ path, is }) => ({
    what:
      is === "ANSWER"
        ? `${path} は引き継ぎファイルではなく、引き継ぎへの回答です。`
        : `${path} は回答ではなく、引き継ぎファイルです。`,
    notDone: is === "ANSWER" ? notAnswered : notTaken,
    next:
      is === "ANSWER"
        ? "引き継ぎ元の担当者が shoseki handover answer FILE で取り込みます（コンソールでは handover answer FILE）。"
        : "shoseki handover show FILE で読み、accept、refuse、question のいずれかで回答してください（コンソールでは handover take FILE）。",
  }),
  HANDOVER_NO_ENTRY: ({ section, seq }) => ({
    what: `報告書の項目 ${section} に、エントリー #${seq} はありません。`,
    notDone: notAnswered,
    next: "その項目にあるエントリーを指定する（shoseki handover show FILE.tar で確認）か、項目全体について --question SECTION=TEXT で質問してください。",
  }),
  HANDOVER_EMPTY: ({ firstSeq }) => ({
    what: `引き継ぐ内容がありません。ジャーナルに #${firstSeq} 以降のエントリーがありません。`,
    notDone: "署名もファイルの作成も行っておらず、何も記録していません。",
    next: "まだ引き継いでいない作業ができてから実行してください。これまでの引き継ぎの状態は shoseki handover list で確認できます。",
  }),
  HANDOVER_NOT_NEWEST: ({ handover, revision, newest }) => ({
    what: `これは引き継ぎ ${handover} の改訂 ${revision} ですが、把握している最新は改訂 ${newest} です。`,
    notDone: "署名も回答も取り込みも行っておらず、何も記録していません。",
    next: "最新の改訂で進めるか、最新の改訂を依頼してください。把握している引き継ぎは shoseki handover list で確認できます。",
  }),
  HANDOVER_ANSWERED: ({ handover, revision, decision, seq, by }) => ({
    what: `引き継ぎ ${handover} の改訂 ${revision} は${DECIDED[decision]}です（エントリー ${seq}）。`,
    notDone: "ほかには何も記録していません。一度決まった判断は変更できません。",
    next: ANSWERED_NEXT[by][decision === "refused" ? "refused" : "accepted"],
  }),
  HANDOVER_ANSWER_INVALID: ({ path, problem }) => ({
    what: `回答ファイル ${path} は信頼できません: ${PROBLEMS[problem]}。`,
    notDone: notTaken,
    next: "ファイルを変更せずにもう一度送ってもらってください。引き継ぎ先の shoseki handover again で同じファイルを再作成できます。",
  }),
  HANDOVER_UNKNOWN: ({ handover, nearest }) => ({
    what:
      handover === ""
        ? "このジャーナルには引き継ぎがまだありません。"
        : `このジャーナルに引き継ぎ ${handover} はありません${nearest.length === 0 ? "" : `（あるもの: ${nearest.join("、")}）`}。`,
    notDone: "何も書き込んでおらず、何も記録していません。",
    next: "該当するジャーナルを --journal DIR で指定してください。把握している引き継ぎは shoseki handover list で確認できます。",
  }),
  HANDOVER_NOT_REVISABLE: ({ handover, revision, state }) => ({
    what:
      state === "accepted"
        ? `引き継ぎ ${handover} の改訂 ${revision} は受領済みのため、次の改訂は作成できません。`
        : `引き継ぎ ${handover} の改訂 ${revision} は回答待ちのため、次の改訂はまだ作成できません。`,
    notDone: notSigned,
    next:
      state === "accepted"
        ? "その後の作業は、別のシフトとして引き継いでください（shoseki handover）。"
        : "先に回答を取り込んでください（shoseki handover answer FILE.tar.answer）。",
  }),
  HANDOVER_UNANSWERED: ({ questions }) => ({
    what: `引き継ぎ先の担当者からの質問 ${questions} 件に回答がありません。`,
    notDone: notSigned,
    next: "不明な場合はその旨を書くなど、すべての質問に回答してください。",
  }),
  HANDOVER_STALE: ({ entries }) => ({
    what: `報告書の作成後にジャーナルが進み、報告書にない作業のエントリーが ${entries} 件あります。`,
    notDone: notSigned,
    next: "もう一度実行してください。事実は最新の状態で取り直され、追記した内容は保持されます。",
  }),
  HANDOVER_NOT_SIGNED: ({ why }) => NOT_SIGNED[why],
  EDITOR_FAILED: ({ editor, cause, path }) => ({
    what: `エディター ${editor} が異常終了しました: ${unended(cause)}。`,
    notDone: notSigned,
    next: `EDITOR に使用するエディターを設定するか、--remarks FILE で所見を指定してください。書き込んだ内容は ${path} にあります。`,
  }),
  HANDOVER_NOT_WRITTEN: ({ path, cause, recorded }) => ({
    what: `${path} を書き込めませんでした: ${unended(cause)}。`,
    notDone:
      recorded === null
        ? "何も署名しておらず、何も記録していません。"
        : `署名したことはジャーナルに記録されていますが（エントリー ${recorded}）、ファイルは誰にも渡っていません。`,
    next:
      recorded === null
        ? "既存のディレクトリにある、まだ存在しないファイル名を -o FILE で指定してください。"
        : "shoseki handover again -o FILE（コンソールでは handover again -o FILE）で、同じファイルを別の場所に作成してください。",
  }),
} satisfies Partial<ErrorTexts>;
