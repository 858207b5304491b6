import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const nobodyKnows =
  "If a change was under way, nobody here knows whether it was done; it was not sent again.";
const look =
  "Look at the target before you ask again; the next login to this endpoint records what became of it.";

/** A call was made. */
export const call = {
  SERVER_FAULT: ({ fault, message }) => ({
    what: `The server refused the call: ${unended(message)} (${fault}).`,
    notDone: "Nothing was changed.",
    next: "See what the server says, put it right, and ask again.",
  }),
  TASK_FAILED: ({ fault, message }) => ({
    what: `The server took the task on, and it failed: ${unended(message)} (${fault}).`,
    notDone: "The change was not completed; AFT in the entry is what the server reports now.",
    next: "See what the server says, put it right, and ask again.",
  }),
  SESSION_ENDED: () => ({
    what: "The server has ended the session.",
    notDone: "What was asked last was not done.",
    next: "Log in again and ask again.",
  }),
  NOT_SENT: ({ cause }) => ({
    what: `The call could not be sent: ${unended(cause)}.`,
    notDone: "Nothing was sent.",
    next: "Check the connection and ask again.",
  }),
  CONNECTION_LOST: ({ cause }) => ({
    what: `The connection was lost after the call had been sent: ${unended(cause)}.`,
    notDone: nobodyKnows,
    next: look,
  }),
  REPLY_TIMEOUT: ({ seconds }) => ({
    what: `No reply came within ${seconds} s.`,
    notDone: nobodyKnows,
    next: look,
  }),
  REPLY_INVALID: ({ problem }) => ({
    what: `The server's reply cannot be read: ${unended(problem)}.`,
    notDone: nobodyKnows,
    next: look,
  }),
  GAVE_UP_WAITING: () => ({
    what: "Waiting was given up before the task had ended.",
    notDone: "The task was not stopped: it may still run, and nobody here knows how it ends.",
    next: look,
  }),
  SHARED_SESSION_LOST: () => ({
    what: "The console that this went through has gone, or could not be understood, before it said how it ended.",
    notDone:
      "Nobody here knows whether it was done, all of it or a part; it was not asked for a second time.",
    next: "See shoseki log for what is recorded of it, and look at the targets before you ask again.",
  }),
  CANCELLED: ({ fault, message }) => ({
    what: `The server ended the task before it was done, as you had asked: ${unended(message)} (${fault}).`,
    notDone: "The change was not completed; AFT in the entry is what the server reports now.",
    next: "Look at the target before you ask again: part of the work may be left over.",
  }),
  NOT_CANCELLED: ({ name }) => ({
    what: `You had asked to cancel, and the server has finished the task on ${name} all the same.`,
    notDone: "Nothing was cancelled: the change is done.",
    next: "See AFT in the entry; help VERB says how it is undone.",
  }),
  CHANGE_NOT_SHOWN: ({ name }) => ({
    what: `The server says that the task succeeded, but ${name} does not show the change yet.`,
    notDone: "Whether it has taken effect is not certain.",
    next: `Look at it with info ${name} before you go on.`,
  }),
} satisfies Partial<ErrorTexts>;
