import type { ErrorTexts } from "#messages/catalogue.js";
import { lackSaid } from "#messages/ja/lacks.js";
import { listed } from "#messages/ja/listed.js";
import { size } from "#messages/wording.js";

const notSent = "何も送信されていません。";

/** The plan says why it would be refused: what is wrong with a machine's disks or snapshots. */
export const storage = {
  NO_DISK: ({ name }) => ({
    what: `${name} にはディスクがありません。`,
    notDone: notSent,
    next: `ディスクを追加するには disk ${name} SIZE --add を実行してください。`,
  }),
  DISK_NOT_ONE: ({ name, label, labels }) => ({
    what:
      label === null
        ? `${name} のどのディスクかが指定されていません。ディスクは次のとおりです: ${listed(labels, 10)}。`
        : `「${label}」では ${name} のディスクを 1 つに特定できません。ディスクは次のとおりです: ${listed(labels, 10)}。`,
    notDone: notSent,
    next: "--disk LABEL で 1 つを指定するか、--add で追加してください。",
  }),
  DISK_ONLY_GROWS: ({ name, label, sizeMiB, askedMiB }) => ({
    what: `${name} の ${label} は現在 ${size(sizeMiB)} で、${size(askedMiB)} への拡張にはなりません。ディスクは縮小できません。`,
    notDone: notSent,
    next: "現在より大きい容量を指定してください。",
  }),
  DISK_FIXED: ({ name, label, why }) => ({
    what: `${name} の ${label} は拡張できません（${
      why === undefined ? "RAW デバイス、または別のディスクの差分です" : lackSaid[why]
    }）。`,
    notDone: notSent,
    next: `代わりにディスクを追加するには disk ${name} SIZE --add を実行してください。`,
  }),
  HAS_SNAPSHOTS: ({ name, label, snapshots }) => ({
    what: `${name} にスナップショットがあるため、${label} を拡張できません: ${listed(snapshots, 6)}。`,
    notDone: notSent,
    next: `不要であれば、先に snapshot remove ${name} NAME で削除してください。`,
  }),
  NO_DISK_SLOT: ({ name }) => ({
    what: `${name} のコントローラーに、ディスクを追加できる空きがありません。`,
    notDone: notSent,
    next: "既存のディスクを拡張するか、プラットフォームのクライアントでコントローラーを追加してください。",
  }),
  NO_SNAPSHOT: ({ name }) => ({
    what: `${name} にはスナップショットがありません。`,
    notDone: notSent,
    next: `必要であれば snapshot create ${name} で作成してください。`,
  }),
  SNAPSHOT_NOT_ONE: ({ name, snapshot, candidates }) => ({
    what:
      snapshot === null
        ? `${name} のどのスナップショットかが指定されていません。候補: ${listed(candidates, 10)}。`
        : `「${snapshot}」では ${name} のスナップショットを 1 つに特定できません。候補: ${listed(candidates, 10)}。`,
    notDone: notSent,
    next: "名前または @ID で 1 つを指定してください。",
  }),
} satisfies Partial<ErrorTexts>;
