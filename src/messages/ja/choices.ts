import type { Choice, ChoiceReason } from "#domain/choice.js";
import { groupsOf, sizeIn } from "#messages/wording.js";

/** `ホスト esx-02（割り当て済みメモリが最少）、CPU 1・メモリ 1 GiB（既定値）`. */
export function choicesSaid(choices: readonly Choice[]): string {
  return groupsOf(choices, ({ why }) => why)
    .map(([why, group]) => {
      const reason = reasons[why];
      return `${group.map(choiceSaid).join("・")}${reason === null ? "" : `（${reason}）`}`;
    })
    .join("、");
}

function choiceSaid({ what, value }: Choice): string {
  return `${names[what]} ${sizeIn(value)}`;
}

const names: Readonly<Record<Choice["what"], string>> = {
  host: "ホスト",
  datastore: "データストア",
  network: "ネットワーク",
  folder: "フォルダー",
  snapshot: "スナップショット",
  disk: "ディスク",
  cpus: "CPU",
  memory: "メモリ",
  guest: "ゲスト OS",
  port: "ポート",
  screen: "画面",
  route: "経路",
};

const reasons: Readonly<Record<ChoiceReason, string | null>> = {
  asked: null,
  only: "これだけ",
  leastPromised: "割り当て済みメモリが最少",
  mostFree: "空き容量が最大",
  firstByName: "名前順で先頭",
  datacenter: "データセンターの既定",
  sourcesOwn: "複製元と同じ",
  current: "現在のもの",
  time: "日時から作成",
  whileOn: "稼働中に反映",
  nextBoot: "次回の起動から反映",
  givenUp: "次回の起動で反映される予定だったが取り消される",
  notOnClone: "複製先には引き継がれない",
  sourcesPassword: "複製元にパスワードがあれば同じパスワード",
  endpoint: "接続先の設定どおり",
  shared: "両ホストで共有、コピーなし",
  copied: "コピーされる。元のボリュームは残り、そのままでは移行元へ戻せない",
  copiedOver:
    "移行先の同名のボリュームに上書きコピーされる。元のボリュームは残り、そのままでは移行元へ戻せない",
  theirs: "読み取り専用のためコピーなし、移行後は移行先にある同じ名前と容量のものが読まれる",
  kept: "残す",
  keptStandingStill: "あわせて保存、完了までゲストは一時停止",
  default: "既定値",
};
