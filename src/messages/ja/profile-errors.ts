import type { ErrorTexts } from "#messages/catalogue.js";
import { profileProblem } from "#messages/ja/profile-problems.js";
import { unended } from "#messages/wording.js";

/** A profile is not there, or cannot be taken as it is. */
export const profileErrors = {
  PROFILE_INVALID: ({ path, line, column, problem }) => ({
    what: `${path}:${line}:${column}: ${unended(profileProblem(problem))}。`,
    notDone: "プロファイルは一部も適用されておらず、セッションも開かれていません。",
    next: "ファイルを修正してください。書式は shoseki profile schema で確認できます。",
  }),
  PROFILE_UNKNOWN: ({ name, nearest, path }) => ({
    what: `プロファイル「${name}」はありません（${path}）。`,
    notDone: "何も実行されておらず、セッションも開かれていません。",
    next:
      nearest === null
        ? `shoseki profile list で一覧を確認するか、shoseki profile add ${name} --endpoint vsphere://ホスト（または qemu:///system など）で作成してください。`
        : `「${nearest}」ではありませんか。一覧は shoseki profile list で確認できます。`,
  }),
  PROFILE_EXISTS: ({ name, path }) => ({
    what: `プロファイル「${name}」はすでにあります（${path}）。`,
    notDone: "何も書き込まれておらず、ファイルは元のままです。",
    next: `ファイルを編集するか、別の名前を指定するか、shoseki profile remove ${name} で削除してください。`,
  }),
  PROFILE_UNWRITABLE: ({ path, cause }) => ({
    what: `プロファイル ${path} に書き込めません: ${unended(cause)}。`,
    notDone: "何も変更されていません。",
    next: "ディレクトリとそのアクセス権、ディスクの空き容量を確認してください。",
  }),
  ONE_JOURNAL_ONLY: ({ name, open, wanted }) => ({
    what:
      wanted === null
        ? `このコンソールは使い捨ての鍵によるシミュレーターのジャーナル ${open} に記録しています。${name} はシミュレーターではありません。`
        : `コンソールが記録するジャーナルは 1 つだけです。現在のジャーナルは ${open} ですが、プロファイル ${name} は ${wanted} を指定しています。`,
    notDone: "この接続先のセッションは開かれていません。",
    next:
      wanted === null
        ? `${name} を別のコンソールで開くか、--journal DIR を付けてこのコンソールを開き直してください。`
        : `${name} を別のコンソールで開くか、--journal DIR（プロファイルより優先）を付けてこのコンソールを開き直してください。`,
  }),
} satisfies Partial<ErrorTexts>;
