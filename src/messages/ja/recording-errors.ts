import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

/** コンソールの録画。 */
export const recordingErrors = {
  RECORDING_FAILED: ({ file, cause, full, means }) => ({
    what: `録画 casts/${file} に書き込めません: ${unended(cause)}。`,
    notDone: {
      unrecorded: "これ以降の画面は録画されません。コンソールとジャーナルはそのまま使えます。",
      "as-before": "新しい録画は始まっていません。これまでの録画はそのまま続いています。",
      left: "この接続先では録画中にしかコンソールを使えないため、以後の操作は開始されません。実行中だったものは完了まで見届けました。",
      "no-login": "この接続先では録画中にしかコンソールを使えないため、ログインしていません。",
    }[means],
    next: `${full ? "ジャーナルのあるディスクの空きを増やし" : "ジャーナルの casts/ にファイルを書き込めるようにし"}、${
      {
        unrecorded: "record on で新しい録画を始めてください",
        "as-before": "もう一度指示してください",
        left: "コンソールを開き直してください",
        "no-login": "開き直してください",
      }[means]
    }。`,
  }),
  RECORDING_REQUIRED: ({ name, by }) => ({
    what: {
      profile: `${name} のプロファイルは、コンソールの録画を必須としています。`,
      option: `このコンソールは ${name} に --record required を付けて開かれています。`,
    }[by],
    notDone: "録画は続いています。何も止めていません。",
    next: {
      profile: "必要であれば、プロファイルの管理者が recording: on に変更してください。",
      option: "--record on で開けば、録画を止めることができます。",
    }[by],
  }),
} satisfies Partial<ErrorTexts>;
