import type { Fault, FaultCode } from "#domain/journal-fault.js";
import type { EvidenceTexts } from "#messages/evidence-texts.js";
import { progressBar } from "#messages/progress-bar.js";

const number = (count: number) => count.toLocaleString("ja");
const entriesOf = (count: number) => `エントリー ${number(count)} 件`;

export const evidence: EvidenceTexts = {
  verifying: ({ done, perSecond }) =>
    `検証中 ${progressBar(done)} ${Math.floor(done * 100)} %  ${number(perSecond)} 件/秒`,
  sound: ({ entries, key, seconds, perSecond }) =>
    `異常はありません: ${entriesOf(entries)}、署名鍵 ${key}（${seconds.toFixed(1)} 秒、${number(perSecond)} 件/秒）。`,
  unsound: (fault) => `異常があります（${placeOf(fault)}）: ${faults[fault.code]}。`,
  selfConsistent: () =>
    "ジャーナル自体に矛盾がないことだけを確認しました。鍵を持つ者は全体を書き換えられます。鍵が監査担当者の控えと一致することを確認するか、" +
    "控えと照合してください（--signers、--against、--endpoint）。",
  held: (against) => `照合した控え: ${against.map((each) => HELD[each]).join("、")}。すべて一致しました。`,
  depth: ({ deep, from }) =>
    deep
      ? "すべてのエントリーの形式と署名を検証しました。"
      : from === 0
        ? "チェックポイントに含まれるエントリーがないため、すべての形式と署名を検証しました。"
        : `エントリー ${from} 以降は 1 件ずつ署名を検証し、それより前はチェックポイントの署名で検証しました（--deep で全件）。`,
  checkpoints: ({ count, size, root }) =>
    `チェックポイント ${number(count)} 個。最新のものは${entriesOf(size)}分、ルートは ${root} です。`,
  checkpointBehind: ({ size, newest }) =>
    `ファイル checkpoint は${entriesOf(size)}分の古いもので、checkpoints.log には ${number(newest)} 件分まであります。` +
    "古いものに戻されたか、置き換えに失敗しています。控えには checkpoints.log の最新のものを使ってください。",
  noCheckpoint: () => "チェックポイントがありません。",
  epoch: ({ fromSeq, fingerprint }) => `エントリー ${fromSeq} 以降の鍵: ${fingerprint}。`,
  newestAnchor: ({ seq, size, minutes, simulated }) =>
    `最新のアンカーは ${ageOf(minutes)}前です（エントリー ${seq}、${entriesOf(size)}分）。` +
    `${simulated ? "ただしシミュレーター内のもので、何の裏づけにもなりません。" : ""}`,
  noAnchor: () => "操作者が取り消せない場所へのアンカーは一度も行われていません。",
  anchorsRead: ({ endpoint, agreed, newestMinutes }) =>
    newestMinutes === null
      ? `${endpoint} にはこのジャーナルのアンカーが残っていません。`
      : `${endpoint} にこのジャーナルのアンカーが ${agreed} 個あります。最新は ${ageOf(newestMinutes)}前です。`,
  anchorsForeign: ({ endpoint, count }) =>
    `${endpoint} に、このジャーナルを名乗るがその鍵で署名されていない、ほかのユーザーによるイベントが ${count} 件あります。`,
  anchorsGone: ({ endpoint, seqs }) =>
    `エントリー ${listed(seqs)} がアンカーしたとするものは ${endpoint} に残っていません（イベントは一定期間で消えます）。`,
  openIntent: ({ seq, operation, target }) =>
    `エントリー ${seq}（${target} への ${operation}）に結果の記録がありません。`,
  unknownOutcome: ({ seq, operation, target }) =>
    `エントリー ${seq}（${target} への ${operation}）の結果は UNKNOWN（不明）のまま、解決されていません。`,
  lookedUpInVain: ({ seq, operation, target, by, code }) =>
    `エントリー ${seq}（${target} への ${operation}）がどうなったかは UNKNOWN（不明）です。エントリー ${by} で照会しましたが、判明しませんでした（${code}）。`,
  tornTail: ({ file }) => `書き込み途中で途切れた行が ${file} に保全されています。`,
  recordings: ({ count, whole }) =>
    whole === count
      ? `録画 ${number(count)} 件は、エントリーに記されたとおりです。`
      : `録画 ${number(count)} 件のうち、正常に終了したものは ${number(whole)} 件です。それ以外で裏づけのない部分は次のとおりです。`,
  recordingUnsealed: ({ file, bytes }) =>
    `録画 ${file} の終了はまだ記録されていません。${bytes === 0 ? "" : `末尾の ${number(bytes)} バイトを裏づけるエントリーはありません。`}`,
  recordingFailed: ({ file, bytes }) =>
    `録画 ${file} は失敗し、それ以降は録画されていません。${bytes === 0 ? "" : `末尾の ${number(bytes)} バイトを裏づけるエントリーはありません。`}`,
  recordingDied: ({ file, from, to }) =>
    from === to
      ? `録画 ${file} を記録していたプログラムは異常終了しました。${number(to)} バイト目より後に続きがあったかどうかは分かりません。`
      : `録画 ${file} の最後の部分（バイト ${from} から ${to}）は、プログラムの異常終了後に、後のセッションが封をしたものです。` +
        "それ以前の内容を裏づけるものはありません。",
  markersLost: ({ file, count, firstSeq, lastSeq }) =>
    count === 1
      ? `エントリー ${firstSeq} のマーカーが録画 ${file} にありません。書き込む前に録画が途切れています。`
      : `エントリー ${number(count)} 件（${firstSeq} から ${lastSeq}）のマーカーが録画 ${file} にありません。` +
        "書き込む前に録画が途切れたか、末尾が切り取られています。",
  recordingUnnamed: ({ file }) =>
    `${file} を記したエントリーはありません。このジャーナルの録画ではありません。`,
  handovers: ({ count }) => `受領したシフト ${number(count)} 件は、受領したときのままです。`,
  handoverUnnamed: ({ file }) =>
    `${file} を記したエントリーはありません。これによって受領したシフトはありません。`,
  missingFile: ({ file }) => `このジャーナルに属するファイル ${file} がありません。`,
  proven: ({ seq, size, origin, operation, target }) =>
    `証明されました: エントリー ${seq}（${target} への ${operation}）は ${origin} の${entriesOf(size)}に含まれ、その鍵で署名されています。`,
};

