import type { ErrorCode, ErrorFacts, Problem } from "#domain/errors.js";
import type { Loss } from "#domain/loss.js";
import type { MoveObstacle } from "#domain/move-obstacle.js";
import type { PasswordCommandProblem } from "#domain/password-problem.js";
import type { ProfileProblem, ProfileType } from "#domain/profile-problem.js";
import type { RequestProblem } from "#domain/request-problem.js";
import type { SyntaxProblem } from "#domain/syntax-problem.js";
import type { ThemeProblem } from "#domain/theme-problem.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import type { UsageProblem } from "#domain/usage-problem.js";
import type { YamlFault } from "#domain/yaml-problem.js";

/** Facts for every code, each value so odd that it can be found again in a text. */
const facts: { [C in ErrorCode]: ErrorFacts[C] } = {
  USAGE: { problem: "--frob is no option" },
  UNKNOWN_VERB: { line: "strat web-01", column: 0, word: "strat", nearest: "start" },
  SYNTAX: {
    line: "memory web-01 8GB",
    column: 14,
    word: "8GB",
    problem: "DECIMAL_UNIT",
    suggestions: ["8GiB"],
  },
  BAD_ENDPOINT: { text: "ftp://vc1", problem: "ftp is no platform" },
  FILE_UNREADABLE: { path: "/etc/ca.pem", cause: "EACCES" },
  THEME_INVALID: { path: "/t/dusk.json", problem: { kind: "SYNTAX", line: 4, column: 11 } },
  PROCEDURE_INVALID: {
    path: "/p/patch.yaml",
    line: 17,
    column: 5,
    problem: { kind: "MISSING", at: "steps.0.id" },
  },
  EXPRESSION_FAILED: {
    expression: "vm.power == on",
    line: 21,
    column: 14,
    problem: { kind: "NO_OBJECT", name: "web-01" },
  },
  PARAMETER_MISSING: { name: "spare", type: "host", description: "Where they go" },
  PARAMETER_INVALID: {
    name: "spare",
    text: "esx-1",
    problem: { kind: "UNKNOWN", what: "host", nearest: ["esx-01"] },
  },
  PARAMETER_UNKNOWN: { name: "spear", nearest: "spare", names: ["host", "spare"] },
  SET_TOO_LARGE: { loop: "evacuate", count: 4712, most: 50 },
  PROFILE_INVALID: {
    path: "/p/vc1.yaml",
    line: 4711,
    column: 13,
    problem: { kind: "MISSING", at: "endpoint" },
  },
  PROFILE_UNKNOWN: { name: "vc7", nearest: "vc1", path: "/p/vc7.yaml" },
  PROFILE_EXISTS: { name: "vc1", path: "/p/vc1.yaml" },
  PROFILE_UNWRITABLE: { path: "/p/vc1.yaml", cause: "EROFS" },
  ONE_JOURNAL_ONLY: { name: "vc7", open: "/j/one", wanted: "/j/other" },
  TARGET_UNKNOWN: { text: "web-07", nearest: ["web-01", "web-02"] },
  TARGET_AMBIGUOUS: { text: "web-01", candidates: ["/A/vm/web-01 (@vm-1)", "/B/vm/web-01 (@vm-2)"] },
  ONE_TARGET_ONLY: { operation: "RenameVM", text: "web-*", count: 17 },
  POWER_STATE: { name: "web-01", power: "suspended", needs: "off" },
  NO_CHANGE: { name: "web-01", what: "CPUs", value: "12" },
  NAME_TAKEN: { name: "web-02", path: "/DC0/vm/web-02" },
  NAME_INVALID: { name: "x\u0007", problem: "CONTROL_CHARACTER", limit: 80 },
  NO_HOT_ADD: { name: "web-01", what: "memory" },
  NO_HOT_REMOVE: { name: "web-01", what: "CPUs" },
  SIZE_IMPOSSIBLE: { what: "memory", asked: "9 MiB", problem: { kind: "OFF_STEP", step: 4, unit: "MiB" } },
  IS_TEMPLATE: { name: "web-01" },
  MACHINE_UNREACHABLE: { name: "web-01" },
  NOT_SUPPORTED: { operation: "RenameVM", platform: "libvirt" },
  NEEDS_YES: {
    operation: "DeleteVM",
    name: "web-01",
    losses: [
      { kind: "disk", label: "Hard disk 1", sizeMiB: 40_960, file: "[vmfs-01] web-01/web-01.vmdk" },
      { kind: "snapshot", name: "before the patch" },
    ],
  },
  TARGET_CHANGED: { name: "web-01" },
  NOT_KEPT: { name: "web-01" },
  DISKS_NOT_KEPT: { name: "web-01", platform: "vsphere" },
  NO_TOOLS: { name: "web-01" },
  NO_DISK: { name: "web-01" },
  DISK_NOT_ONE: { name: "web-01", label: "Hard disk 9", labels: ["Hard disk 1", "Hard disk 2"] },
  DISK_ONLY_GROWS: { name: "web-01", label: "Hard disk 1", sizeMiB: 40_961, askedMiB: 20_481 },
  DISK_FIXED: { name: "web-01", label: "Hard disk 1" },
  HAS_SNAPSHOTS: { name: "web-01", label: "Hard disk 1", snapshots: ["before", "after"] },
  NO_DISK_SLOT: { name: "web-01" },
  NO_SNAPSHOT: { name: "web-01" },
  SNAPSHOT_NOT_ONE: { name: "web-01", snapshot: "befor", candidates: ["before (@snapshot-4)"] },
  HOST_UNREACHABLE: { name: "esx-02" },
  IN_MAINTENANCE: { name: "esx-02" },
  NOT_IN_MAINTENANCE: { name: "esx-02" },
  MACHINES_RUNNING: { name: "esx-02", machines: ["web-01", "web-02"] },
  DATASTORE_UNREACHABLE: { name: "vmfs-01" },
  NOT_ENOUGH_SPACE: { datastore: "vmfs-01", freeMiB: 4711, neededMiB: 16_384 },
  NO_PLACE: { what: "host" },
  PLACE_APART: { what: "datastore", name: "vmfs-07", host: "esx-02" },
  TARGET_NOT_AS_LEFT: { name: "web-01", what: "datastore", left: "vmfs-01", now: "vmfs-02" },
  NOT_UNDOABLE: { operation: "DeleteVM", why: "LOST" },
  STOPPED_BY_OPERATOR: {},
  READ_ONLY: { by: "profile" },
  HANDOVER_INVALID: { path: "/tmp/shift.tar", problem: "report.json: it is another." },
  HANDOVER_UNSIGNED: { path: "/tmp/shift.tar" },
  HANDOVER_KEY_UNKNOWN: { path: "/tmp/shift.tar", key: "SHA256:abc", origin: "ops-1", of: "OUTGOING" },
  HANDOVER_OWN: { key: "SHA256:abc" },
  HANDOVER_SAME_OPERATOR: { who: "alice@ops-1" },
  HANDOVER_OTHER_FILE: { path: "/tmp/shift.tar.answer", is: "ANSWER" },
  HANDOVER_NO_ENTRY: { section: "machines", seq: 4711 },
  HANDOVER_EMPTY: { firstSeq: 41 },
  HANDOVER_NOT_NEWEST: { handover: "0198", revision: 1, newest: 2 },
  HANDOVER_ANSWERED: { handover: "0198", revision: 1, decision: "refused", seq: 41, by: "OUTGOING" },
  HANDOVER_ANSWER_INVALID: { path: "/tmp/shift.answer", problem: "SIGNATURE" },
  HANDOVER_UNKNOWN: { handover: "0198", nearest: ["0199"] },
  HANDOVER_NOT_REVISABLE: { handover: "0198", revision: 1, state: "waiting" },
  HANDOVER_UNANSWERED: { questions: 2 },
  HANDOVER_STALE: { entries: 2 },
  HANDOVER_NOT_SIGNED: { why: "NO_TERMINAL" },
  EDITOR_FAILED: { editor: "vi", cause: "exit code 1", path: "/s/handover.md" },
  HANDOVER_NOT_WRITTEN: { path: "/tmp/shift.tar", cause: "no space left on device", recorded: 41 },
  PROTECTED: { name: "db-01", pattern: "/DC0/vm/prod/*" },
  PURPOSE_MISSING: { what: "reason" },
  NOT_CONFIRMED: { operation: "DeleteVM", name: "web-01" },
  PLACE_ELSEWHERE: { what: "vc7:vmfs-07", endpoint: "vc7", target: "lab1" },
  NO_GUEST_KIND: { guest: "msdos", known: ["hvm", "xen"] },
  NOT_ASKED: { fault: "NO_GUEST_KIND", guest: "msdos", known: ["hvm", "xen"] },
  MOVE_IMPOSSIBLE: { name: "web-01", to: "kvm-b", why: "NO_POOL", about: "vda (images/web.qcow2)" },
  UNREACHABLE: { endpoint: "vsphere://vc1", cause: "ECONNREFUSED" },
  CERTIFICATE_UNTRUSTED: {
    endpoint: "vsphere://vc1",
    reasons: ["no such reason", "nor this"],
    thumbprint: "3F:A1:09",
    subject: "CN=vc1",
    issuer: "CN=lab CA",
    from: "Jan  1 00:00:00 2026 GMT",
    until: "Jan  1 00:00:00 2027 GMT",
  },
  CERTIFICATE_CHANGED: {
    ...{ endpoint: "vsphere://vc1", algorithm: "SHA-1", known: "77:B0:4E", keeper: "govc" },
    ...{ file: "/home/op/known", line: 4711, thumbprint: "3F:A1:09", subject: "CN=vc1", issuer: "CN=lab CA" },
    ...{ from: "Jan  1 00:00:00 2026 GMT", until: "Jan  1 00:00:00 2027 GMT" },
  },
  KNOWN_HOSTS_UNWRITABLE: { path: "/home/op/known", cause: "EROFS" },
  HOST_NOT_KNOWN: { host: "vc1:443", path: "/home/op/known" },
  NOT_VSPHERE: { endpoint: "vsphere://vc1", problem: "HTTP 404" },
  VERSION_UNSUPPORTED: { endpoint: "vsphere://vc1", version: "5.1.7" },
  LOGIN_REFUSED: { user: "tester1", fault: "InvalidLogin", message: "Cannot complete login." },
  AUTH_UNSUPPORTED: { endpoint: "qemu+tls://kvm1/system", wants: "SASL (GSSAPI)" },
  CERTIFICATE_FILE_UNFIT: { path: "/home/op/.pki/libvirt/clientkey.pem", problem: "KEY_OF_ANOTHER" },
  CLIENT_CERTIFICATE_REFUSED: {
    endpoint: "qemu+tls://kvm1/system",
    subject: "CN=ops1",
    path: "/home/op/.pki/libvirt/clientcert.pem",
    cause: "the server has closed the connection",
  },
  PASSWORD_MISSING: { user: "tester1" },
  INTERRUPTED: { endpoint: "vsphere://vc1" },
  CONSOLE_LOCKED: {},
  ENDPOINT_UNKNOWN: { text: "vc7", names: ["vc1", "lab1"] },
  ENDPOINT_TAKEN: { name: "vc1" },
  ENDPOINT_NOT_ONE: { names: ["vc1", "lab1"] },
  SESSION_NOT_SHARED: { why: { kind: "FAILED", path: "/run/7.sock", cause: "EROFS" } },
  PASSWORD_COMMAND_FAILED: { command: "pass", why: { kind: "EXIT", exitCode: 22, said: "no secret key" } },
  CHECK_FAILED: { expression: "vm.power == off", seen: { "vm.power": "on" }, withinMs: 120_000 },
  CHECK_NOT_TOLD: { expression: "vm.power == off", cause: "The server cannot be reached." },
  SAID_NO: { question: "Is the monitoring silent?" },
  STEP_UNCERTAIN: { operation: "StopVM", name: "web-01" },
  APPROVAL_MISSING: { step: "wipe" },
  APPROVAL_PLAN_CHANGED: { step: "wipe" },
  APPROVAL_TOO_OLD: { step: "wipe", expires: "2026-11-28T03:00:00.000Z" },
  RUN_UNKNOWN: { run: "01a2", nearest: ["01a3"] },
  RUN_HELD: { run: "01a2", console: "ops-01" },
  RUN_OVER: { run: "01a2", end: "complete" },
  RUN_HANDED_OVER: { run: "01a2", capsule: "9f86d0" },
  RUN_ELSEWHERE: { run: "01a2", endpoint: "vsphere://vc1", here: "vsphere://vc2" },
  RUN_UNREADABLE: { run: "01a2", cause: "its blob is missing" },
  PROCEDURE_UNSOUND: { path: "patch-host.yaml", line: 12, column: 10, errors: 2 },
  CHANGE_NUMBER_OTHER: { run: "01a2", ticket: "CHG0001043", begun: "CHG0001042" },
  REQUEST_NOT_WRITTEN: { path: "/srv/change/1.request.json", cause: "EACCES: permission denied" },
  RUN_NEEDS_YES: { file: "patch-host.yaml" },
  CHANGE_NUMBER_INVALID: { ticket: "CHG1", pattern: "^CHG\\d{7}$" },
  PASSWORD_NOT_KEPT: { user: "tester1", endpoint: "vsphere://vc1", why: { kind: "SLOW", seconds: 5 } },
  PASSWORD_KEYRING_FAILED: {
    user: "tester1",
    endpoint: "vsphere://vc1",
    why: { kind: "FAILED", cause: "Cannot create an item in a locked collection" },
  },
  SERVER_FAULT: { fault: "InvalidState", message: "Not now." },
  TASK_FAILED: { fault: "NoDiskSpace", message: "Full." },
  SESSION_ENDED: {},
  NOT_SENT: { cause: "EPIPE" },
  CONNECTION_LOST: { cause: "ECONNRESET" },
  REPLY_TIMEOUT: { seconds: 37 },
  REPLY_INVALID: { problem: "an entity bomb" },
  GAVE_UP_WAITING: {},
  SHARED_SESSION_LOST: {},
  FAILED_YET_SHOWN: { name: "web-01", fault: "VIR_ERR_SYSTEM_ERROR", message: "Read-only file system" },
  SERVER_UNSURE: { fault: "VIR_ERR_OPERATION_TIMEOUT", message: "vcpu unplug request timed out" },
  CANCELLED: { fault: "RequestCanceled", message: "The task was canceled by a user." },
  NOT_CANCELLED: { name: "web-01" },
  CHANGE_NOT_SHOWN: { name: "web-01", of: "TASK" },
  AT_BOTH: { name: "web-01", from: "qemu+tls://kvm-a/system", to: "qemu+tls://kvm-b/system" },
  STILL_THERE: { name: "web-01", from: "qemu+tls://kvm-a/system", to: "qemu+tls://kvm-b/system" },
  NOWHERE: { name: "web-01", from: "qemu+tls://kvm-a/system", to: "qemu+tls://kvm-b/system" },
  LOOK_ELSEWHERE: { name: "web-01", from: "qemu+tls://kvm-a/system", to: "qemu+tls://kvm-b/system" },
  JOURNAL_UNWRITABLE: { directory: "/j", cause: "ENOSPC" },
  JOURNAL_LOCKED: { directory: "/j", seconds: 13 },
  JOURNAL_DAMAGED: { where: "000000000000.jsonl, seq 4", problem: "no signature" },
  JOURNAL_MISSING: { directory: "/j" },
  JOURNAL_FAILED: { directory: "/j", cause: "EIO" },
  OUTCOME_NOT_RECORDED: { operation: "StartVM", name: "web-01", status: "OK", cause: "The disk is full." },
  KEY_MISSING: { fingerprint: "SHA256:abc", path: "/j/key", keyring: "SEARCHED" },
  KEY_UNREADABLE: { path: "/j/key", cause: "EISDIR" },
  PASSPHRASE_MISSING: { path: "/j/key" },
  PASSPHRASE_WRONG: { path: "/j/key" },
  PASSPHRASES_DIFFER: {},
  KEYRING_TIMEOUT: { fingerprint: "SHA256:abc", path: "/j/key", seconds: 3 },
  KEYRING_FAILED: { fingerprint: "SHA256:abc", path: "/j/key", cause: "it is locked" },
  KEY_ROTATED: { directory: "/j" },
  JOURNAL_IN_USE: { directory: "/j", sessions: 2 },
  KEY_NOT_EXPORTED: { path: "/j/key", cause: "EEXIST" },
  CHECKPOINT_NOT_SIGNED: { directory: "/j", cause: "ENOSPC" },
  ANCHOR_COMMAND_FAILED: { command: "curl", why: { kind: "EXIT", exitCode: 22, said: "403" } },
  ANCHOR_COMMAND_UNFINISHED: { command: "curl", why: { kind: "SLOW", seconds: 31 } },
  ENTRY_TOO_LARGE: { bytes: 70_001, limit: 65_535 },
  ENTRY_UNKNOWN: { seq: 4711 },
  EVIDENCE_UNREADABLE: { path: "/tmp/keys", expected: "KEYS" },
  EVIDENCE_ELSEWHERE: { path: "/tmp/shift.tar.gz", is: "GZIP" },
  CAPSULE_INVALID: { path: "/tmp/run.capsule", problem: "NOT_IN_TREE", seq: 4711 },
  HANDOVER_TOO_LARGE: { member: "report.html", bytes: 47_110_815, limit: 67_108_864 },
  CAPSULE_TOO_LARGE: { run: "0198c1de-0000-7000-8000-000000000800", bytes: 20_000_000, limit: 16_777_216 },
  CAPSULE_KEY_UNKNOWN: { path: "a.capsule", key: "SHA256:9f86d0", origin: "shoseki/ops-1/01a2" },
  CAPSULE_NOT_WRITTEN: { path: "/tmp/run.capsule", cause: "there is such a file already" },
  RECORDING_FAILED: {
    file: "0198e2a4-0000-7000-8000-000000000001-1.cast",
    cause: "no space left on device",
    full: true,
    means: "left",
  },
  RECORDING_REQUIRED: { name: "vc1", by: "profile" },
  CAST_INVALID: { path: "/tmp/night.cast", line: 4711, problem: "TIME_BACKWARDS" },
  RECORDING_UNKNOWN: { word: "0199-frob", nearest: ["0199aaaa-session"] },
  RECORDING_MISSING: { file: "0199-1.cast", directory: "/tmp/journal/casts" },
  NOT_RECORDED: { seq: 4242 },
  REPLAY_NEEDS_TERMINAL: {},
  REPORT_INVALID: { path: "/tmp/report.md" },
  REMARKS_INVALID: { path: "shift.md", line: 4, problem: { kind: "UNKNOWN_SECTION", heading: "## Machine" } },
  DRAFT_NOT_WRITTEN: { path: "/tmp/shift.html", cause: "there is such a file already" },
  REPORT_NOT_WRITTEN: { path: "/tmp/report.md", cause: "there is such a file already" },
  PROOF_WITHOUT_KEYS: { path: "/tmp/4.tlog-proof" },
  APPROVERS_MISSING: { path: "/e/approvers" },
  APPROVERS_UNREADABLE: { path: "/e/approvers", cause: "EACCES" },
  APPROVERS_WRITABLE: { path: "/e/approvers", at: "/e", why: "OWNED" },
  APPROVAL_REQUEST_INVALID: { path: "/r.json", at: "frozen.items.7", problem: "NOT_OF_FORM" },
  APPROVAL_NOT_SIGNED: { path: "/r.json.sig", why: { kind: "FAILED", cause: "EROFS" } },
  APPROVAL_ALTERED: { what: "SIGNATURE" },
  APPROVAL_REPLAYED: { run: "0190-run" },
  APPROVAL_OTHER_PLAN: { what: "PLAN" },
  APPROVAL_EXPIRED: { expires: "2026-03-04T05:06:07.000Z", now: "2026-03-04T05:06:08.000Z" },
  APPROVAL_OWN: { name: "alice@ws1", why: "NAME" },
  APPROVAL_NOT_ALLOWED: { key: "SHA256:K7", path: "/e/approvers" },
  INTERNAL: { problem: "x is not a function" },
};

