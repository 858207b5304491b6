import type { ApprovalTexts, PassedOverBecause } from "#messages/approval-texts.js";

const because: Readonly<Record<PassedOverBecause, string>> = {
  CERT_AUTHORITY: "certificate authorities are not supported",
  OPTION: "it has an option that is not known, or not written as it should be",
  TIME: "valid-after or valid-before is no time, or there is none between them",
  KEY: "it has no key of a type that can be believed (Ed25519, ECDSA, RSA of at least 2048 bits, security keys)",
  PRINCIPALS: "it does not begin with a list of principals",
};

export const approval: ApprovalTexts = {
  asks: "You are asked to approve this as the second person:",
  labels: {
    title: "Procedure",
    step: "Step",
    ticket: "Change",
    endpoint: "Endpoint",
    askedBy: "Asked by",
    issued: "Asked at",
    expires: "Good until",
    run: "Run",
    file: "File SHA-256",
    plan: "Plan SHA-256",
    request: "Request SHA-256",
  },
  whole: "the whole procedure",
  askedBy: ({ os, console, login, key }) => `${os} at ${console}, logged in as ${login}, key ${key}`,
  left: ({ minutes }) => `${minutes} min from now`,
  parameters: "Parameters:",
  items: "The sets that were frozen when the run began:",
  chosen: "chosen:",
  operations: (count) =>
    count === 1 ? "What would be done (1 operation):" : `What would be done (${count} operations):`,
  plannedLater: "its plan is made when it is its turn",
  asInFile: ["All that the procedure's file does with these parameters and sets. The file, whole:"],
  summary: ({ operations, lossy, endpoint }) => {
    const what =
      operations === 0
        ? "All that the file does"
        : operations === 1
          ? "1 operation"
          : `${operations} operations`;
    if (lossy === null)
      return `${what} on ${endpoint}; what is lost by it is NOT KNOWN YET: each is planned when it is its turn.`;
    if (lossy === 0) return `${what} on ${endpoint}; nothing is said to be lost.`;
    return `${what} on ${endpoint}; ${lossy} of them destroy something for good.`;
  },
  question: "Do you approve exactly this, and nothing else? (yes)",
  yes: ["yes"],
  signed: ({ path, seq, key }) =>
    `Approved: ${path} is signed with ${key}, and entry #${seq} of your journal says so. Send the file back to whoever asks.`,
  byHand: "ssh-keygen -Y sign -n approval@shoseki -f KEY FILE does the same with a key of your own.",
  writable: ({ path }) =>
    `You are the superuser: nothing keeps you from writing ${path}, which says who may approve. The entries say so.`,
  passedOver: ({ path, line, problem }) => `${path}, line ${line} is passed over: ${because[problem]}.`,
};
