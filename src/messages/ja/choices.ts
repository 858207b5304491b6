import type { Choice, ChoiceReason } from "#domain/choice.js";
import { groupsOf } from "#messages/wording.js";

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
  return `${names[what]} ${value}`;
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
  default: "既定値",
};
