import type { ErrorFacts } from "#domain/errors.js";
import type { NotSigned } from "#domain/not-signed.js";
import type { RequestProblem } from "#domain/request-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const notBegun = "Nobody was asked for an approval, and nothing that needs one was done.";
const noApproval = "There is no approval, and nothing was done under it.";
const notCounted =
  "The approval does not count, and nothing was done under it. That it was refused is recorded.";

const inRequest: Readonly<Record<RequestProblem, string>> = {
  TOO_LARGE: "it is larger than any request",
  NOT_UTF8: "it is not UTF-8",
  NOT_JSON: "it is not JSON",
  NOT_CANONICAL: "it is not written in the canonical form (RFC 8785)",
  FORMAT: "its format is not shoseki-approval-request/1",
  MISSING: "it is missing",
  UNKNOWN_KEY: "no request has it",
  NOT_OF_FORM: "it is not of the form that it should be",
  CONTRADICTS: "it contradicts the plan in the same file",
};

const altered: Readonly<Record<ErrorFacts["APPROVAL_ALTERED"]["what"], string>> = {
  REQUEST: "The request is not of the form that Shoseki writes.",
  SIGNATURE: "The signature does not fit the request, or is no SSH signature for approval@shoseki.",
  NOT_REQUESTED: "This run has made no such request.",
};

const otherPlan: Readonly<Record<ErrorFacts["APPROVAL_OTHER_PLAN"]["what"], string>> = {
  RUN: "The approval is for another run.",
  STEP: "The approval is for another step of this run.",
  PLAN: "The approval is for another plan: what would be done now is not what was approved.",
};

const writableBy: Readonly<Record<ErrorFacts["APPROVERS_WRITABLE"]["why"], string>> = {
  OWNED: "you own",
  GRANTED: "you may write to",
  NOT_KNOWN: "this system does not say who may write to",
};

function notSigned(why: NotSigned, path: string): string {
  switch (why.kind) {
    case "EXISTS":
      return `There is a file ${path} already.`;
    case "NO_TERMINAL":
      return `${path} is only signed at a terminal, and there is none to ask at.`;
    case "DECLINED":
      return `You have not agreed, so that there is no ${path}.`;
    case "NO_JOURNAL":
      return `There is no journal in ${why.directory}, and so no key to sign ${path} with.`;
    case "FAILED":
      return `${path} cannot be written: ${unended(why.cause)}.`;
  }
}

/** Approvals by a second person. */
export const approvalErrors = {
  APPROVERS_MISSING: ({ path }) => ({
    what: `There is no file ${path} of those who may approve.`,
    notDone: notBegun,
    next: "Have an administrator put the allowed signers there, or name their file with --approvers or the profile's approvers.",
  }),
  APPROVERS_UNREADABLE: ({ path, cause }) => ({
    what: `The file ${path} of those who may approve cannot be read: ${unended(cause)}.`,
    notDone: notBegun,
    next: "Check the file and its permissions: you must be able to read it, and not to write it.",
  }),
  APPROVERS_WRITABLE: ({ path, at, why }) => ({
    what: `${path} says who may approve, and ${writableBy[why]} ${at}.`,
    notDone: notBegun,
    next: "Have an administrator keep it in a directory such as /etc/shoseki that, with all above it, belongs to others and that only they can write.",
  }),
  APPROVAL_REQUEST_INVALID: ({ path, at, problem }) => ({
    what: `${path} is no request for an approval: ${at === "" ? "" : `at ${at}, `}${inRequest[problem]}.`,
    notDone: "Nothing was signed.",
    next: "Ask for the file once more, by a way that does not change it.",
  }),
  APPROVAL_NOT_SIGNED: ({ path, why }) => ({
    what: notSigned(why, path),
    notDone:
      why.kind === "FAILED"
        ? "Your journal says that you have approved it, but nobody has the signature."
        : "Nothing was signed, and nothing is recorded.",
    next:
      why.kind === "EXISTS"
        ? "See what it is, and move it away if you want to sign."
        : why.kind === "NO_JOURNAL"
          ? "Name your journal (--journal DIR), or begin one by logging in to any endpoint once (shoseki ENDPOINT); " +
            "or sign with a key of your own: ssh-keygen -Y sign -n approval@shoseki -f KEY FILE."
          : "Run it again at a terminal where you can write, and type yes in full if you approve.",
  }),
  APPROVAL_ALTERED: ({ what }) => ({
    what: altered[what],
    notDone: notCounted,
    next: "Have exactly the file that was written for this run signed, and bring both files back unchanged.",
  }),
  APPROVAL_REPLAYED: ({ run }) => ({
    what: `This approval, of run ${run}, has been used before.`,
    notDone: notCounted,
    next: "Ask for a new approval: each request is good for one.",
  }),
  APPROVAL_OTHER_PLAN: ({ what }) => ({
    what: otherPlan[what],
    notDone: notCounted,
    next: "Ask for a new approval of the plan as it is now.",
  }),
  APPROVAL_EXPIRED: ({ expires, now }) => ({
    what: `The request was good until ${expires}, and it is ${now}.`,
    notDone: noApproval,
    next: "Ask for a new approval.",
  }),
  APPROVAL_OWN: ({ name, why }) => ({
    what:
      why === "KEY"
        ? `The key ${name} belongs to whoever asks.`
        : `${name} is, or could be, whoever asks: nobody approves for themselves.`,
    notDone: noApproval,
    next: "Have another person approve it, with a key and a name of their own.",
  }),
  APPROVAL_NOT_ALLOWED: ({ key, path }) => ({
    what: `The key ${key} is not one that ${path} lets approve now.`,
    notDone: notCounted,
    next: "Have somebody approve it who is in the file, or an administrator add them.",
  }),
} satisfies Partial<ErrorTexts>;
