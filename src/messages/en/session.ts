import type { NotShared } from "#domain/errors.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const noSession = "No session was opened, and no password was sent.";

function notShared(why: NotShared): string {
  switch (why.kind) {
    case "TAKEN":
      return "another one with the same endpoint, login and journal is open already";
    case "UNSAFE":
      return `${why.path} is not a directory that only you can look into`;
    case "TOO_LONG":
      return `${why.path} is too long a path for a socket`;
    case "FAILED":
      return `${why.path} cannot be used: ${unended(why.cause)}`;
  }
}

/** There is no session. */
export const session = {
  UNREACHABLE: ({ endpoint, cause }) => ({
    what: `${endpoint} cannot be reached: ${unended(cause)}.`,
    notDone: noSession,
    next: "Check the name, the port and the way there, then try again.",
  }),
  NOT_VSPHERE: ({ endpoint, problem }) => ({
    what: `${endpoint} does not answer as vCenter or ESXi does: ${unended(problem)}.`,
    notDone: noSession,
    next: "Check the host and the port; the vSphere API is usually on 443.",
  }),
  VERSION_UNSUPPORTED: ({ endpoint, version }) => ({
    what: `${endpoint} speaks vSphere API ${version}, which is older than what is supported (6.5).`,
    notDone: noSession,
    next: "Use a server of vSphere 6.5 or later.",
  }),
  LOGIN_REFUSED: ({ user, fault, message }) => ({
    what: `The server refused the login of ${user}: ${unended(message)} (${fault}).`,
    notDone: "No session was opened.",
    next: "Check the user and the password; repeated failures may lock the account.",
  }),
  INTERRUPTED: ({ endpoint }) => ({
    what: `The way to ${endpoint} is interrupted.`,
    notDone: "Nothing was sent.",
    next: "It is looked for again and again; ask once it is back, or press C to try at once.",
  }),
  CONSOLE_LOCKED: () => ({
    what: "The console is locked.",
    notDone: "Nothing was sent.",
    next: "Unlock it, or run this with --no-share in a session of its own.",
  }),
  ENDPOINT_UNKNOWN: ({ text, names }) => ({
    what: `This console has no endpoint ${text}; it has ${names.join(", ")}.`,
    notDone: "Nothing was sent.",
    next: "Name one of them, or connect to another one with connect.",
  }),
  SESSION_NOT_SHARED: ({ why }) => ({
    what: `shoseki exec does not go through this console: ${notShared(why)}.`,
    notDone: "Nothing else is different: it logs in for itself, as when no console is open.",
    next:
      why.kind === "TAKEN"
        ? "Nothing needs to be done; it goes through the other console."
        : "Set XDG_RUNTIME_DIR to a directory of yours with mode 0700, and open the console anew.",
  }),
  ENDPOINT_TAKEN: ({ name }) => ({
    what: `This console is connected to ${name} already.`,
    notDone: "No session was opened.",
    next: `Use it by its name, or disconnect ${name} first.`,
  }),
  ENDPOINT_NOT_ONE: ({ names }) => ({
    what: `This console has several endpoints (${names.join(", ")}), and it is not said which one is meant.`,
    notDone: "Nothing was sent.",
    next: `Say use ${names[0] ?? "NAME"} first, or name a place there, such as --host ${names[0] ?? "NAME"}:HOST.`,
  }),
} satisfies Partial<ErrorTexts>;
