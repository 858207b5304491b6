import type { ErrorFacts } from "#domain/errors.js";
import type { ApartReason } from "#domain/move-obstacle.js";
import type { NameProblem } from "#domain/name-problem.js";
import type { SizeProblem, SizeUnit } from "#domain/size-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { lackNext, lackSaid } from "#messages/ja/lacks.js";
import { lossSentences } from "#messages/ja/losses.js";
import { noGuestKind } from "#messages/ja/not-asked.js";
import { term } from "#messages/wording.js";

const notSent = "何も送信されていません。";

const words: Readonly<Record<string, string>> = {
  CPUs: "CPU 数",
  memory: "メモリ",
  name: "名前",
  disk: "ディスク容量",
  place: "場所",
  on: "電源オン",
  off: "電源オフ",
  suspended: "サスペンド",
  standby: "スタンバイ",
  unknown: "不明",
};

/** What is no word of ours (a disk's label, ...) stands apart from the Japanese around it. */
const say = (text: string): string => term(words, text, ` ${text} `);

/** What a server may remember, and libvirt does not. */
const RECORDS: ReadonlyMap<string, string> = new Map([
  ["events", "イベント"],
  ["tasks", "タスク"],
]);

/** The plan says why it would be refused. */
export const plan = {
  POWER_STATE: ({ name, power, needs }) => ({
    what: `${name} の電源状態は「${say(power)}」です。この操作は${needs
      .split("|")
      .map((state) => `「${say(state)}」`)
      .join("または")}の状態でのみ実行できます。`,
    notDone: notSent,
    next: `必要であれば、先に ${name} をその状態にしてください。`,
  }),
  NO_CHANGE: ({ name, what, value }) => ({
    what: `${name} の${say(what)}はすでに ${value} です。`,
    notDone: "変更の必要がないため、何も送信されていません。",
    next: `info ${name} で現在の値を確認してください。`,
  }),
  NAME_TAKEN: ({ name, path }) => ({
    what: `名前「${name}」はすでに ${path} で使われています。`,
    notDone: notSent,
    next: "別の名前を指定してください。",
  }),
  NAME_INVALID: (facts) => ({
    what: `名前 ${JSON.stringify(facts.name)} は付けられません: ${badName[facts.problem](facts)}。`,
    notDone: notSent,
    next: "別の名前を指定してください。",
  }),
  NO_HOT_ADD: ({ name, what }) => ({
    what: `${name} は稼働中で、${say(what)}のホットアドが無効なため増やせません。`,
    notDone: notSent,
    next: `先に ${name} を停止するか、電源オフ時にホットアドを有効にするよう依頼してください。`,
  }),
  NO_HOT_REMOVE: ({ name, what }) => ({
    what: `${name} は稼働中のため、${say(what)}を減らせません。`,
    notDone: notSent,
    next: `先に ${name} を停止してください。`,
  }),
  SIZE_IMPOSSIBLE: ({ what, asked, problem }) => ({
    what: `${say(what)}を ${asked} にはできません: ${badSize(problem)}。`,
    notDone: notSent,
    next: "プラットフォームで設定できる値を指定してください。",
  }),
  IS_TEMPLATE: ({ name }) => ({
    what: `${name} はテンプレートのため、電源操作や構成変更の対象になりません。`,
    notDone: notSent,
    next: "仮想マシンを指定するか、clone でこのテンプレートから仮想マシンを作成してください。",
  }),
  MACHINE_UNREACHABLE: ({ name }) => ({
    what: `ハイパーバイザーから ${name} のホストまたはファイルにアクセスできません。`,
    notDone: notSent,
    next: "先にホストとデータストアを復旧してください。",
  }),
  NO_GUEST_KIND: (facts) => {
    const [what, next] = noGuestKind(facts);
    return { what, notDone: notSent, next };
  },
  NOT_SUPPORTED: ({ operation, platform, why }) => {
    if (RECORDS.has(operation)) {
      return {
        what: `${platform} には${RECORDS.get(operation)}の記録がありません。`,
        notDone: "何も行われていません。",
        next: "Shoseki で行った操作は shoseki log または shoseki touched MACHINE で確認できます。",
      };
    }
    return {
      what: `${platform} は ${operation} に対応していません${why === undefined ? "" : `（${lackSaid[why]}）`}。`,
      notDone: notSent,
      next: why === undefined ? "help で実行できる操作を確認してください。" : lackNext(why, operation),
    };
  },
  NEEDS_YES: ({ operation, name, losses }) => ({
    what: [
      `${name} への ${operation} は元に戻せない操作ですが、実行が承認されていません。`,
      ...lossSentences(losses),
    ].join(""),
    notDone: notSent,
    next: "対象と失われるものを確認のうえ、--yes を付けて実行してください。",
  }),
  TARGET_CHANGED: ({ name }) => ({
    what: `計画の確認後に ${name} の状態が変わりました。`,
    notDone: "確認した内容と異なる結果になるため、何も送信されていません。",
    next: `info ${name} で現在の状態を確認し、あらためて実行してください。`,
  }),
  NOT_KEPT: ({ name }) => ({
    what: `${name} は実行中だけ存在する仮想マシンです（transient）。メモリの内容も構成の変更も保存できません。`,
    notDone: notSent,
    next: "先にハイパーバイザー側のツールでサーバーに定義してください。定義すれば停止後も残ります。",
  }),
  DISKS_NOT_KEPT: ({ name, platform }) => ({
    what: `${platform} では、ディスクを残して ${name} だけを削除することはできません。`,
    notDone: notSent,
    next: "--keep-disks を付けなければディスクも削除されます。残す場合は、プラットフォーム標準のツールでインベントリーから登録を解除してください。",
  }),
  NO_TOOLS: ({ name }) => ({
    what: `${name} のゲスト OS で VMware Tools が動作していないため、ゲスト OS に要求を送れません。`,
    notDone: notSent,
    next: "ゲスト OS で open-vm-tools または VMware Tools を起動するか、強制的に行う stop か reset を使ってください。",
  }),
  READ_ONLY: ({ by }) => ({
    what: `このセッションは読み取り専用です (${readOnlyBy[by]})。`,
    notDone: notSent,
    next: toChange[by],
  }),
  PROTECTED: ({ name, pattern }) => ({
    what: `${name} はプロファイルで保護されています (${pattern})。`,
    notDone: notSent,
    next: "本当に行う場合は、別の変更作業としてプロファイルからそのパターンを外してください。",
  }),
  PURPOSE_MISSING: ({ what }) => ({
    what: what === "reason" ? "ここでは理由の入力が必要です。" : "ここでは変更番号の入力が必要です。",
    notDone: notSent,
    next:
      what === "reason"
        ? "--reason TEXT で (コンソールでは reason TEXT で) 理由を指定してください。"
        : "--ticket NUMBER で (コンソールでは ticket NUMBER で) 変更番号を指定してください。",
  }),
  NOT_CONFIRMED: ({ operation, name }) => ({
    what: `${name} への ${operation} はコンソールの外から要求され、コンソールで承認されませんでした。`,
    notDone: notSent,
    next: "コンソールの操作者に確認するか、--no-share を付けて独立したセッションで実行してください。",
  }),
  PLACE_ELSEWHERE: ({ what, endpoint, target, why }) => ({
    what: `${what} は ${endpoint} にありますが、対象は ${target} にあります${why === undefined ? "" : `（${apartSaid[why]}）`}。`,
    notDone: notSent,
    next: why === undefined ? "対象と同じサーバーの場所を指定してください。" : apartNext[why],
  }),
  STOPPED_BY_OPERATOR: () => ({
    what: "送信前にオペレーターが中止しました。",
    notDone: notSent,
    next: "実行する場合は、もう一度指定してください。",
  }),
} satisfies Partial<ErrorTexts>;

