import { isHalfDone } from "#domain/half-done.js";
import type { Crossed } from "#domain/move-obstacle.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const nobodyKnows = "変更操作の途中だった場合、実行されたかどうかは不明です。再送はしていません。";
const look =
  "再実行の前に対象の状態を確認してください。次回この接続先にログインしたときに、結果が調査され記録されます。";

const setRight = "サーバーのメッセージを確認し、原因を取り除いてから再度実行してください。";

/** A call was made. */
export const call = {
  SERVER_FAULT: (said) =>
    isHalfDone(said.fault)
      ? byHalf(said)
      : {
          what: `サーバーが要求を拒否しました: ${unended(said.message)}（${said.fault}）。`,
          notDone:
            "サーバーの応答によれば、要求は実行されていません。エントリーがある場合、現在の状態はその AFT に記録されています。",
          next: setRight,
        },
  TASK_FAILED: (said) =>
    isHalfDone(said.fault)
      ? byHalf(said)
      : {
          what: `サーバーのタスクが失敗しました: ${unended(said.message)}（${said.fault}）。`,
          notDone: "変更は完了していません。現在の状態はエントリーの AFT に記録されています。",
          next: setRight,
        },
  FAILED_YET_SHOWN: ({ name, fault, message }) => ({
    what: `サーバーは失敗を報告しました: ${unended(message)}（${fault}）。ただし ${name} は要求どおりの状態になっています。`,
    notDone:
      "関連する変更の一部が実行されていない可能性があります。また、他者による変更である可能性もあります。",
    next: `再実行の前に info ${name} で状態を確認し、サーバーのメッセージを確認してください。`,
  }),
  SERVER_UNSURE: ({ fault, message }) => ({
    what: `実行されたかどうか不明であるとサーバーが応答しました: ${unended(message)}（${fault}）。`,
    notDone: "結果は不明です。再送はしていません。",
    next: look,
  }),
  SESSION_ENDED: () => ({
    what: "サーバーがセッションを終了しました。",
    notDone: "最後に指定した操作は実行されていません。",
    next: "ログインし直して、再度実行してください。",
  }),
  NOT_SENT: ({ cause }) => ({
    what: `要求を送信できませんでした: ${unended(cause)}。`,
    notDone: "何も送信されていません。",
    next: "接続を確認し、再度実行してください。",
  }),
  CONNECTION_LOST: ({ cause }) => ({
    what: `要求の送信後に接続が切れました: ${unended(cause)}。`,
    notDone: nobodyKnows,
    next: look,
  }),
  REPLY_TIMEOUT: ({ seconds }) => ({
    what: `${seconds} 秒以内に応答がありませんでした。`,
    notDone: nobodyKnows,
    next: look,
  }),
  REPLY_INVALID: ({ problem }) => ({
    what: `サーバーの応答を解釈できません: ${unended(problem)}。`,
    notDone: nobodyKnows,
    next: look,
  }),
  GAVE_UP_WAITING: () => ({
    what: "タスクの終了を待たずに待機を打ち切りました。",
    notDone: "タスクは中止されておらず、実行中の可能性があります。結果は不明です。",
    next: look,
  }),
  SHARED_SESSION_LOST: () => ({
    what: "経由していたコンソールが、結果を返す前に終了したか、解釈できない応答を返しました。",
    notDone: "指定した操作の全部または一部が実行されたかどうかは不明です。再実行はしていません。",
    next: "再実行の前に、shoseki log で記録を、対象でその状態を確認してください。",
  }),
  CANCELLED: ({ fault, message }) => ({
    what: `キャンセルの要求により、サーバーがタスクを途中で終了しました: ${unended(message)}（${fault}）。`,
    notDone: "変更は完了していません。現在の状態はエントリーの AFT に記録されています。",
    next: "途中までの変更が残っている可能性があります。再実行の前に対象の状態を確認してください。",
  }),
  NOT_CANCELLED: ({ name }) => ({
    what: `キャンセルを要求しましたが、${name} のタスクは最後まで実行されました。`,
    notDone: "キャンセルされておらず、変更は完了しています。",
    next: "エントリーの AFT を確認してください。元に戻す方法は help VERB で確認できます。",
  }),
  CHANGE_NOT_SHOWN: ({ name, of }) => ({
    what: `サーバーは${of === "TASK" ? "タスクの成功を報告しました" : "要求を受け付けました"}が、${name} にはまだ変更が反映されていません。`,
    notDone: "変更が有効になったかどうかは確実ではありません。",
    next: `次の操作の前に info ${name} で状態を確認してください。`,
  }),
  AT_BOTH: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}が、${name} が ${from} と ${to} の両方にあります。`,
    notDone: `移行が完了したかどうかは不明です。${from} の ${name} は削除されていません。`,
    next: `${from} の側では起動しないでください。両方で稼働するとディスクが壊れます。info で両方を確認し、${to} の側が正常に動作していれば ${from} の側の定義を削除してください (virsh undefine。ディスクは残ります)。`,
  }),
  STILL_THERE: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}が、${name} はまだ ${from} にあり、${to} には見当たりません。`,
    notDone: "移行されたかどうかは不明です。",
    next: `再び移行する前に info ${name} で状態を確認してください。`,
  }),
  NOWHERE: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}が、${name} は ${from} になく、${to} にも見当たりません。`,
    notDone: "現在の所在は不明です。",
    next: "両方のホストで確認し (virsh list --all)、見つかるまで同じ名前の仮想マシンを作成しないでください。ディスクはどちらかに残っている可能性があります。",
  }),
  LOOK_ELSEWHERE: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}。${name} は ${from} からなくなりましたが、現在 ${to} には問い合わせできません。`,
    notDone: `${to} にあるかどうかは不明です。`,
    next: `${from} と並べて ${to} に再び接続してください。自動的に確認され、記録されます。`,
  }),
} satisfies Partial<ErrorTexts>;

/** In our words, which have the server's in them. */
function byHalf({ fault, message }: { readonly fault: string; readonly message: string }) {
  return {
    what: `一部だけが実行されたか、途中で作成したものが残っています: ${unended(message)}（${fault}）。`,
    notDone: "残りは実行されていません。現在の状態はエントリーの AFT に記録されています。",
    next: "再実行の前に現在の状態を確認し、必要な対処をしてください。",
  };
}

function moved({ fault, message }: Pick<Crossed, "fault" | "message">): string {
  if (fault === undefined) return "サーバーは移行の成功を報告しました";
  return `サーバーは移行の失敗を報告しました（${unended(message ?? "")}、${fault}）`;
}
