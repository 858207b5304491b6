import type { HandoverViewTexts } from "#messages/handover-view-texts.js";

export const handoverView: HandoverViewTexts = {
  size: ({ section, count, targets }) => {
    if (section === "operations") return `${targets} 対象に ${count} 件`;
    return section === "journal" ? `チェックポイント ${count} エントリー` : `${count} 件`;
  },
  none: "なし",
  journal: ({ sound }) => (sound ? "、健全" : "、健全でない"),
  shift: ({ from, to, firstSeq, lastSeq }) =>
    lastSeq < firstSeq
      ? `#${firstSeq} 以降のエントリーなし`
      : `${from} から ${to}、エントリー #${firstSeq} から #${lastSeq}`,
  held: "handover take、または waive",
  drafting: "報告書のためにジャーナルを読み込み中 ...",
  decisions: {
    waiting: "回答待ち",
    accepted: "受領済み",
    refused: "差し戻し",
    questioned: "質問あり",
    replaced: "新しい改訂あり",
    twice: "2 人が受領",
  },
  outgoing: {
    title: "シフトの引き継ぎ",
    draft: ({ revision }) => (revision === 1 ? "下書き、未署名" : `改訂 ${revision} の下書き、未署名`),
    howTo: "事実はジャーナルから作られ、署名するまで更新されます。所見はこの画面を閉じても保存されます。",
    refused: ({ reason }) => `前の改訂は差し戻されました: ${reason}`,
    questions: ({ count, unanswered }) =>
      `質問 ${count} 件${unanswered === 0 ? "、すべて回答済み。" : `、うち ${unanswered} 件が未回答。`}`,
    unanswered: "未回答",
    remarks: ({ count }) => `所見 ${count} 件`,
    read: "読む",
    add: "所見を追加",
    edit: "編集",
    answer: "回答",
    takeAway: "削除",
    sign: "署名",
    asksRemark: ({ section }) => `「${section}」について引き継ぐことを入力してください。`,
    asksAnswer: ({ question }) => `質問: ${question}\n回答:`,
    nothing: "引き継ぐ内容がまだありません（前回以降のエントリーがありません）",
    waiting: ({ revision, seq, at }) =>
      `改訂 ${revision} (#${seq}) は ${at} から回答待ちです。回答は handover answer FILE で取り込みます。`,
    answerFirst: "未回答の質問があります。各質問で Enter を押して回答してください",
    answerHere: "質問には Enter で回答してください",
    mustBeSaid: "何も入力されていません。Esc で元のままにします。",
    noRemark: "ここには所見がありません",
    asksPath: "引き継ぎファイルの書き込み先は? 既存のファイルは上書きしません。",
    pathTaken: ({ path }) => `${path} は既にあり、上書きしません。別の名前を指定してください。`,
    pathNowhere: ({ directory }) =>
      `${directory} には書き込めません。別のディレクトリのファイルを指定してください。`,
    signTitle: "引き継ぎに署名",
    about: ({ path, revision, firstSeq, lastSeq, key }) => [
      `エントリー #${firstSeq} から #${lastSeq} の報告書の改訂 ${revision} に、ジャーナルの鍵 ${key} で署名します。`,
      `これは記録され、証跡とともに ${path} に書き込まれます。このファイルを引き継ぎ先の担当者に渡してください。`,
      "コンソールを録画中の場合、このシフトの録画はここで終わり、新しい録画が始まります。",
      "署名した内容は変更できません。質問や差し戻しには次の改訂で答えます。",
    ],
    yes: "はい、署名する",
    writing: "署名してファイルを書き込み中 ...",
    signed: ({ path, seq }) =>
      `#${seq} で引き継ぎました。${path} を引き継ぎ先の担当者に渡してください。回答は handover answer ファイル で取り込みます。`,
    notKept: ({ cause }) => `追記をディスクに保存できないため、追加していません (${cause})。`,
  },
  incoming: {
    title: "シフトの受領",
    howTo: "内容のある項目をすべて読んでください。それまで受領できません。",
    reading: "ファイルを読み込み、検証中 ...",
    verdictTitle: "ファイルの検証結果",
    verdict: ({ from, origin, key, known, revision, shift, sound, mayBeOwn }) => [
      `${from} からの引き継ぎ、改訂 ${revision}: ${shift}。`,
      "検証済み: 改変・欠落・入れ替え・不足はなく、すべてのエントリーと報告書が署名されています。",
      sound
        ? "引き継ぎ元のジャーナルは、報告書の作成時に健全でした。"
        : "引き継ぎ元のジャーナルは、報告書の作成時に健全ではありませんでした。理由はその項目にあります。",
      `ジャーナル ${origin}、鍵 ${key}。`,
      known
        ? "この鍵の報告書には以前に回答しています。"
        : "この鍵はまだ登録がありません。ファイルではなく、引き継ぎ元の担当者の画面 (shoseki key show) と照合してください。",
      ...(mayBeOwn
        ? [
            "警告: 現在のユーザーおよびマシンから引き継がれたものです。別の担当者のシフトでない限り、受領しないでください。受領する際に誰のシフトかを確認します。",
          ]
        : []),
    ],
    agree: "本人の鍵である: 報告書を読む",
    goOn: "報告書を読む",
    toRead: "未読",
    seen: "既読",
    answers: ({ count }) => `回答 ${count} 件`,
    left: ({ count }) => (count === 0 ? "すべて既読" : `未読 ${count} 件`),
    read: "読む",
    question: "質問",
    sendQuestions: "質問を送る",
    accept: "受領",
    refuse: "差し戻し",
    asksQuestion: ({ section, seqs }) =>
      `「${section}」について何を質問しますか?${seqs ? "\n特定のエントリーについては #番号 で始めてください。" : ""}`,
    notThere: ({ seq, section }) => `「${section}」に #${seq} はありません。質問は追加されていません。`,
    noQuestion: "質問はありません",
    withdrawFirst: "質問があります。送るか、削除してください",
    readFirst: ({ parts }) => `最後まで読んでいない項目: ${parts.join("、")}`,
    asksAccept: ({ word, path }) =>
      `報告書のとおりにシフトを受領し、同じ内容にあなたの鍵で署名します。あなたのジャーナルに記録され、回答は ${path} に書き込まれます。\n受領するには ${word} と入力してください:`,
    notThat: "一致しません。受領していません。",
    asksWhose:
      "現在のユーザーおよびマシンから引き継がれたシフトです。受領する理由をジャーナルに記録します。\n誰のシフトですか?",
    asksReason: ({ path }) =>
      `報告書を差し戻します。差し戻しに署名し、あなたのジャーナルに記録して、回答を ${path} に書き込みます。シフトは引き継ぎ元に残ります。\n差し戻しの理由は?`,
    asksSend: ({ count, path }) =>
      `質問 ${count} 件を引き継ぎ元の担当者に返します。署名し、あなたのジャーナルに記録して、${path} に書き込みます。シフトは引き継ぎ元に残ります。`,
    mustBeSaid: "理由が必要です。回答していません。",
    writing: "記録して回答を書き込み中 ...",
    answered: ({ decision, path, seq }) =>
      `#${seq} で${{ accepted: "受領しました", refused: "差し戻しました", questioned: "質問しました" }[decision]}。${path} を引き継ぎ元の担当者に渡してください。`,
  },
  answer: {
    title: "引き継ぎへの回答",
    about: ({ decision, from, key, revision, reason, known }) => [
      `${from} が改訂 ${revision} ${{ accepted: "を受領", refused: "を差し戻し", questioned: "に質問" }[decision]}し、鍵 ${key} で署名しました。`,
      ...(reason === null ? [] : [`理由: ${reason}`]),
      known
        ? "この鍵は以前にあなたの引き継ぎに回答しています。"
        : "鍵を引き継ぎ先の担当者の画面 (shoseki key show) と照合してください。",
    ],
    takeIn: "本人の鍵である: 回答を記録する",
    record: "回答を記録する",
    takenIn: ({ decision, seq }) =>
      decision === "accepted"
        ? `#${seq} に記録しました。シフトは受領されました。`
        : `#${seq} に記録しました。次の改訂で再度引き継いでください。`,
    acceptedTwice: ({ seq, key }) =>
      `#${seq} に記録しました。2 人の担当者がシフトを受領しています。先に受領したのは鍵 ${key} です。双方に確認してください。`,
  },
  list: {
    title: "引き継ぎ一覧",
    empty: "このジャーナルに引き継ぎはありません。",
    outgoing: ({ revision, at, id }) => `${at}  ${id}  引き継ぎ、改訂 ${revision}`,
    incoming: ({ revision, at, id, origin }) => `${at}  ${id}  ${origin} から、改訂 ${revision}`,
    asksAgain: "同じ内容のファイルを再度書き込みます。書き込み先は? 空欄: 元の名前でここに。",
    writtenAgain: ({ path }) => `再度書き込みました: ${path}。`,
  },
  waive: { waived: ({ seq }) => `#${seq} に記録しました。引き継ぎなしでシフトを開始します。` },
  leave: {
    notHandedOver: ({ count }) => `前回の引き継ぎ以降の操作 ${count} 件が、誰にも引き継がれていません。`,
    handOver: "先に引き継ぐ",
  },
};