/** One problem of every code, and one of every kind where a code has several. */
export const problems: readonly Problem[] = [
  ...Object.entries(facts).map(([code, those]) => ({ code, facts: those }) as Problem),
  ...(
    [
      { kind: "NO_SUBCOMMAND" },
      { kind: "UNKNOWN_SUBCOMMAND", word: "exce", nearest: "exec", all: ["exec", "run"], profiles: [] },
      { kind: "UNKNOWN_SUBCOMMAND", word: "vc7", nearest: null, all: ["exec", "run"], profiles: ["vc1"] },
      { kind: "PROFILE_NAME", name: "VC 1", why: "FORM" },
      { kind: "PROFILE_NAME", name: "exec", why: "TAKEN" },
      { kind: "PROFILE_VALUE", option: "--user", problem: { kind: "PASSWORD", at: "user" } },
      { kind: "NOT_DURATION", option: "--lock-after", text: "3d" },
      { kind: "UNKNOWN_OPTION", option: "--reasn", nearest: "--reason" },
      { kind: "UNKNOWN_OPTION", option: "-x", nearest: null },
      { kind: "OPTION_OF_OTHERS", option: "--follow", subcommand: "exec" },
      { kind: "VALUE_MISSING", option: "--reason" },
      { kind: "VALUE_NOT_TAKEN", option: "--json" },
      { kind: "EMPTY", place: "--journal" },
      { kind: "PLACEHOLDER", option: "--seen", text: "TEXT" },
      { kind: "NO_LANGUAGE" },
      { kind: "NOT_OF_LIBVIRT", option: "--ca", endpoint: "qemu:///system", why: "TRUST" },
      { kind: "NO_TIME", option: "--since", text: "2026-02-31" },
    ] as const satisfies readonly UsageProblem[]
  ).map((problem): Problem => ({ code: "USAGE", facts: { problem } })),
  {
    code: "CERTIFICATE_CHANGED",
    facts: {
      ...{
        endpoint: "vsphere://vc1",
        algorithm: "SHA-256",
        known: "77:B0:4E",
        keeper: "shoseki",
        line: 4711,
      },
      ...{ file: "/home/op/known", thumbprint: "3F:A1:09", subject: "CN=vc1", issuer: "CN=lab CA" },
      ...{ from: "Jan  1 00:00:00 2026 GMT", until: "Jan  1 00:00:00 2027 GMT" },
    },
  },
  { code: "PROFILE_UNKNOWN", facts: { name: "vc7", nearest: null, path: "/p/vc7.yaml" } },
  { code: "ONE_JOURNAL_ONLY", facts: { name: "vc7", open: "/j/one", wanted: null } },
  ...(
    [
      { kind: "TOO_LARGE", limit: 65_536 },
      { kind: "NOT_UTF8" },
      { kind: "SEVERAL_DOCUMENTS" },
      { kind: "ALIAS" },
      { kind: "TAG" },
      { kind: "KEY_TWICE", at: "user" },
      { kind: "NOT_MAPPING", at: "" },
      { kind: "EMPTY", at: "user" },
      { kind: "CONTROL_CHARACTER", at: "user" },
      { kind: "PASSWORD", at: "password" },
      { kind: "UNKNOWN_KEY", at: "usr", nearest: "user" },
      { kind: "UNKNOWN_KEY", at: "keep-alive", nearest: null },
      { kind: "NOT_DURATION", at: "lock-after", text: "3d" },
      { kind: "NOT_THUMBPRINT", at: "trust.thumbprint", text: "3F" },
      { kind: "NOT_ABSOLUTE", at: "journal", text: "night" },
      { kind: "NOT_TRUST", at: "trust", text: "nobody" },
      { kind: "NOT_PATTERN", at: "protected.2", text: "@vm-1" },
      { kind: "NOT_ENDPOINT", at: "endpoint", text: "vc1", problem: "it begins with neither" },
      { kind: "NOT_ONE_OF", at: "confirm", text: "all", allowed: ["risk", "names"] },
      { kind: "OUT_OF_RANGE", at: "timeout", text: "0", most: 3600 },
      { kind: "EXCLUDES", at: "password", other: "password-command" },
      { kind: "NOT_OF_LIBVIRT", at: "trust", why: "TRUST" },
      ...(["TEXT", "BOOLEAN", "NUMBER", "LIST"] as const satisfies readonly ProfileType[]).map(
        (expected) => ({ kind: "WRONG_TYPE", at: "user", expected }) as const,
      ),
      ...(
        [
          "INDENT",
          "TAB",
          "UNFINISHED",
          "NO_COLON",
          "COLON_IN_VALUE",
          "NEEDS_QUOTES",
          "ESCAPE",
          "NESTED",
          "OTHER",
        ] as const satisfies readonly YamlFault[]
      ).map((why) => ({ kind: "SYNTAX", why }) as const),
    ] as const satisfies readonly ProfileProblem[]
  ).map((problem): Problem => {
    return { code: "PROFILE_INVALID", facts: { path: "/p/vc1.yaml", line: 4711, column: 13, problem } };
  }),
  ...(["option", "operator", "handover"] as const).map(
    (by): Problem => ({ code: "READ_ONLY", facts: { by } }),
  ),
  ...(["FORM", "CONTRADICTS", "REPORT_SIGNATURE"] as const).map((problem): Problem => {
    return { code: "HANDOVER_ANSWER_INVALID", facts: { path: "/tmp/shift.answer", problem } };
  }),
  {
    code: "HANDOVER_KEY_UNKNOWN",
    facts: { path: "/tmp/shift.answer", key: "SHA256:abc", origin: "", of: "INCOMING" },
  },
  ...(["OUTGOING", "INCOMING"] as const).map((by): Problem => {
    const facts = { handover: "0198", revision: 1, decision: "accepted", seq: 41, by } as const;
    return { code: "HANDOVER_ANSWERED", facts };
  }),
  { code: "HANDOVER_OTHER_FILE", facts: { path: "/tmp/shift.tar", is: "HANDOVER" } },
  { code: "HANDOVER_UNKNOWN", facts: { handover: "0198", nearest: [] } },
  { code: "HANDOVER_NOT_REVISABLE", facts: { handover: "0198", revision: 1, state: "accepted" } },
  { code: "HANDOVER_UNANSWERED", facts: { questions: 1 } },
  { code: "HANDOVER_STALE", facts: { entries: 1 } },
  { code: "HANDOVER_NOT_SIGNED", facts: { why: "DECLINED" } },
  { code: "HANDOVER_NOT_SIGNED", facts: { why: "ANSWER" } },
  { code: "HANDOVER_NOT_WRITTEN", facts: { path: "/tmp/shift.tar", cause: "it is there", recorded: null } },
  { code: "PURPOSE_MISSING", facts: { what: "ticket" } },
  { code: "DISK_NOT_ONE", facts: { name: "web-01", label: null, labels: ["Hard disk 1", "Hard disk 2"] } },
  {
    code: "SNAPSHOT_NOT_ONE",
    facts: { name: "web-01", snapshot: null, candidates: ["a (@snapshot-1)", "a (@snapshot-2)"] },
  },
  ...(
    [
      { kind: "EXIT", exitCode: 2, said: null },
      { kind: "NOT_STARTED", cause: "EAGAIN" },
      { kind: "SLOW", seconds: 30 },
      { kind: "SIGNAL", signal: "SIGTERM" },
      { kind: "SILENT" },
      { kind: "NOT_UTF8" },
      { kind: "TOO_LONG", bytes: 4096 },
    ] as const satisfies readonly PasswordCommandProblem[]
  ).map((why): Problem => ({ code: "PASSWORD_COMMAND_FAILED", facts: { command: "pass", why } })),
  ...([{ kind: "ABSENT" }, { kind: "SLOW", seconds: 3 }] as const).map((why): Problem => {
    return { code: "PASSWORD_KEYRING_FAILED", facts: { user: "tester1", endpoint: "vsphere://vc1", why } };
  }),
  ...(["ABSENT", "NOT_ASKED"] as const).map((keyring): Problem => {
    return { code: "KEY_MISSING", facts: { fingerprint: "SHA256:abc", path: "/j/key", keyring } };
  }),
  ...(["datastore", "network", "folder"] as const).map((what): Problem => {
    return { code: "NO_PLACE", facts: { what } };
  }),
  ...(["host", "network", "folder"] as const).map((what): Problem => {
    return { code: "PLACE_APART", facts: { what, name: "over there", host: "esx-02" } };
  }),
  ...(
    [
      [],
      [{ kind: "since", snapshot: "before the patch" }],
      [{ kind: "reach" }],
      [{ kind: "disk", label: "Hard disk 1", sizeMiB: 4711, file: null }, { kind: "reach" }],
    ] as const satisfies readonly (readonly Loss[])[]
  ).map((losses): Problem => {
    return { code: "NEEDS_YES", facts: { operation: "RevertSnapshot", name: "web-01", losses } };
  }),
  ...(
    [
      { kind: "KEY_TWICE", at: "roles.ok", line: 12 },
      { kind: "UNKNOWN_KEY", at: "roles.okay", nearest: "ok" },
      { kind: "UNKNOWN_KEY", at: "author", nearest: null },
      { kind: "MISSING", at: "roles.ok" },
      { kind: "NOT_OBJECT", at: "" },
      { kind: "NOT_OBJECT", at: "roles" },
      { kind: "NOT_TEXT", at: "title.ja" },
      { kind: "NOT_BACKGROUND", at: "background" },
      { kind: "NOT_BOOLEAN", at: "roles.ok.bold" },
      { kind: "NOT_COLOUR", at: "roles.ok.fg", text: '"gren"', nearest: "green" },
      { kind: "NOT_COLOUR", at: "roles.ok.fg", text: "256", nearest: null },
      { kind: "UNSEEN", at: "roles.selection" },
      { kind: "OTHER_NAME", name: "dark", expected: "dusk" },
      { kind: "UNKNOWN_THEME", names: ["dark", "light"], nearest: "dark" },
      { kind: "UNKNOWN_THEME", names: ["dark", "light"], nearest: null },
    ] as const satisfies readonly ThemeProblem[]
  ).map((problem): Problem => {
    return { code: "THEME_INVALID", facts: { path: "/t/dusk.json", problem } };
  }),
  ...(
    [
      "NOT_OPEN",
      "SAME_HOST",
      "UUID_TAKEN",
      "DATASTORE",
      "FOLDER",
      "SAVED",
      "SNAPSHOTS",
      "OFF",
      "OFF_WITH_DISKS",
      "NO_COPYING",
      "DISK_EXISTS",
      "DISK_TAKEN",
      "DISK_SIZE",
      "DISK_ITSELF",
      "NO_POOL",
      "NOT_SHARED",
      "DISK_SHAREABLE",
      "DISK_READ_ONLY",
      "DISK_NEXT_START",
      "URI_FORM",
      "URI_PARAMETERS",
      "URI_DRIVER",
      "URI_HOST",
      "URI_PATH",
      "URI_UNUSED",
      "OVERWRITE_UNUSED",
    ] as const satisfies readonly MoveObstacle[]
  ).map((why): Problem => {
    return { code: "MOVE_IMPOSSIBLE", facts: { name: "web-01", to: "kvm-b", why, about: "qemu" } };
  }),
  ...(["PLATFORM", "HYPERVISOR"] as const).map((why): Problem => {
    return { code: "PLACE_ELSEWHERE", facts: { what: "kvm-b", endpoint: "b", target: "a", why } };
  }),
  ...(
    [
      "NO_OPERATION",
      "NO_OUTCOME",
      "NOT_DONE",
      "OUTCOME_UNKNOWN",
      "OTHER_ENDPOINT",
      "NOTHING_CHANGED",
      "NOTHING_TO_UNDO",
      "GONE",
      "NOT_FROM_HERE",
      "NO_ID",
      "NOT_RECORDED",
      "UNWRITABLE",
    ] as const satisfies readonly UndoImpossible[]
  ).map((why): Problem => {
    return { code: "NOT_UNDOABLE", facts: { operation: "MoveVM", why } };
  }),
  ...(
    [
      "TOO_LARGE",
      "NOT_UTF8",
      "NOT_JSON",
      "NOT_CANONICAL",
      "FORMAT",
      "MISSING",
      "UNKNOWN_KEY",
      "CONTRADICTS",
    ] as const satisfies readonly RequestProblem[]
  ).map((problem): Problem => {
    return { code: "APPROVAL_REQUEST_INVALID", facts: { path: "/r.json", at: "", problem } };
  }),
  ...(["EXISTS", "NO_TERMINAL", "DECLINED"] as const).map((kind): Problem => {
    return { code: "APPROVAL_NOT_SIGNED", facts: { path: "/r.json.sig", why: { kind } } };
  }),
  {
    code: "APPROVAL_NOT_SIGNED",
    facts: { path: "/r.json.sig", why: { kind: "NO_JOURNAL", directory: "/home/bob/journal" } },
  },
  ...(["REQUEST", "NOT_REQUESTED"] as const).map((what): Problem => {
    return { code: "APPROVAL_ALTERED", facts: { what } };
  }),
  ...(["RUN", "STEP"] as const).map((what): Problem => {
    return { code: "APPROVAL_OTHER_PLAN", facts: { what } };
  }),
  ...(["GRANTED", "NOT_KNOWN"] as const).map((why): Problem => {
    return { code: "APPROVERS_WRITABLE", facts: { path: "/e/approvers", at: "/e", why } };
  }),
  { code: "APPROVAL_OWN", facts: { name: "SHA256:K7", why: "KEY" } },
  ...(["EMPTY", "SPACE_AT_END", "TOO_LONG"] as const).map((problem): Problem => {
    return { code: "NAME_INVALID", facts: { name: "x".repeat(81), problem, limit: 80 } };
  }),
  ...(
    [
      { kind: "OUT_OF_RANGE", least: 1, most: 64, unit: "CPUs" },
      { kind: "SPLIT_SOCKET", coresPerSocket: 4 },
    ] as const
  ).map((problem): Problem => {
    return { code: "SIZE_IMPOSSIBLE", facts: { what: "CPUs", asked: "65", problem } };
  }),
  ...(
    [
      "QUOTE_OPEN",
      "ESCAPE_AT_END",
      "UNPRINTABLE",
      "MISSING_WORD",
      "EXTRA_WORD",
      "WORD_UNKNOWN",
      "EMPTY_TARGET",
      "BAD_ID",
      "PATTERN_AS_NAME",
      "NOT_A_SEQ",
      "NOT_A_COUNT",
      "NOT_A_SIZE",
      "SIZE_WITHOUT_UNIT",
      "NOT_WHOLE_MIB",
      "NUMBER_TOO_LONG",
      "UNKNOWN_OPTION",
      "OPTION_TWICE",
      "VALUE_MISSING",
      "OPTION_MISSING",
      "OPTIONS_EXCLUDE",
      "PASSWORD_IN_URI",
      "MISSING_VERB",
    ] as const satisfies readonly SyntaxProblem[]
  ).map((problem): Problem => {
    return { code: "SYNTAX", facts: { line: "cpu x y", column: 6, word: "y", problem, suggestions: ["4"] } };
  }),
];
