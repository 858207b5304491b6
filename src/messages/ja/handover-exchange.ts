import type { HandoverExchangeTexts } from "#messages/handover-exchange-texts.js";

export const handoverExchange: HandoverExchangeTexts = {
  received: ({ who, origin, key, revision }) =>
    `${who} のシフト（改訂 ${revision}）。ジャーナル ${origin}、鍵 ${key}。内容はすべて検証済みです。`,
  vouched: {
    signers: "手元にある鍵です。",
    known: "以前に同意した鍵です。",
    nobody: "誰の鍵かはまだ確認されていません。",
  },
  own: "このジャーナル自身の鍵です（自分の引き継ぎです）。",
  askKey: ({ key, origin, of }) =>
    `${origin === "" ? "" : `ジャーナル ${origin} の`}鍵 ${key} で署名されています。引き継ぎ${of === "OUTGOING" ? "元" : "先"}の担当者に別の経路で確認してください。担当者の鍵に間違いありませんか [y/N]`,
  askSign: "この内容に署名し、シフトを引き継ぎますか (yes/はい):",
  askDecision: {
    accepted: "この報告のとおりにシフトを受領しますか (yes/はい):",
    refused: "この理由で差し戻しますか (yes/はい):",
    questioned: "これらの質問を送り返しますか (yes/はい):",
  },
  questionOf: ({ number, count }) => `引き継ぎ先の担当者からの質問（${number}/${count}）:`,
  askAnswer: "回答:",
  answerKept: ({ answer }) => `入力済みの回答（Enter でそのまま）: ${answer}`,
  yes: ["yes", "はい"],
  whatSigningDoes: ({ path, revision, key }) =>
    `鍵 ${key} で改訂 ${revision} として署名し、自分のジャーナルに記録して ${path} に書き込みます。このシフトの録画はここで終わります。`,
  handedOver: ({ path, seq, revision, key, report }) => [
    `引き継ぎました（エントリー #${seq}、改訂 ${revision}）: ${path}`,
    `このファイルを引き継ぎ先の担当者に渡し、鍵のフィンガープリントを別の経路で伝えてください: ${key}`,
    `報告書の SHA-256: ${report}`,
    "回答はファイルで届きます: shoseki handover answer FILE.tar.answer",
  ],
  answered: ({ decision, path, seq, again }) => [
    `${{ accepted: "シフトを受領しました", refused: "シフトを差し戻しました", questioned: "報告書について質問しました" }[decision]}（${again ? "回答済み、" : ""}エントリー #${seq}）: ${path}`,
    "このファイルを引き継ぎ元の担当者に渡してください。取り込みは shoseki handover answer FILE.tar.answer で行います。",
  ],
  takenIn: ({ decision, who, key, seq, again }) =>
    `${who}（鍵 ${key}）がシフトを${{ accepted: "受領しました", refused: "差し戻しました", questioned: "確認するため質問しています" }[decision]}（エントリー #${seq}${again ? "、取り込み済み" : ""}）。`,
  reason: ({ reason }) => `理由: ${reason}`,
  question: ({ section, seq, text }) => `${section}${seq === null ? "" : ` #${seq}`}: ${text}`,
  next: {
    accepted: "このシフトの引き継ぎは完了です。",
    refused: "不足を補った次の改訂を作成してください: shoseki handover",
    questioned: "次の改訂で回答してください: shoseki handover",
  },
  waived: ({ seq }) =>
    `引き継ぎなしでシフトを開始しました。理由はジャーナルに記録されています（エントリー #${seq}）。`,
  writtenAgain: ({ path, seq }) => `エントリー #${seq} の内容から再作成しました: ${path}`,
  columns: {
    handover: "引き継ぎ",
    revision: "改訂",
    state: "状態",
    side: "区分",
    time: "日時",
    entry: "エントリー",
    key: "鍵",
  },
  sides: { outgoing: "引き継ぎ元", incoming: "引き継ぎ先" },
  states: {
    waiting: "回答待ち",
    accepted: "受領済み",
    refused: "差し戻し",
    questioned: "質問あり",
    replaced: "新しい改訂あり",
    twice: "2 人が受領",
  },
  none: ({ directory }) => `ジャーナル ${directory} には、引き継いだシフトも受領したシフトもありません。`,
  remarksFile: [
    "ジャーナルにないことを、各見出しの下に箇条書きか段落で追記してください。",
    "何も書かない見出しは「なし」になります。このようなコメント内は読み取られません（事実はジャーナルのものです）。",
    "保存してエディターを終了すると、署名の前に確認します。",
  ],
  facts: "事実:",
  remarksKept: ({ path }) => `追記した内容は、引き継ぎが済むまで ${path} に保持されます。`,
  waiting: ({ revision, seq, at }) =>
    `改訂 ${revision}（エントリー #${seq}）は ${at} から回答待ちです。回答は shoseki handover answer FILE.tar.answer で取り込みます。`,
  sameOperator: ({ who }) =>
    `警告: 現在のユーザーおよびマシンと同じ ${who} から引き継がれたものです。別の担当者のシフトでない限り、受領しないでください。`,
  acceptedTwice: ({ key }) =>
    `2 人の担当者がシフトを受領しています。先に受領したのは鍵 ${key} です。双方に確認してください。両方の回答がジャーナルに記録されています。`,
  refusedBecause: ({ reason }) => `前の改訂は差し戻されています: ${reason}`,
};
