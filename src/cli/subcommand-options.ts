import type { OptionName } from "#cli/options.js";

/** How to log in to a hypervisor, and whom to believe. */
export const LOGIN: readonly OptionName[] = [
  "user",
  "password-stdin",
  "ca",
  "thumbprint",
  "insecure",
  "timeout",
];

/** What `profile add` writes into a profile. */
const PROFILE_ADD: readonly OptionName[] = [
  "endpoint",
  "user",
  "ca",
  "thumbprint",
  "insecure",
  "read-only",
  "ask-reason",
  "ask-ticket",
  "confirm",
  "protect",
  "theme",
  "anchor-command",
  "approvers",
  "password-command",
  "lock-after",
  "relogin",
  "record",
  "record-input",
  "no-share",
  "timeout",
];

/** What a session on an endpoint can be told, wherever its command lines come from. */
const SESSION: readonly OptionName[] = [
  ...LOGIN,
  "read-only",
  "reason",
  "ticket",
  "yes",
  "keep-going",
  "anchor-command",
  "json",
];

/** What says which entries `log` prints, and how. */
export const LOG_FILTERS: readonly OptionName[] = [
  "format",
  "op",
  "target",
  "user",
  "since",
  "until",
  "failed",
  "run",
  "step",
  "limit",
  "follow",
];

/** What agrees beforehand, or is printed for programs, has no place where one looks and agrees. */
const NOT_IN_CONSOLE: readonly OptionName[] = ["yes", "keep-going", "json"];

/** What each word after `profile` takes. */
export const PROFILE_OPTIONS = {
  add: PROFILE_ADD,
  list: ["json"],
  show: ["json"],
  remove: ["yes"],
  test: ["json", "password-stdin"],
  password: ["password-stdin", "forget"],
  schema: [],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

/** What is said beforehand of a run that is carried on: nobody is asked for it then. */
const RUNNING: readonly OptionName[] = [
  ...without(SESSION, ["keep-going"]),
  "approvers",
  "seen",
  "skip",
  "again",
  "approval",
  "request",
];

/** What each word after `procedure` takes. */
export const PROCEDURE_OPTIONS = {
  run: ["param", ...RUNNING],
  resume: ["capsule", "signers", "take-back", ...RUNNING],
  "back-out": ["take-back", ...RUNNING],
  runs: ["json"],
  check: ["param", "json", "anchor-command", ...LOGIN],
  rehearse: ["param", "back-out", "reason", "ticket", "json", "anchor-command", ...LOGIN],
  approve: [],
  capsule: ["output", "json"],
  report: ["format", "output", "verify", "json"],
  "print-schema": [],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

/** What `handover --draft` takes. */
export const DRAFT_OPTIONS = [
  "draft",
  "since",
  "remarks",
  "markdown",
  "html",
  "capsule",
  "json",
] as const satisfies readonly OptionName[];

/** What answers another operator's handover takes, whatever the answer. */
const ANSWERING = ["signers", "output", "yes", "json"] as const satisfies readonly OptionName[];

/** What `handover`, and each word after it, takes. */
export const HANDOVER_OPTIONS = {
  sign: ["since", "remarks", "output", "json"],
  show: ["signers", "json"],
  accept: ["reason", ...ANSWERING],
  refuse: ["reason", ...ANSWERING],
  question: ["question", ...ANSWERING],
  answer: ["signers", "json"],
  list: ["json"],
  waive: ["reason", "json"],
  again: ["output", "json"],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

/**
 * The options of each subcommand beside `GENERAL`: what it accepts, and what the shell completes. `console` and `repl`
 * are `shoseki ENDPOINT` with a terminal and without one. The latter always goes on after a failure.
 */
export const OPTIONS_OF = {
  console: [
    ...without(SESSION, NOT_IN_CONSOLE),
    "approvers",
    "no-share",
    "theme",
    "ask-reason",
    "ask-ticket",
    "relogin",
    "lock-after",
    "record",
    "record-input",
  ],
  repl: without(SESSION, ["keep-going"]),
  exec: [...SESSION, "no-share"],
  run: SESSION,
  log: [...LOG_FILTERS, "sig", "no-index"],
  verify: ["json", "deep", "signers", "against", "endpoint", ...LOGIN],
  verifyProof: ["json", "signers"],
  verifyCapsule: ["json", "deep", "signers"],
  proof: ["from"],
  key: ["json"],
  trust: ["json"],
  profile: [...new Set(Object.values(PROFILE_OPTIONS).flat())],
  procedure: [...new Set(Object.values(PROCEDURE_OPTIONS).flat())],
  handover: [...new Set([...DRAFT_OPTIONS, ...Object.values(HANDOVER_OPTIONS).flat()])],
  touched: ["since", "until", "show", "json"],
  replay: ["at", "speed", "idle", "theme", "json"],
  help: [],
  completion: [],
  doctor: ["json"],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

function without(all: readonly OptionName[], some: readonly OptionName[]): readonly OptionName[] {
  return all.filter((name) => !some.includes(name));
}
