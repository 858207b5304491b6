import type { HandoverPageTexts } from "#messages/handover-page-texts.js";
import { unended } from "#messages/wording.js";

export const handoverPage: HandoverPageTexts = {
  headings: {
    report: "Report",
    timeline: "Timeline of the shift",
    recording: "Recording",
    entries: "Entries",
    licences: "Licences",
  },
  parts: "Parts of this page",
  columns: {
    seq: "Entry",
    time: "Time (UTC)",
    who: "Who",
    operation: "Operation",
    target: "Target",
    change: "Before -> after",
    result: "Result",
    said: "Said",
  },
  labels: {
    filter: "Filter the entries",
    text: "Text",
    result: "Result",
    target: "Target",
    operation: "Operation",
    recording: "Recording",
    playAfterJump: "Play after a jump",
    keepInView: "Keep the moment's entry in view",
  },
  all: "all",
  clear: "Show all",
  intent: "intent",
  count: ({ shown, total }) => `${shown} of ${total} entries`,
  howToJump:
    "An entry's time that is underlined leads to that moment of the recording. Up, Down, Home and End go from entry to entry; the entry of " +
    "the moment that is seen is marked.",
  jump: ({ time }) => `Go to ${time} in the recording`,
  screen: "The console's screen, as recorded",
  noRecording: "No recording of this shift is in this page.",
  notLed:
    "An entry whose time leads nowhere was written in a part of a recording that is not in this page: it was not sealed yet when " +
    "the page was made, or the recording is named above.",
  missing: ({ file, fault }) =>
    fault === null
      ? `The recording ${file} is not in this page: nothing of it was sealed yet when the page was made.`
      : `The recording ${file} is not in this page: ${unended(fault.problem)}. shoseki verify says more.`,
  unreadable: ({ file }) =>
    `${file} cannot be played: the player cannot read it. The entries below are as the journal has them. ` +
    "Try asciinema play with the file in the journal's casts/, and shoseki verify.",
  withoutScript:
    "Without JavaScript the report and all entries can be read; the recording is not played and the entries are not filtered.",
  player: ({ version }) =>
    `Recordings are played by asciinema-player ${version} (Apache License 2.0), which contains solid-js (MIT License).`,
};
