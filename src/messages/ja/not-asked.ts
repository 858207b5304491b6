import type { ErrorFacts } from "#domain/errors.js";
import type { ExactState, NotAsked } from "#domain/not-asked.js";
import type { ErrorTexts } from "#messages/catalogue.js";

/** Why the program has not asked the server, right before it would have. */
export const notAsked = {
  NOT_ASKED: (why) => {
    const [what, next] = reasonOf(why);
    return { what, notDone: "サーバーには変更を要求していません。", next };
  },
} satisfies Partial<ErrorTexts>;

type Reasons = {
  readonly [F in NotAsked["fault"]]: (why: Extract<NotAsked, { fault: F }>) => readonly [string, string];
};

const again = "info で現在の状態を確認し、あらためて実行してください。";

const state: Readonly<Record<ExactState, string>> = {
  on: "稼働中",
  off: "電源オフ",
  paused: "一時停止",
  saved: "サスペンド（メモリはファイルに保存）",
};

const reasons: Reasons = {
  POWER_STATE: ({ state: is, needs }) => [
    `仮想マシンの状態は現在「${state[is]}」です。この操作は${needs.map((each) => `「${state[each]}」`).join("または")}の状態でのみ実行できます。`,
    "必要であれば、先にその状態にしてください。",
  ],
  NO_GUEST_KIND: noGuestKind,
  NO_DISK: ({ disk }) => [`仮想マシンにディスク ${disk} がなくなっています。`, again],
  SIZE_UNKNOWN: ({ disk }) => [
    `ディスク ${disk} の現在の容量が不明です。`,
    "ストレージプールが稼働していることを確認し (virsh pool-list --all)、あらためて実行してください。",
  ],
  DISK_ONLY_GROWS: ({ disk, bytes, askedBytes }) => [
    `ディスク ${disk} の容量は ${bytes} バイトで、${askedBytes} バイトに縮小することはできません。`,
    "より大きい容量を指定してください。",
  ],
  NO_VOLUME: ({ disk, wanted }) =>
    wanted === "COPY"
      ? [
          `ディスク ${disk} はストレージプールにないか、ホストからのパススルーであるため、コピーできません。`,
          "先にプールへ移すか、そのディレクトリーをプールとして定義してください (virsh pool-define-as)。パススルーのディスクは取り外してください。",
        ]
      : [
          `ディスク ${disk} はストレージプールにないため、拡張できるのは稼働中だけです。`,
          "先に起動するか、そのディレクトリーをプールとして定義してください (virsh pool-define-as)。",
        ],
  SLOT_TAKEN: ({ slot }) => [`仮想マシンの ${slot} はすでに使われています。`, again],
  NO_POOL: () => [
    "仮想マシンのディスクがストレージプールにないため、新しいディスクの作成先がありません。",
    "ディスクのディレクトリーをプールとして定義してから (virsh pool-define-as)、あらためて実行してください。",
  ],
  NO_HOT_REMOVE: () => [
    "稼働中のゲストから CPU を取り外しても、実際に外れたかどうかを確認できません。",
    "もう一度実行すると次回の起動から反映されます。または、先に停止してください。",
  ],
  CPUS_PLUGGED_IN: ({ wanted }) => [
    "稼働中に CPU が追加された仮想マシンです。libvirt はメモリを含むスナップショットにこの状態では戻せず、停止したままになります。",
    wanted === "MAKE"
      ? "次のスナップショットの前に停止して起動し直すか、電源オフの状態で作成してください。"
      : "別のスナップショットに戻してください。電源オフの状態であれば、このスナップショットのディスクだけを元に戻せます (ディスクごとに qemu-img snapshot -a NAME)。",
  ],
  DISKS_DIFFER: ({ now, later }) => [
    `一時停止中の仮想マシンのディスク（${now || "なし"}）が、構成上のディスク（${later || "なし"}）と異なります。`,
    "いったん起動し、シャットダウンしてから削除するか、ディスクを残してください (--keep-disks)。",
  ],
  VOLUME_IN_USE: ({ by, holder, disk, place, isSure }) => {
    const named = place ?? "名前のないもの";
    const has =
      by === "MACHINE"
        ? `仮想マシン ${holder} が ${named} を ${disk} として使用しています`
        : `ボリューム ${holder} が ${named} を元にしています`;
    return isSure
      ? [
          `この仮想マシン専用ではないボリュームがあります: ${has}。`,
          "先にそちらを切り離すか、ディスクを残してください (--keep-disks)。",
        ]
      : [
          `ボリュームがこの仮想マシン専用かどうかを確認できません: ${has}が、内容を確認済みのどのストレージプールにもありません。`,
          `${by === "MACHINE" ? "もう存在しないものであれば、その仮想マシンから取り外してください (virsh change-media --eject、detach-disk)。存在する場合は、" : ""}そのプールを起動するか (virsh pool-start)、定義して更新し (pool-define-as、pool-refresh)、あらためて実行してください。または、ディスクを残してください (--keep-disks)。`,
        ];
  },
};

/** Of a plan, too: what is the matter, and what to do. */
export function noGuestKind({ guest, known }: ErrorFacts["NO_GUEST_KIND"]): readonly [string, string] {
  return [
    `このホストでは種類「${guest}」のゲストを実行できません。`,
    `実行できる種類（${known.join("、")}）を指定するか、--guest を付けずに実行してください。`,
  ];
}

function reasonOf(why: NotAsked): readonly [string, string] {
  const reason = reasons[why.fault] as (why: NotAsked) => readonly [string, string];
  return reason(why);
}
