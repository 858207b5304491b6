import type { DoctorTexts } from "#messages/doctor-texts.js";
import { size, unended } from "#messages/wording.js";

const fine = (what: string) => ({ what, how: "" });

const OWN_MODE = "go=";

const newCertificate = "サーバーが信頼する認証局で新しい証明書を発行してください。";
const newAuthority =
  "認証局の新しい証明書に置き換えてください。その認証局が発行した証明書も更新が必要な場合があります。";

export const doctor: DoctorTexts = {
  statuses: { ok: "正常", note: "参考", mend: "要対処" },
  checks: {
    node: "Node の版",
    directories: "ディレクトリ",
    profiles: "プロファイル",
    knownHosts: "既知のホスト",
    keyring: "OS キーリング",
    journal: "ジャーナル",
    key: "署名鍵",
    disk: "ディスク",
    clock: "時計",
    terminal: "端末",
    locale: "ロケール",
    anchorCommand: "アンカーコマンド",
    variables: "環境変数",
    host: "ホスト名",
    socket: "ソケット",
    ssh: "ssh",
    port: "ポート",
    certificate: "証明書",
    server: "サーバー",
  },
  findings: {
    NODE_FINE: ({ version }) => fine(`Node ${version} で動作しています。`),
    NODE_OLD: ({ version, needs }) => ({
      what: `Node ${version} です。Shoseki には ${needs} 以降が必要です。`,
      how: "新しい Node をインストールし、それが PATH の先頭にあることを `node --version` で確認してください。",
    }),

    DIRECTORIES_FINE: () =>
      fine("既存のものは本人の所有で他人には閉じられており、未作成のものも作成できます。"),
    DIRECTORY_UNMAKEABLE: ({ path, above }) => ({
      what: `${path} はまだなく、作成できません。${above} に書き込めません。`,
      how: `${above} を書き込み可能なディレクトリにするか、XDG_STATE_HOME と XDG_CONFIG_HOME で別の場所を指定してください。`,
    }),
    NOT_DIRECTORY: ({ path }) => ({
      what: `${path} はディレクトリではありません。`,
      how: "別の場所へ移してください。ディレクトリは必要になったときに Shoseki が作成します。",
    }),
    NOT_OURS: ({ path, owner }) => ({
      what: `${path} の所有者は別のユーザー（uid ${owner}）です。`,
      how: `root で chown "$USER" '${path}' を実行し、作業する本人の所有にしてください。sudo で Shoseki を実行した可能性があります。`,
    }),
    OPEN_TO_OTHERS: ({ path, mode }) => ({
      what: `${path} にこのマシンの他のユーザーがアクセスできます（モード ${mode}）。`,
      how: `アクセスを閉じてください: chmod ${OWN_MODE} '${path}'`,
    }),
    NOT_USABLE: ({ path, cause }) => ({
      what: `${path} を読み書きできません（${unended(cause)}）。`,
      how: `アクセス権を付けてください: chmod u+rwx '${path}'。読み取り専用のファイルシステムであれば別の場所を使ってください。`,
    }),

    PROFILES_NONE: ({ directory }) => ({
      what: `${directory} にプロファイルはありません。`,
      how: "なくても使えます。作成するには shoseki profile add を実行してください。",
    }),
    PROFILES_FINE: ({ names }) => fine(`すべて読み取れます（${names.join("、")}）。`),

    KNOWN_HOSTS_NONE: ({ path }) => ({
      what: `確認済みの証明書はまだありません。同意したものは ${path} に記録されます。`,
      how: "今すぐサーバーの証明書を確認して記録するには shoseki trust HOST を実行してください。",
    }),
    KNOWN_HOSTS_FINE: ({ count }) => fine(`ホストと証明書の行が ${count} 行あります。`),
    KNOWN_HOST_BARE: ({ path, line, host }) => ({
      what: `${path} の ${line} 行目に ${host} がありますが、サムプリントがありません。`,
      how: `その行を削除し、shoseki trust ${host} を実行してください。`,
    }),

    KEYRING_THERE: () => fine("応答しています。"),
    KEYRING_NONE: () => ({
      what: "ここにはキーリングがありません。新しい署名鍵は暗号化したファイルに保管し、パスワードは保管しません。",
      how: "使う場合は、D-Bus と Secret Service（gnome-keyring、KWallet）のあるセッションで実行してください。",
    }),
    KEYRING_MUTE: ({ seconds }) => ({
      what: `${seconds} 秒以内に応答がありません。ロックされていて、どこかでパスワードを求めている可能性があります。`,
      how: "デスクトップのセッションでロックを解除してください。使わない場合は DBUS_SESSION_BUS_ADDRESS を unset すると、鍵はファイルに保管されます。",
    }),
    KEYRING_BROKEN: ({ cause }) => ({
      what: `キーリングが正しく動作していません（${unended(cause)}）。`,
      how: "ロックを解除するか修復してください。使わない場合は DBUS_SESSION_BUS_ADDRESS を unset すると、鍵はファイルに保管されます。",
    }),

    JOURNAL_NONE: ({ directory }) => ({
      what: `${directory} にジャーナルはまだありません。`,
      how: "最初の Login で作成されます。あるはずの場合は --journal と SHOSEKI_JOURNAL を確認してください。",
    }),
    JOURNAL_FINE: ({ directory, entries }) =>
      fine(
        `${directory} に ${entries} 件あり、最後のエントリーは正しく読めます（全件の検証は shoseki verify）。`,
      ),
    JOURNAL_NOT_WRITABLE: ({ place, cause }) => ({
      what: `${place} に書き込めません（${unended(cause)}）。記録できなければ操作は実行できません。`,
      how: "アクセス権を付ける（chmod u+rw）か、--journal または SHOSEKI_JOURNAL で別のジャーナルを指定してください。",
    }),

    KEY_IN_FILE: ({ path }) => fine(`暗号化したファイル ${path} にあります。`),
    KEY_WITHOUT_PASSPHRASE: ({ path }) => ({
      what: `暗号化したファイル ${path} にありますが、パスフレーズを尋ねる端末も SHOSEKI_PASSPHRASE もありません。`,
      how: "端末で作業するか、ここで動かすものに SHOSEKI_PASSPHRASE を渡してください。",
    }),
    KEY_IN_KEYRING: ({ fingerprint }) => fine(`OS キーリングにあります（${fingerprint}）。`),
    KEY_NOWHERE: ({ fingerprint, path }) => ({
      what: `ジャーナルの鍵 ${fingerprint} が ${path} にも OS キーリングにもありません。このままではジャーナルに追記できません。`,
      how: `shoseki key export で書き出したファイルを ${path} に置くか、そのキーリングのある環境でログインしてください。鍵を失った場合は、このジャーナルを保存したまま --journal で新しいジャーナルを始めてください。`,
    }),
    KEY_NOT_TOLD: ({ fingerprint }) => ({
      what: `ジャーナルの鍵 ${fingerprint} のファイルがなく、OS キーリングにあるかどうかも確認できません。`,
      how: "キーリングのロックを解除し、もう一度実行してください。",
    }),

    DISK_FINE: ({ path, freeMiB }) => fine(`${path} の空きは ${size(freeMiB)} です。`),
    DISK_LOW: ({ path, freeMiB }) => ({
      what: `${path} の空きが ${size(freeMiB)} しかありません。`,
      how: "足りなくなる前に空きを作ってください。記録できない操作は実行されません。",
    }),
    DISK_FULL: ({ path, freeMiB }) => ({
      what: `${path} の空きが ${size(freeMiB)} しかありません。まもなくジャーナルに書き込めなくなり、操作できなくなるおそれがあります。`,
      how: "空きを作るか、--journal または SHOSEKI_JOURNAL で別のディスクの場所を指定してください。",
    }),

    CLOCK_FINE: ({ now }) => fine(`現在時刻は ${now} です。`),
    CLOCK_BEFORE_US: ({ now }) => ({
      what: `時計が ${now} を示していますが、これはこのプログラムの作成より前です。`,
      how: "時刻を合わせ、同期を有効にしてください（timedatectl set-ntp true）。すべてのエントリーに時刻が記録されます。",
    }),
    CLOCK_BEFORE_JOURNAL: ({ now, newest }) => ({
      what: `時計は ${now} ですが、ジャーナルの最新のエントリーは ${newest} のものです。`,
      how: "時刻を合わせ、同期を有効にしてください（timedatectl set-ntp true）。今が正しいなら、そのエントリーを記録したときの時計が誤っていました。",
    }),

    TERMINAL_NONE: () => ({
      what: "端末がありません。標準入力の行は実行できますが、コンソールは開けません。",
      how: "コンソールを使うには、パイプではなく端末で実行してください。TERM が dumb の端末では使えません。",
    }),
    TERMINAL_FINE: ({ columns, rows, colours }) => fine(`${columns}x${rows}、色: ${colours}。`),
    TERMINAL_SMALL: ({ columns, rows, leastColumns, leastRows }) => ({
      what: `端末は ${columns}x${rows} ですが、コンソールには ${leastColumns}x${leastRows} が必要です。`,
      how: "ウィンドウを大きくするか、文字を小さくしてください。",
    }),

    LOCALE_FINE: ({ locale }) => fine(`${locale} です。`),
    LOCALE_NOT_UTF8: ({ variable, locale }) => ({
      what: `${variable}=${locale} は UTF-8 ではありません。名前が正しく表示されないおそれがあります。`,
      how: `UTF-8 のロケールを設定し、端末も合わせてください: export ${variable}=ja_JP.UTF-8`,
    }),
    LOCALE_UNSAID: () => ({
      what: "LC_ALL も LANG も設定されていません。メッセージは英語になり、端末は UTF-8 とみなします。",
      how: "日本語で表示するには export LANG=ja_JP.UTF-8 を実行してください。",
    }),

    ANCHOR_COMMAND_NONE: () => ({
      what: "設定されていません。チェックポイントのアンカー先はハイパーバイザーのイベントログだけです。",
      how: "アンカー先がもう一つあると証拠は強くなります（--anchor-command、SHOSEKI_ANCHOR_COMMAND、プロファイル）。",
    }),
    ANCHOR_NOWHERE: () => ({
      what: "設定されておらず、libvirt にはイベントログがないため、チェックポイントはどこにもアンカーされません。",
      how: "設定してください（--anchor-command、SHOSEKI_ANCHOR_COMMAND、プロファイル）。ないと、ジャーナルの内容を裏付けるものがジャーナル自身だけになります。",
    }),
    ANCHOR_COMMAND_FINE: ({ command }) => fine(`${command} が見つかりました（実行はしていません）。`),
    ANCHOR_COMMAND_MISSING: ({ command }) => ({
      what: `シェルから ${command} が見つかりません。このままではチェックポイントをアンカーできません。`,
      how: "インストールするか、絶対パスで指定してください。",
    }),
    ANCHOR_COMMAND_SHELL: () => ({
      what: "プログラム名だけで始まっていないため、確認していません。",
      how: "手で試してください。チェックポイントを標準入力で受け取り、保存できたら終了コード 0 を返す必要があります。",
    }),

    VARIABLES_FINE: () => fine("意味のない SHOSEKI_ 変数はありません。"),
    VARIABLE_UNKNOWN: ({ name, nearest }) => ({
      what: `${name} が設定されていますが、Shoseki にはそのような変数はありません。`,
      how:
        nearest === null
          ? `不要であれば unset ${name} を実行してください。`
          : `${nearest} の誤りではありませんか。`,
    }),
    VARIABLE_RELATIVE: ({ name }) => ({
      what: `${name} は絶対パスではないため、無視されます。`,
      how: "絶対パスで指定するか、unset してください。",
    }),

    HOST_IS_SIMULATOR: () => ({ what: "内蔵シミュレーターのため、調べるサーバーはありません。", how: "" }),
    HOST_FOUND: ({ host, address }) =>
      fine(host === address ? `${host} です。` : `${host} は ${address} です。`),
    HOST_NOT_FOUND: ({ host, cause }) => ({
      what: `ホスト名 ${host} を解決できません（${unended(cause)}）。`,
      how: "綴り、ネットワーク、ネームサーバー（getent hosts）を確認してください。",
    }),
    SOCKET_FINE: ({ path }) => fine(`${path} があり、アクセスできます。`),
    SOCKET_MISSING: ({ paths }) => ({
      what: `libvirt のソケットが見つかりません（検索先: ${paths.join("、")}）。`,
      how: "デーモンを起動する（systemctl start libvirtd.socket または virtqemud.socket）か、?socket=/パス で場所を指定してください。",
    }),
    SOCKET_CLOSED: ({ path, user }) => ({
      what: `${user} は ${path} にアクセスできません。`,
      how: `root で usermod -aG libvirt ${user} を実行してグループに加え、ログインし直してください。`,
    }),
    SSH_FINE: ({ host, user }) => fine(`ssh があり、${user} として ${host} に接続します。`),
    SSH_MISSING: () => ({
      what: "PATH に ssh がありません。+ssh の接続先には ssh が必要です。",
      how: "ssh（openssh-client）をインストールしてください。",
    }),
    PORT_OPEN: ({ host, port }) => fine(`${host} のポート ${port} に接続できます。`),
    PORT_SHUT: ({ host, port, cause }) => ({
      what: `${host} のポート ${port} に接続できません（${unended(cause)}）。`,
      how: "サーバーの起動、ポート番号、途中のファイアウォールや VPN を確認してください。",
    }),
    CERTIFICATE_FINE: ({ subject, thumbprint, until }) =>
      fine(`信頼できます。${subject}、SHA-256 ${thumbprint}、有効期限 ${until}。`),
    CERTIFICATE_ANY: ({ thumbprint }) => ({
      what: `指定どおり検証していません（SHA-256 ${thumbprint}）。途中の第三者にパスワードを読まれるおそれがあります。`,
      how: "管理者にサムプリントを確認したうえで、--thumbprint で固定してください。",
    }),
    CERTIFICATE_ENDS: ({ until, days }) => ({
      what: `あと ${days} 日で期限が切れます（${until}）。`,
      how: "更新を依頼してください。更新すると、固定したサムプリントや既知のホストの記録も変わります。",
    }),
    CLIENT_CERTIFICATE_FINE: ({ path, subject, authority }) =>
      fine(`クライアント証明書は ${subject}（${path}）、サーバーの検証には ${authority} を使います。`),
    CLIENT_CERTIFICATE_NONE: ({ authority }) => ({
      what: `サーバーの検証には ${authority} を使いますが、多くのサーバーが求めるクライアント証明書がありません。`,
      how: "clientcert.pem と clientkey.pem を ~/.pki/libvirt（root では /etc/pki/libvirt とその private）または ?pkipath= の場所に置いてください。",
    }),
    CLIENT_CERTIFICATE_ENDS: ({ path, until, days }) => ({
      what: `${path} の有効期限まであと ${days} 日です（${until}）。`,
      how: newCertificate,
    }),
    CLIENT_CERTIFICATE_ENDED: ({ path, until }) => ({
      what: `${path} の有効期限が切れています（${until}）。どのサーバーにも受け入れられません。`,
      how: newCertificate,
    }),
    CLIENT_CERTIFICATE_EARLY: ({ path, from }) => ({
      what: `${path} の有効期間は ${from} に始まります。それまではどのサーバーにも受け入れられません。`,
      how: "このマシンの時計を確認してください。正しければ、開始を待つか、すでに有効な証明書を発行してもらってください。",
    }),
    AUTHORITY_ENDS: ({ path, until, days }) => ({
      what: `サーバーの検証に使う ${path} の有効期限まであと ${days} 日です（${until}）。`,
      how: newAuthority,
    }),
    AUTHORITY_ENDED: ({ path, until }) => ({
      what: `サーバーの検証に使う ${path} の有効期限が切れています（${until}）。どのサーバーも信頼できません。`,
      how: newAuthority,
    }),
    REVOCATIONS_FINE: ({ path }) => fine(`失効リスト ${path} に記載された証明書のサーバーには接続しません。`),
    SERVER_FINE: ({ product, apiVersion }) => fine(`${product}、API ${apiVersion} です。`),
    SERVER_CLOCK_FINE: ({ seconds }) => fine(`このマシンとの時計の差は ${Math.abs(seconds)} 秒です。`),
    SERVER_CLOCK_APART: ({ seconds }) => ({
      what: `時計がこのマシンより ${Math.abs(seconds)} 秒${seconds < 0 ? "遅れて" : "進んで"}います。エントリーとサーバーのログの時刻が合いません。`,
      how: "どちらが正しいかを確かめ、両方を NTP で同期してください。",
    }),

    TOO_SLOW: ({ seconds }) => ({
      what: `${seconds} 秒以内に確認できませんでした。`,
      how: "ネットワークファイルシステム、ネームサーバー、キーリングなどが応答していません。回復してからもう一度実行してください。",
    }),
  },
  summary: ({ toMend }) =>
    toMend === 0 ? "対処が必要な問題はありません。" : `対処が必要な問題が ${toMend} 件あります。`,
};
