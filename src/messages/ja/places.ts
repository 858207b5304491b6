import type { ErrorFacts } from "#domain/errors.js";
import type { PlaceKind } from "#domain/place-kind.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { listed } from "#messages/ja/listed.js";

const notSent = "何も送信されていません。";

const kinds: Readonly<Record<PlaceKind, string>> = {
  host: "ホスト",
  datastore: "データストア",
  network: "ネットワーク",
  folder: "フォルダー",
};

/** The plan says why it would be refused: what is wrong with a host, or with where a machine is to go. */
export const places = {
  HOST_UNREACHABLE: ({ name }) => ({
    what: `ホスト ${name} が接続されていないか、電源が入っていません。`,
    notDone: notSent,
    next: "先にホストを復旧するか、別のホストを指定してください。hosts で一覧を確認できます。",
  }),
  IN_MAINTENANCE: ({ name }) => ({
    what: `ホスト ${name} はメンテナンスモードです。`,
    notDone: notSent,
    next: `別のホストを指定するか、先に host maintenance exit ${name} で解除してください。`,
  }),
  NOT_IN_MAINTENANCE: ({ name }) => ({
    what: `ホスト ${name} はメンテナンスモードではありません。`,
    notDone: notSent,
    next: `必要であれば、先に host maintenance enter ${name} を実行してください。`,
  }),
  MACHINES_RUNNING: ({ name, machines }) => ({
    what: `ホスト ${name} で仮想マシンが稼働しています: ${listed(machines, 10)}。`,
    notDone: notSent,
    next: "先に別のホストへ移行するか、シャットダウンしてください。",
  }),
  DATASTORE_UNREACHABLE: ({ name }) => ({
    what: `データストア ${name} にアクセスできません。`,
    notDone: notSent,
    next: "先にデータストアを復旧するか、別のものを指定してください。datastores で一覧を確認できます。",
  }),
  NOT_ENOUGH_SPACE: ({ datastore, freeMiB, neededMiB }) => ({
    what: `データストア ${datastore} の空き容量は ${freeMiB} MiB で、必要な ${neededMiB} MiB に足りません。`,
    notDone: notSent,
    next: "--datastore で別のデータストアを指定してください。空き容量は datastores で確認できます。",
  }),
  NO_PLACE: ({ what }) => ({
    what: `条件に合う${kinds[what]}がありません。`,
    notDone: notSent,
    next: `--${what} で指定し、使えない理由を確認してください。`,
  }),
  PLACE_APART: (facts) => ({
    what: apart[facts.what](facts),
    notDone: notSent,
    next: "組み合わせて使えるものを指定してください。",
  }),
} satisfies Partial<ErrorTexts>;

const apart: Readonly<Record<PlaceKind, (facts: ErrorFacts["PLACE_APART"]) => string>> = {
  host: ({ name, host }) => `ホスト ${name} とホスト ${host} は別のデータセンターにあります。`,
  datastore: ({ name, host }) => `ホスト ${host} からデータストア ${name} にアクセスできません。`,
  network: ({ name, host }) => `ホスト ${host} はネットワーク ${name} に接続されていません。`,
  folder: ({ name, host }) => `フォルダー ${name} はホスト ${host} とは別のデータセンターにあります。`,
};
