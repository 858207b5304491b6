import type { CapsuleFault, CapsuleFaultCode, OwnCapsuleFaultCode } from "#domain/capsule-fault.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { faults as journalFaults } from "#messages/ja/evidence.js";
import { progressBar } from "#messages/progress-bar.js";
import type { ShiftCapsuleTexts } from "#messages/shift-capsule-texts.js";

export const shiftCapsuleErrors = {
  HANDOVER_TOO_LARGE: ({ member, bytes, limit }) => ({
    what: `シフトのカプセル${member === "" ? "" : `内の ${member} `}が ${bytes} バイトになり、上限の ${limit} バイトを超えます。`,
    notDone: "ファイルは書き込まれていません。",
    next: "shoseki handover --since TIME で期間を短くして引き継いでください。ジャーナルと録画は元のままです。",
  }),
} satisfies Partial<ErrorTexts>;

export const shiftCapsules: ShiftCapsuleTexts = {
  checking: ({ done }) => `検証中 ${progressBar(done)} ${Math.floor(done * 100)} %`,
  sound: ({ origin, firstSeq, lastSeq, recordings, whole, key }) =>
    `異常はありません: ${origin} のエントリー ${firstSeq} から ${lastSeq}、それらについての report.json の内容、録画 ${recordings} 件` +
    `${whole === recordings ? "" : `（うち正常に終了したもの ${whole} 件。下記参照）`}。署名鍵 ${key}。`,
  word: ({ firstSeq, sound, size }) =>
    "次の内容は引き継ぎ元の担当者の申告であり、ここにあるエントリーでは裏づけられません: 補足と質問への回答、" +
    `エントリー ${firstSeq} より前の手順の進み具合と未完了のもの、実行中のものをプログラムが続けているかどうか、` +
    `およびチェックポイントまでの ${size} 件のジャーナルが当時の検証で${sound ? "正常" : "異常"}だったこと。`,
  lost: ({ file, code }) =>
    `欠落: 録画 casts/${file} は含まれていません。報告書によれば、作成時にすでに失われていました（${journalFaults[code]}）。`,
  unlike: ({ name }) =>
    `注意: ${name} は、このバージョンの Shoseki が報告書から作るものと一致しません。別のバージョンで作られたか、鍵を持つ者が書き換えています。` +
    "内容を裏づけるものはその署名だけです。これに頼らず、report.json を確認してください。",
  handedOver: ({ handover, revision, os, console, seq }) =>
    `${console} の ${os} がエントリー ${seq} で引き継いだものです（${handover}、改訂 ${revision}）。`,
  draft: () => "下書きです。このシフトはまだ引き継がれていません。",
  unsound: (fault) => `異常があります（${placeOf(fault)}）: ${FAULTS[fault.code]}。`,
  selfConsistent: ({ key }) =>
    "カプセル自体に矛盾がないことだけを確認しました。この鍵を持つ者は全体を作り直せます。鍵が " +
    `${key} であることを引き継ぎ元の担当者に対面または電話で確認するか、担当者の allowed_signers と照合してください（--signers）。`,
  held: ({ file }) => `${file} の鍵と照合し、一致しました。`,
};

function placeOf({ member, seq }: CapsuleFault): string {
  return [member === "" ? "先頭" : member, ...(seq === null ? [] : [`seq ${seq}`])].join("、");
}

const OWN: Readonly<Record<OwnCapsuleFaultCode, string>> = {
  TOO_LARGE: "上限サイズを超えています",
  CAPSULE_CUT: "ファイルがこの位置で途切れています",
  NO_MEMBER: "この後に、カプセルのメンバーではないものがあります",
  AFTER_END: "カプセルの終わりの後に余分なデータがあります",
  MEMBER_FORM: "カプセルの形式とバイト単位で一致しません",
  MEMBER_TWICE: "メンバーが重複しています",
  MEMBER_ORDER: "メンバーの順序が正しくありません",
  MEMBER_MISSING: "メンバーがありません",
  MEMBER_ADDED: "このカプセルのものではないメンバーです",
  MEMBER_CHANGED: "SHA256SUMS に記されたハッシュと一致しません",
  MEMBER_SWAPPED: "別のメンバーの内容になっています",
  SUMS_FORM: "メンバーとハッシュの一覧になっていません",
  SUMS_SIGNATURE: "SHA256SUMS に対するジャーナルの鍵の署名がありません",
  WRONG_KEYS: "鍵のエントリーが、1 つのジャーナルの最初の鍵から続くものではありません",
  STRAY_ENTRY: "ここにあるべきではないエントリーです",
  OTHER_SHIFT: "報告書の対象のシフトとは別のエントリーです",
  WRONG_PROOF: "エントリーがチェックポイントの木に含まれることを証明していません",
  REPORT_FORM: "シフトの報告書の形式とバイト単位で一致しません",
  OTHER_REPORT: "ジャーナルに引き継いだと記された報告書ではありません",
  REPORT_SIGNATURE: "報告書に対する、当時のジャーナルの鍵の署名ではありません",
  REPORT_CONTRADICTS: "報告書の内容がエントリーと矛盾するか、エントリーが報告書に記載されていません",
};

const FAULTS: Readonly<Record<CapsuleFaultCode, string>> = { ...journalFaults, ...OWN };
