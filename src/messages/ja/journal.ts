import type { KeyringLook } from "#domain/key-place.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { failedSaid, unfinishedSaid } from "#messages/ja/command-end.js";
import { isWriteRefused, unended } from "#messages/wording.js";

const noEvidence = "エントリーがディスクに書き込まれない限り、ハイパーバイザーには何も送信されません。";

const keyringLook: Readonly<Record<KeyringLook, string>> = {
  SEARCHED: "OS キーリングにもありません。",
  ABSENT: "ここでは OS キーリングを利用できません。",
  NOT_ASKED: "",
};

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
  OUTCOME_NOT_RECORDED: ({ operation, name, status, cause }) => ({
    what: `${name} の ${operation} は ${status} で終わりましたが、それを記録できませんでした: ${unended(cause)}。`,
    notDone: "意図はジャーナルに未完了のまま残り、結果は書き込まれていません。以後は何も送信されません。",
    next: "この結果を控えておいてください。ジャーナルに書き込めるようになれば、次回のログイン時に調査され記録されます。",
  }),
  KEY_MISSING: ({ fingerprint, path, keyring }) => ({
    what: `このジャーナルの署名鍵 ${fingerprint} が ${path} に見つかりません。${keyringLook[keyring]}`,
    notDone: `署名は行われていません。${noEvidence}`,
    next:
      keyring === "ABSENT"
        ? "鍵ファイルを元に戻すか、鍵を保管した OS キーリングのあるデスクトップ環境で実行するか、--journal で新しいジャーナルを始めてください。"
        : "鍵ファイルを元に戻すか、--journal で新しいジャーナルを始めてください。",
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
    notDone: "鍵の書き込みも、ジャーナルの作成も行われていません。",
    next: "もう一度実行し、同じパスフレーズを 2 回入力してください。",
  }),
  KEYRING_TIMEOUT: ({ fingerprint, path, seconds }) => ({
    what: `OS キーリングが ${seconds} 秒以内に応答しませんでした。署名鍵 ${fingerprint} はその中にある可能性があります（${path} にはありません）。`,
    notDone: `署名は行われていません。${noEvidence}`,
    next: "キーリングのロックを解除するか、表示されている確認に答えてから、再度実行してください。",
  }),
  KEYRING_FAILED: ({ fingerprint, path, cause }) => ({
    what: `OS キーリングを読み取れません: ${unended(cause)}。署名鍵 ${fingerprint} はその中にある可能性があります（${path} にはありません）。`,
    notDone: `署名は行われていません。${noEvidence}`,
    next: "キーリングのロックを解除してから、再度実行してください。",
  }),
  KEY_ROTATED: ({ directory }) => ({
    what: `ジャーナル ${directory} を開いている間に、署名鍵が別の鍵に切り替えられました。`,
    notDone: `エントリーは書き込まれていません。${noEvidence}`,
    next: "いったん終了し、ジャーナルを開き直してください。新しい鍵が使われます。",
  }),
  JOURNAL_IN_USE: ({ directory, sessions }) => ({
    what: `ジャーナル ${directory} は ${sessions} 件のセッションで使用中です。`,
    notDone: "鍵は切り替えられておらず、新しい鍵も残されていません。",
    next: "それらのログアウトを待ってから、再度実行してください。",
  }),
  KEY_NOT_EXPORTED: ({ path, cause }) => ({
    what: `鍵を ${path} に書き込めません: ${unended(cause)}。`,
    notDone: "何も書き出されておらず、既存のファイルも置き換えられていません。",
    next: "既存のディレクトリにある、まだ存在しないファイル名を指定してください。",
  }),
  CHECKPOINT_NOT_SIGNED: ({ directory, cause }) => ({
    what: `ジャーナル ${directory} のチェックポイントに署名できませんでした: ${unended(cause)}。`,
    notDone: "前回以降のエントリーはまだどのチェックポイントにも含まれず、アンカーも行われていません。",
    next: isWriteRefused(cause)
      ? "ジャーナルのディスクに書き込めるようにしてから、shoseki verify を実行してください。"
      : "エントリーの書き込みは続きます。ディスクの空き容量を確認し、shoseki verify を実行してください。",
  }),
  ANCHOR_COMMAND_FAILED: ({ command, why }) => ({
    what: `アンカーコマンド ${command} ${failedSaid(why)}。`,
    notDone: "チェックポイントはこのコマンドでは保管されていません。",
    next: "チェックポイントのファイルを標準入力に渡して、コマンドを手で実行してみてください。",
  }),
  ANCHOR_COMMAND_UNFINISHED: ({ command, why }) => ({
    what: `アンカーコマンド ${command} ${unfinishedSaid(why)}。`,
    notDone: "チェックポイントが保管されたかどうかは不明です。",
    next: "保管先を確認してください。次のアンカーは 1 時間以内、または次のログイン時に行われます。",
  }),
  ENTRY_TOO_LARGE: ({ bytes, limit }) => ({
    what: `エントリーが ${bytes} バイトになり、1 行の上限 ${limit} バイトを超えます。`,
    notDone: `エントリーは書き込まれていません。${noEvidence}`,
    next: "メモまたは理由を短くしてください。",
  }),
  ENTRY_UNKNOWN: ({ seq }) => ({
    what: `ジャーナルに ${seq} 番のエントリーはありません。`,
    notDone: "何も表示も計画もしていません。",
    next: "shoseki log で番号を確認してください。既定でないジャーナルは --journal DIR で指定します。",
  }),
  EVIDENCE_UNREADABLE: ({ path, expected }) => ({
    what: `${path} は${{ KEYS: "鍵のファイルではありません", CHECKPOINTS: "チェックポイントではないものを含んでいます", PROOF: "証明ではありません" }[expected]}。`,
    notDone: "何も検証していません。",
    next: {
      KEYS: "--signers には、ジャーナルの allowed_signers または vkey の控えをそのまま指定してください。",
      CHECKPOINTS:
        "--against には、ジャーナルの checkpoint の控えを、そのまま（複数なら続けて）指定してください。",
      PROOF:
        "証明は shoseki proof SEQ が出力するもの（c2sp.org/tlog-proof、extra 行にエントリーを含む）です。",
    }[expected],
  }),
  EVIDENCE_ELSEWHERE: ({ path, is }) => ({
    what: `${path} は${
      {
        EMPTY: "空です",
        GZIP: "圧縮されています（gzip）",
        ANSWER: "引き継ぎへの回答です",
        REPORT: "シフトの報告書だけのファイルです",
        RECORDING: "録画だけのファイルです",
        RUN: "手順の実行のカプセルです",
      }[is]
    }。`,
    notDone: "何も検証していません。",
    next: {
      EMPTY: "作成した人からもう一度受け取り、サイズを確認してください。",
      GZIP: "先に展開（gunzip）し、中のファイルを検証してください。",
      ANSWER: "署名は 2 つとも、取り込むとき（shoseki handover answer FILE）に検証されます。",
      REPORT: "報告書が入っているカプセルを検証してください: shoseki verify FILE.tar。",
      RECORDING:
        "録画だけでは何も証明できません。録画が属するジャーナル（shoseki verify DIR）またはシフトのカプセル（shoseki verify FILE.tar）を検証してください。",
      RUN: "実行を引き継ぐとき（shoseki procedure resume RUN --capsule FILE）に検証されます。",
    }[is],
  }),
  PROOF_WITHOUT_KEYS: ({ path }) => ({
    what: `${path} は証明です。証明だけでは、どの鍵を信頼すべきかが分かりません。`,
    notDone: "何も検証していません。",
    next: "手元に控えた allowed_signers または vkey を --signers FILE で指定してください。",
  }),
  INTERNAL: ({ problem }) => ({
    what: `Shoseki 自身の不具合が発生しました: ${unended(problem)}。`,
    notDone: "実行中の処理は完了していません。どこまで進んだかはジャーナルで確認できます。",
    next: "対象の状態と shoseki log を確認し、このメッセージを添えて不具合を報告してください。",
  }),
} satisfies Partial<ErrorTexts>;