const HELD = {
  signers: "監査担当者の鍵",
  against: "監査担当者のチェックポイント",
  endpoint: "接続先のアンカー",
} as const;

function ageOf(minutes: number): string {
  if (minutes < 120) return `${minutes} 分`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} 時間` : `${Math.floor(hours / 24)} 日`;
}

/** Enough to look at; a long journal may have hundreds. */
const LISTED = 5;

function listed(seqs: readonly number[]): string {
  const first = seqs.slice(0, LISTED).join("、");
  return seqs.length > LISTED ? `${first} ほか ${seqs.length - LISTED} 件` : first;
}

function placeOf({ file, line, seq, toSeq }: Fault): string {
  const inFile =
    line === null ? [] : [file.startsWith("entries/") ? `${line} 行目` : `${line} 番目のチェックポイント`];
  const entry =
    seq === null ? [] : [toSeq === undefined || toSeq === seq ? `seq ${seq}` : `seq ${seq} から ${toSeq}`];
  return [file, ...inFile, ...entry].join("、");
}

export const faults: Readonly<Record<FaultCode, string>> = {
  NO_ENTRY: "エントリーが 1 件もありません",
  LINE_CUT: "最後の行ではないのに、改行で終わっていません",
  NOT_AN_ENTRY: "エントリーの形式に合わない行です",
  WRONG_SEQ: "seq が続き番号になっていません",
  WRONG_FILE: "ファイル名が最初の行の seq と一致しません",
  WRONG_PREV: "prev が直前の行のハッシュと一致しません",
  NO_KEY: "このジャーナルの鍵になり得る Ed25519 鍵が記されていません",
  OTHER_KEY: "この時点の署名鍵とは別の鍵が記されています",
  WRONG_SIGNATURE: "署名がこの時点の署名鍵によるものではありません",
  WRONG_SIGNERS: "ジャーナルの鍵のエントリーから導かれる内容と一致しません",
  WRONG_VKEY: "ジャーナルの鍵のエントリーから導かれる内容と一致しません",
  CHECKPOINT_FORM: "チェックポイントの形式（c2sp.org/tlog-checkpoint）に合いません",
  CHECKPOINT_ORIGIN: "別のジャーナルのチェックポイントです",
  CHECKPOINT_SIGNATURE: "この時点の署名鍵による署名がありません",
  CHECKPOINT_AHEAD: "ジャーナルにあるより多くのエントリーに対するものです。末尾が切り取られています",
  CHECKPOINT_TREE: "この範囲のエントリーは、チェックポイントが署名されたときのものではありません",
  CHECKPOINT_ORDER:
    "直前のチェックポイントより少ないエントリーに対するものです。ファイルの順序が変えられています",
  ANCHOR_ENTRY: "アンカーしたとする木が、それより前のエントリーの木と一致しません",
  WRONG_TILE: "ジャーナルのエントリーのハッシュと一致しません",
  WRONG_BLOB: "エントリーに記されたハッシュと一致しません",
  CAST_ENTRIES: "この録画についてのエントリーに、途切れか重なりか、あるはずのない続きがあります",
  CAST_MISSING: "エントリーに記された録画がありません",
  WRONG_CAST: "録画の内容が、エントリーに記されたハッシュと一致しません",
  CAST_CUT: "録画が、エントリーに記された長さより短くなっています。末尾が切り取られています",
  CAST_GROWN: "録画が、終了したときより長くなっています",
  CAST_MARKER: "録画内のマーカーが、このエントリーとその時刻に一致しません",
  HANDOVER_ENTRY:
    "引き継ぎについてのエントリーが事実と異なります（報告書のハッシュ、報告書または回答の署名、チェックポイントのいずれか）",
  HANDOVER_MISSING: "受領したシフトのカプセルがありません",
  WRONG_HANDOVER: "受領したシフトのカプセルが、エントリーに記されたハッシュと一致しません",
  KEY_NOT_HELD: "ジャーナルの最初の鍵が、控えの最初の鍵ではありません",
  KEY_ENDED: "控えでは交代したはずの鍵でジャーナルが終わっています",
  OTHER_SUCCESSOR: "控えとは別の鍵に交代しています",
  OTHER_JOURNAL: "別のジャーナルのものです",
  OTHER_KEYS: "このジャーナルを名乗っていますが、その鍵による署名がありません",
  TAIL_CUT: "ジャーナルにあるより多くのエントリーに対するものです。末尾が切り取られています",
  REWRITTEN: "この範囲のエントリーは、当時のものではありません。書き換えられています",
};
