import type { TouchedTexts } from "#messages/touched-texts.js";

export const touched: TouchedTexts = {
  columns: {
    entry: "ENTRY",
    time: "TIME",
    operation: "OPERATION",
    target: "TARGET",
    change: "CHANGE",
    result: "RESULT",
    why: "WHY",
    watch: "WATCH",
  },
  heading: ({ who, endpoint, session, journal }) =>
    `${who} at ${endpoint}, session ${session}${journal === null ? "" : `, journal ${journal}`}`,
  none: ({ machine }) =>
    `Nothing that was done to ${machine} is in this journal or in a shift that was taken over.`,
  unread: ({ file, problem }) =>
    `What was done in the shift in ${file} is not known: ${problem}. shoseki verify says more; the colleague who handed it over has the file.`,
  noRecording: ({ machine }) =>
    `Nothing that was done to ${machine} was recorded, so there is nothing to show.`,
  title: ({ machine }) => `Who touched ${machine}`,
};
