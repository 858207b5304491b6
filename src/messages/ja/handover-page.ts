import type { HandoverPageTexts } from "#messages/handover-page-texts.js";
import { faults } from "#messages/ja/evidence.js";

export const handoverPage: HandoverPageTexts = {
  headings: {
    report: "報告書",
    timeline: "シフトのタイムライン",
    recording: "録画",
    entries: "エントリー一覧",
    licences: "ライセンス",
  },
  parts: "このページの内容",
  columns: {
    seq: "エントリー",
    time: "時刻（UTC）",
    who: "実施者",
    operation: "操作",
    target: "対象",
    change: "変更前 -> 変更後",
    result: "結果",
    said: "詳細・理由",
  },
  labels: {
    filter: "エントリーの絞り込み",
    text: "文字列",
    result: "結果",
    target: "対象",
    operation: "操作",
    recording: "録画",
    playAfterJump: "移動後に再生する",
    keepInView: "再生位置のエントリーを常に表示する",
  },
  all: "すべて",
  clear: "絞り込みを解除",
  intent: "意図",
  count: ({ shown, total }) => `${total} 件中 ${shown} 件を表示`,
  howToJump:
    "下線付きの時刻を選ぶと、録画のその時点に移動します。↑、↓、Home、End キーでエントリー間を移動できます。再生位置のエントリーには印が付きます。",
  jump: ({ time }) => `録画の ${time} に移動`,
  screen: "録画されたコンソール画面",
  noRecording: "このページには、このシフトの録画は含まれていません。",
  notLed:
    "時刻に下線のないエントリーの時点は、このページの録画に含まれていません。ページの作成時にジャーナルに未登録だったか、上に記した理由で録画が含まれていません。",
  missing: ({ file, fault }) =>
    fault === null
      ? `録画 ${file} はこのページに含まれていません。ページの作成時に、ジャーナルに登録された部分がまだありませんでした。`
      : `録画 ${file} はこのページに含まれていません。${faults[fault.code]}。詳しくは shoseki verify で確認してください。`,
  unreadable: ({ file }) =>
    `${file} は読み取れないため再生できません。下のエントリー一覧はジャーナルのとおりです。` +
    "ジャーナルの casts/ にあるファイルを asciinema play で再生してみてください。改変の有無は shoseki verify で確認できます。",
  withoutScript:
    "JavaScript が無効の場合も、報告書とすべてのエントリーを閲覧できます。録画の再生とエントリーの絞り込みは利用できません。",
  player: ({ version }) =>
    `録画の再生には asciinema-player ${version}（Apache License 2.0）を使用しています。これには solid-js（MIT License）が含まれています。`,
};
