import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const noEvidence = "エントリーがディスクに書き込まれない限り、ハイパーバイザーには何も送信されません。";

/** The journal, and what should not happen. */
export const journal = {
  JOURNAL_UNWRITABLE: ({ directory, cause }) => ({
    what: `ジャーナル ${directory} に書き込めません: ${unended(cause)}。`,
    notDone: `エントリーは書き込まれていません。${noEvidence}`,
    next: "ディスクの空き容量とアクセス権を確認するか、--journal で別のジャーナルを指定してください。",
  }),
  JOURNAL_LOCKED: ({ directory, seconds }) => ({
    what: `ジャーナル ${directory} は別のプロセスによって ${seconds} 秒間ロックされたままです。`,
    notDone: `エントリーは書き込まれていません。${noEvidence}`,
    next: "同じジャーナルを使用中の shoseki を確認し、その終了後に再度実行してください。",
  }),
  JOURNAL_DAMAGED: ({ where, problem }) => ({
    what: `ジャーナルが破損しています（${where}）: ${unended(problem)}。`,
    notDone: `何も追記されていません。${noEvidence}`,
    next: "証拠としてそのまま保全し、shoseki verify で検証してください。作業は --journal で新しいジャーナルを指定して続けてください。",
  }),
  JOURNAL_MISSING: ({ directory }) => ({
    what: `${directory} にジャーナルがありません。`,
    notDone: "何も読み取っていません。",
    next: "ジャーナルのディレクトリを指定してください（verify DIR、または --journal DIR か SHOSEKI_JOURNAL）。",
  }),
  JOURNAL_FAILED: ({ directory, cause }) => ({
    what: `ジャーナル ${directory} への書き込みをディスクが確認できませんでした: ${unended(cause)}。`,
    notDone:
      "最後のエントリーがディスクに残っているかどうかは不明です。実行中だった操作は、結果が記録されないまま完了している" +
      "可能性があります。以後は何も送信されません。",
    next: "ディスクを点検してから shoseki verify を実行してください。結果のない操作は次回のログイン時に調査され記録されます。",
  }),
  KEY_MISSING: ({ fingerprint, path }) => ({
    what: `このジャーナルの署名鍵 ${fingerprint} が ${path} に見つかりません。`,
    notDone: `署名は行われていません。${noEvidence}`,
    next: "鍵ファイルを元に戻すか、--journal で新しいジャーナルを始めてください。",
  }),
  KEY_UNREADABLE: ({ path, cause }) => ({
    what: `署名鍵 ${path} を読み取れません: ${unended(cause)}。`,
    notDone: `署名は行われていません。${noEvidence}`,
    next: "ファイルとアクセス権を確認してください。正常な鍵は openssl pkey -in FILE で読み取れます。",
  }),
  PASSPHRASE_MISSING: ({ path }) => ({
    what: `署名鍵 ${path} のパスフレーズが指定されていません。`,
    notDone: `署名は行われていません。${noEvidence}`,
    next: "SHOSEKI_PASSPHRASE を設定するか、端末から実行してください。",
  }),
  PASSPHRASE_WRONG: ({ path }) => ({
    what: `パスフレーズが違うため、署名鍵 ${path} を開けません。`,
    notDone: `署名は行われていません。${noEvidence}`,
    next: "正しいパスフレーズで再度実行してください。ファイルからパスフレーズを復元することはできません。",
  }),
  PASSPHRASES_DIFFER: () => ({
    what: "2 回のパスフレーズが一致しません。",
    notDone: "鍵もジャーナルも作成されていません。",
    next: "もう一度実行し、同じパスフレーズを 2 回入力してください。",
  }),
  ENTRY_TOO_LARGE: ({ bytes, limit }) => ({
    what: `エントリーが ${bytes} バイトになり、1 行の上限 ${limit} バイトを超えます。`,
    notDone: `エントリーは書き込まれていません。${noEvidence}`,
    next: "メモまたは理由を短くしてください。",
  }),
  ENTRY_UNKNOWN: ({ seq }) => ({
    what: `ジャーナルに ${seq} 番のエントリーはありません。`,
    notDone: "何も出力していません。",
    next: "shoseki log で番号を確認してください。",
  }),
  INTERNAL: ({ problem }) => ({
    what: `Shoseki 自身の不具合が発生しました: ${unended(problem)}。`,
    notDone: "実行中の処理は完了していません。どこまで進んだかはジャーナルで確認できます。",
    next: "対象の状態と shoseki log を確認し、このメッセージを添えて不具合を報告してください。",
  }),
} satisfies Partial<ErrorTexts>;
