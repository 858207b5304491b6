import { isHalfDone } from "#domain/half-done.js";
import type { Crossed } from "#domain/move-obstacle.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const nobodyKnows =
  "If a change was under way, nobody here knows whether it was done; it was not sent again.";
const look =
  "Look at the target before you ask again; the next login to this endpoint records what became of it.";

const setRight = "See what the server says, put it right, and ask again.";

/** A call was made. */
export const call = {
  SERVER_FAULT: (said) =>
    isHalfDone(said.fault)
      ? byHalf(said)
      : {
          what: `The server refused the call: ${unended(said.message)} (${said.fault}).`,
          notDone: "As it says, the call was not carried out; AFT in an entry of it is what it reports now.",
          next: setRight,
        },
  TASK_FAILED: (said) =>
    isHalfDone(said.fault)
      ? byHalf(said)
      : {
          what: `The server took the task on, and it failed: ${unended(said.message)} (${said.fault}).`,
          notDone: "The change was not completed; AFT in the entry is what the server reports now.",
          next: setRight,
        },
  FAILED_YET_SHOWN: ({ name, fault, message }) => ({
    what: `The server says that it failed: ${unended(message)} (${fault}). Yet ${name} shows what was asked.`,
    notDone: "What else belongs to it may not have been done, and what shows may be somebody else's doing.",
    next: `Look at ${name} with info, and see what the server says, before you ask again.`,
  }),
  SERVER_UNSURE: ({ fault, message }) => ({
    what: `The server answered that it does not know itself whether it was done: ${unended(message)} (${fault}).`,
    notDone: "Nobody here knows either; it was not sent again.",
    next: look,
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
  CHANGE_NOT_SHOWN: ({ name, of }) => ({
    what: `${of === "TASK" ? "The server says that the task succeeded" : "The server took the request"}, but ${name} does not show the change yet.`,
    notDone: "Whether it has taken effect is not certain.",
    next: `Look at it with info ${name} before you go on.`,
  }),
  AT_BOTH: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}, but ${from} and ${to} both have ${name}.`,
    notDone: `Nobody here knows whether the move is complete; ${name} was not taken away at ${from}.`,
    next: `Do not start it at ${from}: run at both, it would ruin its disks. Look at both with info; what is at ${from} can go once the one at ${to} works (virsh undefine, which leaves the disks).`,
  }),
  STILL_THERE: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}, but ${name} is still at ${from}, and not seen at ${to}.`,
    notDone: "Nobody here knows whether anything was moved.",
    next: `Look at it with info ${name} before you move it again.`,
  }),
  NOWHERE: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}, but ${name} is gone from ${from}, and is not at ${to} either.`,
    notDone: "Nobody here knows where it is.",
    next: `Look at both hosts (virsh list --all), and make nothing of its name until you have found it: its disks may be at either.`,
  }),
  LOOK_ELSEWHERE: ({ name, from, to, ...said }) => ({
    what: `${moved(said)}; ${name} is gone from ${from}, and nothing can be asked of ${to} now.`,
    notDone: `Nobody here knows whether it is at ${to}.`,
    next: `Have ${to} open again beside ${from}: then it is looked up there by itself, and recorded.`,
  }),
} satisfies Partial<ErrorTexts>;

/** In our words, which have the server's in them. */
function byHalf({ fault, message }: { readonly fault: string; readonly message: string }) {
  return {
    what: `It was done by half, or something of it is left: ${unended(message)} (${fault}).`,
    notDone: "The rest was not done; AFT in the entry is what the server reports now.",
    next: "Look at what is there, and put it right, before you ask again.",
  };
}

function moved({ fault, message }: Pick<Crossed, "fault" | "message">): string {
  if (fault === undefined) return "The server says that the move succeeded";
  return `The server says that the move failed: ${unended(message ?? "")} (${fault})`;
}
