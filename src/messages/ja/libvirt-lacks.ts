import type { LibvirtLack } from "#domain/libvirt-lack.js";

/** Why something cannot be said of a libvirt endpoint, as the rest of a sentence. */
export const libvirtLacks: Readonly<Record<LibvirtLack, string>> = {
  TRUST:
    "libvirt のサーバーは ssh の known_hosts で、+tls では libvirt 自身の cacert.pem（~/.pki/libvirt、/etc/pki/CA、または ?pkipath= の場所）で検証します",
  PASSWORD:
    "libvirt にパスワードは送りません。本人確認はソケット、ssh の鍵、またはクライアント証明書によります",
  ANCHORS:
    "libvirt にイベントログはありません。アンカーコマンドで保存したチェックポイントとの照合には --against FILE を使ってください",
  USER: "libvirt でユーザーを指定できるのは +ssh だけです。それ以外では、接続しているユーザーをサーバーが判別します",
};
