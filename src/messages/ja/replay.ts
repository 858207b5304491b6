import type { ErrorTexts } from "#messages/catalogue.js";
import type { CastProblemTexts, ReplayTexts } from "#messages/replay-texts.js";

const PROBLEMS: CastProblemTexts = {
  EMPTY: "ファイルが空です",
  TOO_LARGE: "再生できる上限サイズを超えています",
  TOO_MANY: "イベント数が再生できる上限を超えています",
  VERSION_1: "asciicast v1 です。再生できるのは v2 です",
  VERSION_3: "asciicast v3 です。再生できるのは v2 です",
  OTHER_VERSION: "不明なバージョンの asciicast です。再生できるのは v2 です",
  NOT_UTF8: "UTF-8 ではない行です",
  NOT_JSON: "JSON ではない行です",
  NOT_HEADER: "asciicast のヘッダーで始まっていません",
  SIZE: "width と height が端末のサイズ (1 ～ 1000) ではありません",
  NOT_EVENT: "イベント [時刻, 種別, 文字列] ではない行です",
  TIME: "時刻が 0 以上の秒数ではありません",
  TIME_BACKWARDS: "時刻が前のイベントより前に戻っています",
  RESIZE: "サイズ変更のイベントが「桁数x行数」(1 ～ 1000) ではありません",
};

export const replayErrors = {
  CAST_INVALID: ({ path, line, problem }) => ({
    what: `${path} の ${line} 行目: ${PROBLEMS[problem]}。`,
    notDone: "録画は再生されていません。",
    next:
      problem === "VERSION_1" || problem === "VERSION_3"
        ? "asciinema convert -f asciicast-v2 FILE NEW.cast (asciinema 3) で変換してください。"
        : "ファイルを書かれたときのまま再送してもらってください。ジャーナルの録画が改変されていないかは shoseki verify で確認できます。",
  }),
  RECORDING_UNKNOWN: ({ word, nearest }) => ({
    what: `録画のあるセッション、エントリー、ファイル「${word}」はここにありません。`,
    notDone: "何も再生されていません。",
    next:
      nearest.length === 0
        ? "録画のあるセッションの一覧は shoseki replay で表示できます。"
        : `${nearest.join("、")} ではありませんか。録画のあるセッションの一覧は shoseki replay で表示できます。`,
  }),
  RECORDING_MISSING: ({ file, directory }) => ({
    what: `ジャーナルにある録画 ${file} が ${directory} にありません。`,
    notDone: "何も再生されていません。",
    next: "ほかに欠けているものは shoseki verify で確認できます。ファイルは誰かに取り除かれています。バックアップから戻すか、取り除いた人に確認してください。",
  }),
  NOT_RECORDED: ({ seq }) => ({
    what: `エントリー ${seq} は、コンソールが録画されていないときに書き込まれました。`,
    notDone: "何も再生されていません。",
    next: `エントリーそのものは shoseki log で表示できます。コンソールを録画するには --record on、またはプロファイルの "recording: on" を指定してください。`,
  }),
  REPLAY_NEEDS_TERMINAL: () => ({
    what: "録画は端末で再生しますが、ここには端末がありません。",
    notDone: "何も再生されていません。",
    next: "端末がない場合、shoseki replay は録画のあるセッションの一覧だけを表示します (プログラム向けは --json)。録画は asciicast v2 ですが、asciinema play にも端末が必要です。shoseki handover --draft --html FILE で、ブラウザーで再生できるページを作成できます。",
  }),
} satisfies Partial<ErrorTexts>;

