import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const nobodyKnows = "変更操作の途中だった場合、実行されたかどうかは不明です。再送はしていません。";
const look =
  "再実行の前に対象の状態を確認してください。次回この接続先にログインしたときに、結果が調査され記録されます。";

/** A call was made. */
export const call = {
  SERVER_FAULT: ({ fault, message }) => ({
    what: `サーバーが要求を拒否しました: ${unended(message)}（${fault}）。`,
    notDone: "何も変更されていません。",
    next: "サーバーのメッセージを確認し、原因を取り除いてから再度実行してください。",
  }),
  TASK_FAILED: ({ fault, message }) => ({
    what: `サーバーのタスクが失敗しました: ${unended(message)}（${fault}）。`,
    notDone: "変更は完了していません。現在の状態はエントリーの AFT に記録されています。",
    next: "サーバーのメッセージを確認し、原因を取り除いてから再度実行してください。",
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
  CHANGE_NOT_SHOWN: ({ name }) => ({
    what: `サーバーはタスクの成功を報告しましたが、${name} にはまだ変更が反映されていません。`,
    notDone: "変更が有効になったかどうかは確実ではありません。",
    next: `次の操作の前に info ${name} で状態を確認してください。`,
  }),
} satisfies Partial<ErrorTexts>;
