import type { ErrorFacts } from "#domain/errors.js";
import type { MoveObstacle } from "#domain/move-obstacle.js";
import type { ErrorTexts } from "#messages/catalogue.js";

/** Why a machine cannot go to another server's host. */
export const moves = {
  MOVE_IMPOSSIBLE: (facts) => ({
    what: `${facts.name} は ${facts.to} へ移行できません。${said[facts.why](facts)}。`,
    notDone: "何も送信されていません。",
    next: next[facts.why],
  }),
} satisfies Partial<ErrorTexts>;

type Facts = ErrorFacts["MOVE_IMPOSSIBLE"];

const said: Readonly<Record<MoveObstacle, (facts: Facts) => string>> = {
  NOT_OPEN: () =>
    "この接続先のホストは 1 台だけで、別のサーバーのホストへ移行するには両方に接続したコンソールが必要です",
  SAME_HOST: () => "現在稼働しているホストと同じで、自ホストへの移行では仮想マシンが失われるおそれがあります",
  UUID_TAKEN: () => "移行先に同じ UUID の仮想マシンがあります",
  DATASTORE: () => "libvirt は同じホストのストレージプール間の移動に対応していません",
  FOLDER: () => "libvirt にフォルダーはありません",
  SAVED: () => "サスペンド中で、メモリの内容は現在のホストのファイルに保存されています",
  SNAPSHOTS: () => "スナップショットがあり、移行先に引き継げません",
  OFF: () => "このハイパーバイザー用のドライバーは稼働中の仮想マシンしか移行できません",
  OFF_WITH_DISKS: ({ about }) =>
    `電源がオフで、ディスク ${about} は現在のホストにしかありません (ディスクをコピーできるのは稼働中だけです)`,
  NO_COPYING: ({ about }) =>
    `ディスク ${about} は現在のホストにしかなく、このハイパーバイザー用のドライバーはディスクをコピーできません`,
  DISK_EXISTS: ({ about }) =>
    `ディスク ${about} と同じ名前、同じ容量のものが移行先にすでにあり、上書きすることになります`,
  DISK_TAKEN: ({ about }) =>
    `ディスク ${about} と同じ名前のものが移行先にあり、別の仮想マシンが使用しているか、使用していないと確認できません`,
  DISK_SIZE: ({ about }) =>
    `ディスク ${about} と同じ名前のものが移行先にあり、容量が異なるか、容量を確認できません`,
  DISK_ITSELF: ({ about }) =>
    `ディスク ${about} は両ホストが共有するディレクトリにあり、移行先から見えるのもディスクそのもので、自身に上書きすることになります`,
  NO_POOL: ({ about }) =>
    `ディスク ${about} と同じ場所を持つ稼働中のストレージプールが移行先にないか、その内容を確認できません`,
  NOT_SHARED: ({ about }) =>
    `ディスク ${about} は複数のホストで共有できるプールにありますが、移行先には同じソースの稼働中のプールがないか、そこにディスクが見えません`,
  DISK_SHAREABLE: ({ about }) =>
    `ディスク ${about} は共有可能 (shareable) で現在のホストにしかなく、コピーするとほかの仮想マシンが書き込むディスクと別のものになります`,
  DISK_READ_ONLY: ({ about }) =>
    `ディスク ${about} は読み取り専用のためコピーされず、同じ名前と容量のものが移行先に見えません`,
  DISK_NEXT_START: ({ about }) =>
    `ディスク ${about} は次回の起動から接続されるもので、移行元に取り残されます`,
  URI_FORM: () => "URI がホストを示す libvirt の形式ではありません",
  URI_PARAMETERS: () => "URI に鍵のパスなどのパラメーターが含まれています (URI は記録されます)",
  URI_UNUSED: () =>
    "URI は libvirt のホストから別のホストへの接続方法ですが、そのホストは同じサーバーにあります",
  URI_DRIVER: ({ about }) => `URI のドライバーが移行先のドライバー (${about}) と異なります`,
  URI_HOST: ({ about }) =>
    `URI が別のホストを指している可能性があります (確認済みの移行先の名前は ${about} で、ディスクを確認したのもそのホストだけです)`,
  URI_PATH: ({ about }) => `URI の末尾が移行先の接続先と同じ ${about} ではありません`,
  OVERWRITE_UNUSED: () => "--overwrite-disks は libvirt のホストから別のホストへの移行でだけ使えます",
};

const uriNext =
  "--desturi qemu+tcp://kvm-b/system のように、ドライバー、トランスポート、ホスト、パスだけを指定してください。";

const next: Readonly<Record<MoveObstacle, string>> = {
  NOT_OPEN:
    "コンソールで connect を使って移行先にも接続し (connect qemu+ssh://root@kvm-b/system)、そこで実行してください。",
  SAME_HOST: "別のホストを指定してください。hosts で一覧を確認できます。",
  UUID_TAKEN: "info で確認し、古い複製であれば先に削除するか移動してください。",
  DATASTORE:
    "電源をオフにして手作業でボリュームを移動し (virsh vol-clone と virsh edit)、note で記録してください。",
  FOLDER: "ホストだけを指定してください。",
  SAVED: "先に start で起動し、稼働中に移行してください。",
  SNAPSHOTS: "先にスナップショットを削除するか、移行を取りやめてください。",
  OFF: "先に start で起動し、稼働中に移行してください。",
  OFF_WITH_DISKS: "先に start で起動するか、両ホストで共有するプールにボリュームを移してください。",
  NO_COPYING: "両ホストで共有するプールにボリュームを移してください。",
  DISK_EXISTS:
    "両ホストがこのディレクトリを共有している場合、それはディスクそのものです。両ホストで netfs プールとして定義してください。そうでなければ以前の移行で残ったものかもしれません。不要であれば移行先で削除するか、--overwrite-disks を付けてください (内容は失われます)。",
  DISK_TAKEN: "移行先のボリュームを確認し、不要であれば名前を変更するか削除してください。",
  DISK_SIZE: "移行先のボリュームを確認し、不要であれば名前を変更するか削除してください。",
  DISK_ITSELF: "両ホストで、このディレクトリを同じソースの netfs プールとして定義してください。",
  NO_POOL:
    "移行先で同じパスのストレージプールを定義して開始してください。ファイル以外のボリュームは作成も必要です。",
  NOT_SHARED:
    "移行先に同じソースのプールを定義して開始し (virsh pool-dumpxml)、ボリュームが見えることを確認してください。",
  DISK_SHAREABLE: "両ホストで共有するプールにボリュームを移してください。",
  DISK_READ_ONLY:
    "メディアを取り出すか (virsh change-media)、同じファイルを移行先の同じパスのプールに置いてください。",
  DISK_NEXT_START:
    "仮想マシンを停止して起動し直すか、ディスクを取り外してから (virsh detach-disk --config) 移行してください。",
  URI_FORM: uriNext,
  URI_PARAMETERS: uriNext,
  URI_UNUSED: "--desturi を付けずに実行してください。",
  URI_DRIVER: uriNext,
  URI_HOST:
    "移行先が自身に付けている名前を指定するか、移行元から見た名前で connect し直し、--desturi を付けずに実行してください。",
  URI_PATH: uriNext,
  OVERWRITE_UNUSED: "--overwrite-disks を付けずに実行してください。",
};