export const replay: ReplayTexts = {
  columns: {
    session: "セッション",
    began: "開始",
    who: "ユーザー",
    endpoint: "接続先",
    length: "長さ",
    operations: "操作数",
    failures: "失敗数",
    recordings: "録画数",
    journal: "ジャーナル",
  },
  none: ({ directory }) =>
    `${directory} に録画のあるセッションはありません。コンソールを録画するには --record on、またはプロファイルの "recording: on" を指定してください。`,
  lasts: "継続中",
  summary: ({ length, operations, failures, journal }) =>
    `${length}、操作 ${operations} 件、失敗 ${failures} 件${journal === null ? "" : `、${journal}`}`,
  unread: ({ file, problem }) =>
    `${file} のシフトのセッションは一覧に含まれていません（${problem}）。詳細は shoseki verify で確認してください。元のファイルは引き継ぎ元の担当者が持っています。`,
  listTitle: "録画のあるセッション",
  title: ({ name }) => `録画の再生 (現在の画面ではありません): ${name}`,
  opening: "録画を読み込んでいます ...",
  notRecorded: "その時点は録画されていません",
  watch: "再生",

  states: { playing: "再生中", paused: "停止中", ended: "終わり" },
  keys: {
    pause: "止める、続ける",
    seek: "5 秒戻る、進む",
    ends: "先頭へ、末尾へ",
    pan: "画面より大きな録画の、見える範囲を動かす",
    markers: "前のマーカー、次のマーカー (ジャーナルのエントリーごとにある)",
    speed: "遅くする、速くする (0.5 ～ 64 倍)",
    step: "画面の次の変化へ、前の変化へ",
    search: "画面に出ていた文字列を探す",
    again: "次に見つかったところへ、前へ",
    goTo: "時刻 (12:30) またはエントリー (#41) へ移る",
    idle: "何も起きない時間を詰める、または元の長さで見る",
    entry: "直前のマーカーのエントリー",
    help: "このキー一覧",
    leave: "再生を終える",
  },
  short: {
    pause: "停止/再生",
    seek: "5 秒",
    markers: "マーカー",
    speed: "速度",
    search: "検索",
    goTo: "移動",
    entry: "エントリー",
    help: "キー",
    leave: "終了",
  },
  helpTitle: "再生中のキー",
  goOn: "Enter: このまま再生する。Esc: 終了する。",
  typing: { search: "検索: ", goTo: "移動先 (12:30 または #41): " },

  cut: ({ seconds }) => `無操作は ${seconds} 秒に短縮`,
  notCut: "無操作の短縮なし",
  part: ({ size, column, row }) => `${size} の ${column},${row} から`,
  after: {
    open: "ジャーナルに未登録の部分",
    died: "異常終了後に登録された部分",
    failed: "録画の失敗後の部分",
  },
  unnamed: "この録画のエントリーがジャーナルにない",
  unfinished: "最終行は未完了",
  unsound: ({ code }) => `ジャーナルと不一致 (${code})`,
  vouched: { capsule: "引き継ぎの録画", nobody: "このジャーナルの録画ではない" },

  warningTitle: "この録画はジャーナルの内容と一致しません",
  warning: [
    "再生されるのは現在のファイルの内容です。画面に何が出ていたかの証跡にはなりません。",
    "このジャーナルの問題はすべて shoseki verify で確認できます。",
  ],

  reading: ({ percent }) => `文字列を読み込み中: ${percent} %`,
  notFound: ({ text }) => `「${text}」は一度も画面に出ていません`,
  noMore: ({ text, other }) =>
    `「${text}」: その方向にはもうありません${other === null ? "" : `（${other} で逆方向に検索）`}`,
  found: ({ text, at, of }) => `「${text}」: ${of} 件中 ${at} 件目`,
  readUntil: ({ at }) => `量が多いため、${at} までしか検索していません`,
  noMarker: "その方向にマーカーはもうありません",
  notHere: ({ seq }) => `エントリー ${seq} のマーカーはこの録画にありません`,
  notAMoment: ({ text }) => `「${text}」は時刻 (12:30) でもエントリー (#41) でもありません`,
  noEntry: "この時点より前にエントリーはありません",
  entryElsewhere: "エントリーは別のジャーナルにあります",
};
