import type { TouchedTexts } from "#messages/touched-texts.js";

export const touched: TouchedTexts = {
  columns: {
    entry: "エントリー",
    time: "日時",
    operation: "操作",
    target: "対象",
    change: "変更",
    result: "結果",
    why: "理由",
    watch: "再生",
  },
  heading: ({ who, endpoint, session, journal }) =>
    `${who}（${endpoint}、セッション ${session}${journal === null ? "" : `、ジャーナル ${journal}`}）`,
  none: ({ machine }) =>
    `${machine} に対する操作は、このジャーナルにも、受領したシフトの記録にもありません。`,
  unread: ({ file, problem }) =>
    `${file} のシフトで行われた操作は確認できません（${problem}）。詳細は shoseki verify で確認してください。元のファイルは引き継ぎ元の担当者が持っています。`,
  noRecording: ({ machine }) => `${machine} に対する操作は録画されていないため、再生できません。`,
  title: ({ machine }) => `${machine} を操作した人`,
};
