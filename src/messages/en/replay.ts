import type { ErrorTexts } from "#messages/catalogue.js";
import type { CastProblemTexts, ReplayTexts } from "#messages/replay-texts.js";

const PROBLEMS: CastProblemTexts = {
  EMPTY: "the file is empty",
  TOO_LARGE: "it is larger than what can be played",
  TOO_MANY: "it has more events than can be played",
  VERSION_1: "it is an asciicast v1, and v2 is played",
  VERSION_3: "it is an asciicast v3, and v2 is played",
  OTHER_VERSION: "it is of a version of asciicast that is not known, and v2 is played",
  NOT_UTF8: "the line is no UTF-8",
  NOT_JSON: "the line is no JSON",
  NOT_HEADER: "it does not begin with the header of an asciicast",
  SIZE: "width and height are no size of a terminal from 1 to 1000",
  NOT_EVENT: "the line is no event: [time, code, text]",
  TIME: "the time is no number of seconds from 0 on",
  TIME_BACKWARDS: "the time is earlier than that of the event before",
  RESIZE: "the event of another size does not say COLUMNSxROWS, from 1 to 1000",
};

export const replayErrors = {
  CAST_INVALID: ({ path, line, problem }) => ({
    what: `${path}, line ${line}: ${PROBLEMS[problem]}.`,
    notDone: "Nothing of the recording was played.",
    next:
      problem === "VERSION_1" || problem === "VERSION_3"
        ? "Convert it: asciinema convert -f asciicast-v2 FILE NEW.cast (asciinema 3)."
        : "Have the file sent again as it was written. Whether a recording of a journal is still as it was: shoseki verify.",
  }),
  RECORDING_UNKNOWN: ({ word, nearest }) => ({
    what: `There is no session, entry or file "${word}" with a recording here.`,
    notDone: "Nothing was played.",
    next:
      nearest.length === 0
        ? "shoseki replay lists the sessions that were recorded."
        : `Did you mean ${nearest.join(", ")}? shoseki replay lists the sessions that were recorded.`,
  }),
  RECORDING_MISSING: ({ file, directory }) => ({
    what: `The journal names the recording ${file}, and it is not in ${directory}.`,
    notDone: "Nothing was played.",
    next: "shoseki verify says what else is missing. Somebody has taken the file away: bring it back from a backup, or ask who did.",
  }),
  NOT_RECORDED: ({ seq }) => ({
    what: `Entry ${seq} was written while no console was recorded.`,
    notDone: "Nothing was played.",
    next: `shoseki log shows the entry itself. To have consoles recorded: --record on, or "recording: on" in the profile.`,
  }),
  REPLAY_NEEDS_TERMINAL: () => ({
    what: "A recording is played in a terminal, and there is none here.",
    notDone: "Nothing was played.",
    next: "Without a terminal, shoseki replay lists the sessions that were recorded (--json for programs). The recordings are asciicast v2, and asciinema play needs a terminal too; shoseki handover --draft --html FILE makes a page that plays them in a browser.",
  }),
} satisfies Partial<ErrorTexts>;

export const replay: ReplayTexts = {
  columns: {
    session: "SESSION",
    began: "BEGAN",
    who: "WHO",
    endpoint: "ENDPOINT",
    length: "LENGTH",
    operations: "OPERATIONS",
    failures: "FAILURES",
    recordings: "RECORDINGS",
    journal: "JOURNAL",
  },
  none: ({ directory }) =>
    `No session in ${directory} was recorded. To have consoles recorded: --record on, or "recording: on" in the profile.`,
  lasts: "open",
  summary: ({ length, operations, failures, journal }) =>
    `${length}, ${operations} operations, ${failures} failures${journal === null ? "" : `, of ${journal}`}`,
  unread: ({ file, problem }) =>
    `The sessions of the shift in ${file} are not listed: ${problem}. shoseki verify says more; the colleague who handed it over has the file.`,
  listTitle: "Recorded sessions",
  title: ({ name }) => `REPLAY, not the console: ${name}`,
  opening: "Reading the recording ...",
  notRecorded: "nothing was recorded then",
  watch: "watch",

  states: { playing: "playing", paused: "paused", ended: "ended" },
  keys: {
    pause: "stop and go on",
    seek: "5 seconds back or on",
    ends: "to the beginning, to the end",
    pan: "another part of a recording that is larger than this screen",
    markers: "the marker before, the next: every entry of the journal has one",
    speed: "slower, faster: 0.5 to 64 times",
    step: "the next change on the screen, the one before",
    search: "search what was to be read on the screen",
    again: "the next place that was found, the one before",
    goTo: "go to a time (12:30) or an entry (#41)",
    idle: "cut times in which nothing happens, or show them as long as they were",
    entry: "the entry of the last marker",
    help: "these keys",
    leave: "leave the recording",
  },
  short: {
    pause: "stop/go on",
    seek: "5 s",
    markers: "markers",
    speed: "speed",
    search: "search",
    goTo: "go to",
    entry: "entry",
    help: "keys",
    leave: "leave",
  },
  helpTitle: "Keys of a recording",
  goOn: "Enter: play it all the same. Esc: leave.",
  typing: { search: "search: ", goTo: "go to 12:30 or #41: " },

  cut: ({ seconds }) => `idle cut to ${seconds} s`,
  notCut: "idle not cut",
  part: ({ size, column, row }) => `${size} from ${column},${row}`,
  after: { open: "not yet sealed", died: "sealed only after a crash", failed: "the recording had failed" },
  unnamed: "NOT SEALED: no entry is about it",
  unfinished: "last line unfinished",
  unsound: ({ code }) => `NOT WHAT THE JOURNAL SAYS (${code})`,
  vouched: { capsule: "from a handover", nobody: "not of this journal" },

  warningTitle: "THIS RECORDING IS NOT WHAT THE JOURNAL SAYS",
  warning: [
    "What is played is the file as it is now. It is no evidence of what was on the screen.",
    "shoseki verify says all that is wrong with this journal.",
  ],

  reading: ({ percent }) => `reading the text: ${percent} %`,
  notFound: ({ text }) => `"${text}" was never on the screen`,
  noMore: ({ text, other }) =>
    `"${text}": no other place that way${other === null ? "" : `; ${other} looks the other way`}`,
  found: ({ text, at, of }) => `"${text}": ${at} of ${of}`,
  readUntil: ({ at }) => `the text was read up to ${at} only: there is too much of it`,
  noMarker: "no other marker that way",
  notHere: ({ seq }) => `entry ${seq} has no marker in this recording`,
  notAMoment: ({ text }) => `"${text}" is neither a time (12:30) nor an entry (#41)`,
  noEntry: "there is no entry before this moment",
  entryElsewhere: "the entry is in another journal than this one",
};
