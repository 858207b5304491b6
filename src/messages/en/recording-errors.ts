import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

/** The recording of a console. */
export const recordingErrors = {
  RECORDING_FAILED: ({ file, cause, full, means }) => ({
    what: `The recording casts/${file} cannot be written: ${unended(cause)}.`,
    notDone: {
      unrecorded: "What is seen from now on is not recorded. The console and the journal go on.",
      "as-before": "It was not begun. The recording that was under way goes on as it was.",
      left: "Here a console works only while it is recorded: it begins nothing more. What was under way was seen to its end.",
      "no-login": "Here a console works only while it is recorded: there was no Login.",
    }[means],
    next: `${full ? "Make room on the journal's disk" : "See to it that files can be written in casts/ of the journal"}, and ${
      {
        unrecorded: "begin another recording with record on",
        "as-before": "say again what you want of it",
        left: "open the console again",
        "no-login": "open it again",
      }[means]
    }.`,
  }),
  RECORDING_REQUIRED: ({ name, by }) => ({
    what: {
      profile: `The profile of ${name} says that a console there is recorded.`,
      option: `This console was opened at ${name} with --record required.`,
    }[by],
    notDone: "The recording goes on: nothing was switched off.",
    next: {
      profile: "Whoever keeps the profile can say recording: on in it.",
      option: "Opened with --record on, its recording can be switched off.",
    }[by],
  }),
} satisfies Partial<ErrorTexts>;