const apartSaid: Readonly<Record<ApartReason, string>> = {
  PLATFORM: "Shoseki はこの 2 つの接続先の間の移行に対応していません",
  HYPERVISOR: "ハイパーバイザーの種類が異なります",
};

const apartNext: Readonly<Record<ApartReason, string>> = {
  PLATFORM:
    "移行できるホストを指定してください (同じ接続先のホストは hosts で確認できます)。それ以外の接続先へ移すには、ディスクをコピーして移行先で作成し直し、note で記録してください。",
  HYPERVISOR: "同じ種類のハイパーバイザーのホストを指定してください (KVM から KVM、Xen から Xen)。",
};

const readOnlyBy: Readonly<Record<ErrorFacts["READ_ONLY"]["by"], string>> = {
  profile: "プロファイルの設定",
  option: "--read-only の指定",
  operator: "操作者による切り替え",
  handover: "プロファイルの設定により引き継ぎ待ち",
};

const toChange: typeof readOnlyBy = {
  profile: "変更を行う場合は、変更を許すセッションを別に開いてください。",
  option: "変更を行う場合は、変更を許すセッションを別に開いてください。",
  operator: "変更を行う場合は read-only off で解除してください。",
  handover:
    "受領は handover take FILE.tar、省略は handover waive REASON です（シェルでは shoseki handover accept FILE.tar、shoseki handover waive --reason TEXT）。",
};

const badName: Readonly<Record<NameProblem, (facts: ErrorFacts["NAME_INVALID"]) => string>> = {
  EMPTY: () => "名前が空です",
  SPACE_AT_END: () => "先頭または末尾に空白があります",
  TOO_LONG: ({ name, limit }) => `${name.length} 文字あり、上限の ${limit} 文字を超えています`,
  CONTROL_CHARACTER: () => "制御文字が含まれています",
  NO_FILE_NAME: () => "ファイル名としても使われるため、「.」「..」や「/」を含む名前は使用できません",
};

const units: Readonly<Record<SizeUnit, string>> = { CPUs: "個", MiB: "MiB " };

function badSize(problem: SizeProblem): string {
  switch (problem.kind) {
    case "OUT_OF_RANGE":
      return `設定できるのは ${problem.least} から ${problem.most} ${units[problem.unit]}までです`;
    case "OFF_STEP":
      return `${problem.step} ${units[problem.unit]}の倍数でなければなりません`;
    case "SPLIT_SOCKET":
      return `ソケットあたりのコア数 ${problem.coresPerSocket} の倍数でなければなりません`;
    case "SPLIT_NEW_SOCKET":
      return `${problem.above} 個を超える場合は、トポロジーのソケットあたりの CPU 数 ${problem.coresPerSocket} の倍数でなければなりません`;
    case "SEVERAL_NUMA_NODES":
      return `メモリが ${problem.nodes} 個の NUMA ノードに分かれており、どのノードを変更するかは構成 (XML) でしか指定できません`;
  }
}
