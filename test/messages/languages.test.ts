import { expect, test } from "vitest";
import type { Choice } from "#domain/choice.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";
import { problems } from "./samples.js";

const choices: readonly Choice[] = [{ what: "host", value: "esx-02", why: "leastPromised" }];

const calls: {
  [K in "prompts" | "results" | "evidence" | "keys" | "trust" | "profiles"]: (
    catalogue: Catalogue,
  ) => Record<string, string>;
} = {
  prompts: ({ prompts }) => ({
    password: prompts.password({ user: "u", endpoint: "e" }),
    passphrase: prompts.passphrase({ path: "p" }),
    newPassphrase: prompts.newPassphrase({ path: "p" }),
    newPassphraseAgain: prompts.newPassphraseAgain(),
    keepPassword: prompts.keepPassword(),
  }),
  evidence: ({ evidence }) => ({
    verifying: evidence.verifying({ done: 0.5, perSecond: 12 }),
    sound: evidence.sound({ entries: 9, key: "k", seconds: 1, perSecond: 9 }),
    unsound: evidence.unsound({ file: "f", line: 3, seq: 2, code: "WRONG_SEQ", problem: "p" }),
    selfConsistent: evidence.selfConsistent(),
    held: evidence.held(["signers", "against", "endpoint"]),
    depth: evidence.depth({ deep: true, from: 0 }),
    checkpoints: evidence.checkpoints({ count: 1, size: 9, root: "r" }),
    checkpointBehind: evidence.checkpointBehind({ size: 1, newest: 4 }),
    noCheckpoint: evidence.noCheckpoint(),
    epoch: evidence.epoch({ fromSeq: 3, fingerprint: "k" }),
    newestAnchor: [false, true]
      .map((simulated) => evidence.newestAnchor({ seq: 3, size: 2, minutes: 200, simulated }))
      .join(" "),
    noAnchor: evidence.noAnchor(),
    anchorsRead: evidence.anchorsRead({ endpoint: "e", agreed: 2, newestMinutes: 7 }),
    anchorsForeign: evidence.anchorsForeign({ endpoint: "e", count: 2 }),
    anchorsGone: evidence.anchorsGone({ endpoint: "e", seqs: [1, 2, 3, 4, 5, 6] }),
    openIntent: evidence.openIntent({ seq: 4, operation: "StopVM", target: "web-01" }),
    unknownOutcome: evidence.unknownOutcome({ seq: 4, operation: "StopVM", target: "web-01" }),
    lookedUpInVain: evidence.lookedUpInVain({
      ...{ seq: 4, operation: "StopVM", target: "web-01" },
      ...{ by: 9, code: "NO_HISTORY" },
    }),
    tornTail: evidence.tornTail({ file: "f" }),
    recordings: [0, 1, 2].map((whole) => evidence.recordings({ count: 2, whole })).join(" "),
    recordingUnsealed: [0, 7].map((bytes) => evidence.recordingUnsealed({ file: "f", bytes })).join(" "),
    recordingFailed: [0, 7].map((bytes) => evidence.recordingFailed({ file: "f", bytes })).join(" "),
    recordingDied: [4, 9].map((to) => evidence.recordingDied({ file: "f", from: 4, to })).join(" "),
    markersLost: [1, 3]
      .map((count) => evidence.markersLost({ file: "f", count, firstSeq: 4, lastSeq: 9 }))
      .join(" "),
    recordingUnnamed: evidence.recordingUnnamed({ file: "f" }),
    handovers: [1, 2].map((count) => evidence.handovers({ count })).join(" "),
    handoverUnnamed: evidence.handoverUnnamed({ file: "f" }),
    missingFile: evidence.missingFile({ file: "f" }),
    proven: evidence.proven({ seq: 4, size: 9, origin: "o", operation: "StopVM", target: "web-01" }),
  }),
  keys: ({ keys }) => ({
    newKey: keys.newKey({ place: { kind: "file", path: "p" }, fingerprint: "f" }),
    newKeyInKeyring: keys.newKey({ place: { kind: "keyring", service: "s" }, fingerprint: "f" }),
    keyringMute: keys.keyringPassedOver({ cause: null }),
    keyringPassedOver: keys.keyringPassedOver({ cause: "c" }),
    keyLeft: keys.keyLeft({ fingerprint: "f", code: "KEYRING_FAILED" }),
    rotated: keys.rotated({ seq: 4, to: "t" }),
    destroyed: keys.destroyed({ fingerprint: "f" }),
    exported: keys.exported({ path: "p", fingerprint: "f", name: "n" }),
    exportPassphrase: keys.exportPassphrase({ path: "p" }),
    keptInKeyring: keys.kept({ kind: "keyring", service: "s" }),
    keptElsewhere: keys.kept({ kind: "missing" }),
    keptSomewhere: keys.kept({ kind: "unknown" }),
    ...keys.labels,
    ...keys.columns,
    none: keys.none,
  }),
  profiles: ({ profiles }) => ({
    added: profiles.added({ name: "n", path: "p" }).join("\n"),
    removeQuestion: profiles.removeQuestion({ name: "n", path: "p" }),
    yes: profiles.yes.join(" "),
    notRemoved: profiles.notRemoved,
    removed: profiles.removed({ name: "n", path: "p" }),
    stays: profiles.stays({ journal: "j", endpoint: "e" }).join("\n"),
    staysUntold: profiles.stays({ journal: null, endpoint: null }).join("\n"),
    noProfile: profiles.none({ directory: "d" }),
    ...profiles.columns,
    readOnly: profiles.readOnly,
    confirm: profiles.confirm("names"),
    protected: profiles.protected({ patterns: ["a", "b"] }),
    ...profiles.shown,
    ...profiles.origins,
    ...profiles.unsaid,
    ...profiles.labels,
    ...profiles.trust,
    same: profiles.clock({ ms: 4 }),
    ahead: profiles.clock({ ms: 4000 }),
    behind: profiles.clock({ ms: -4000 }),
    seen: profiles.inventory({ machines: 3, hosts: 1 }),
    listed: profiles.sessions({ count: 3, own: 1 }),
    notListed: profiles.sessions({ count: null, own: 0 }),
    passwordKept: profiles.passwordKept({ name: "n", user: "u", endpoint: "e" }),
    passwordUnused: profiles.passwordUnused({ path: "p" }),
    passwordForgotten: profiles.passwordForgotten({ user: "u", endpoint: "e" }),
    passwordNone: profiles.passwordNone({ user: "u", endpoint: "e" }),
    works: profiles.works({ name: "n" }),
  }),
  trust: ({ trust }) => ({
    ...trust.labels,
    valid: trust.valid({ from: "f", until: "u" }),
    place: trust.place({ file: "f", line: 3 }),
    unknown: trust.unknown({ endpoint: "e", reasons: ["CERT_HAS_EXPIRED"] }).join("\n"),
    compare: trust.compare({ path: "p" }).join("\n"),
    question: trust.question,
    yes: trust.yes.join(" "),
    kept: trust.kept({ host: "h", path: "p" }),
    vouched: trust.vouched({ endpoint: "e" }),
    isKnown: trust.isKnown({ endpoint: "e" }),
    removed: trust.removed({ host: "h", count: 2, path: "p" }),
    stillKnown: trust.stillKnown({ host: "h", file: "f", line: 3 }),
    none: trust.none({ path: "p" }),
    notUnderstood: trust.notUnderstood({ file: "f", line: 3 }),
    ...{
      heading: trust.changed.heading({ endpoint: "e" }),
      known: trust.changed.known,
      shown: trust.changed.shown,
      ours: trust.changed.advice({ host: "h", keeper: "shoseki", file: "f", line: 3 }).join("\n"),
      govc: trust.changed.advice({ host: "h", keeper: "govc", file: "f", line: 3 }).join("\n"),
    },
  }),
  results: ({ results }) => ({
    summary: results.summary({ total: 5, counts: [["OK", 3]] }),
    machineCount: results.machineCount(3),
    hostCount: results.hostCount(1),
    datastoreCount: results.datastoreCount(2),
    networkCount: results.networkCount(2),
    taskCount: results.taskCount(2),
    eventCount: results.eventCount(2),
    snapshotCount: results.snapshotCount(2),
    progress: results.progress({ operation: "CloneVM", target: "web-01", percent: 42 }),
    chosen: results.chosen({ operation: "CreateVM", target: "web-09", choices }),
    losses: results.losses([{ kind: "snapshot", name: "s" }, { kind: "reach" }]).join(" "),
    cancelling: results.cancelling({ tasks: 2 }),
    awaitingAgreement: results.awaitingAgreement({ ask: "a" }),
    noted: results.noted({ seq: 4 }),
    notRun: results.notRun({ lines: 2 }),
    stoppedBySignal: results.stoppedBySignal({ lines: 2 }),
    notAnchored: results.notAnchored({ place: "e", status: "NG", why: "w" }),
    anchoredNowhere: results.anchoredNowhere(),
    recovered: results.recovered({ operation: "StopVM", target: "web-01", status: "UNKNOWN" }),
    simulatorJournal: results.simulatorJournal({ directory: "d" }),
    notShared: [results.notShared("SESSION"), results.notShared("SILENT")].join(" "),
    insecure: results.insecure({ endpoint: "e", thumbprint: "t" }),
    noEntries: results.noEntries(),
    indexing: results.indexing({ percent: 40 }),
  }),
};

/** Whatever a text of the console is about: each takes what it needs of this. */
const told = {
  ...{ why: "w", ticket: "T-1" },
  ...{
    columns: 80,
    rows: 24,
    now: "60x20",
    age: "7m",
    ms: 12,
    count: 3,
    marked: 1,
    shown: 2,
    total: 9,
    of: 40,
  },
  ...{ filter: "f", at: 7, done: 1, power: "p", name: "n", able: 4, refused: 2, seq: 5, operation: "StopVM" },
  ...{
    path: "p",
    cause: "c",
    product: "x",
    insecure: true,
    endpoint: "e",
    last: 8,
    open: 1,
    room: "r",
    promised: "q",
  },
  ...{
    attempts: 3,
    what: "w",
    again: true,
    names: ["vc1", "vc2"],
    wanted: true,
    already: false,
    stay: ["vc1"],
  },
  ...{
    title: "t",
    over: 2,
    elapsedMs: 4_000,
    estimateMs: 60_000,
    id: "01a222c0-acfc-747c-98f1-2f3a1d3fd3e0",
    left: "paused",
    lines: ["start @vm-1"],
    expires: "2026-03-01T09:00:00.000Z",
    directory: "d",
    counts: {
      done: 1,
      skipped: 2,
      failed: 0,
      uncertain: 0,
      undone: 3,
      kept: 0,
      "undo-failed": 0,
      waiting: 4,
    },
  },
  ...{
    approver: "bob@ws2",
    status: "NG",
    since: "12:00:00",
    seconds: 3,
    via: "exec 4242",
    ask: "stop web-01",
    privilege: "P",
  },
  ...{
    section: "operations",
    targets: 2,
    from: "alice@desk-4",
    to: "09:00:00",
    firstSeq: 1,
    lastSeq: 9,
    key: "SHA256:k",
    revision: 2,
    reason: "r",
    unanswered: 1,
    question: "q",
    questions: ["q"],
    origin: "o",
    known: false,
    shift: "s",
    sound: true,
    seqs: true,
    parts: ["p"],
    word: "w",
    decision: "accepted",
  },
};

/** Every text of a catalogue by where it stands. */
function texts(catalogue: Catalogue): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, at: string): void => {
    if (typeof value === "function") walk(value(told), at);
    else if (typeof value === "string") found.set(at, value);
    else if (value !== null && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) walk(inner, `${at}.${key}`);
    }
  };
  const { help, usage, labels } = catalogue;
  const [prompts, results] = [calls.prompts(catalogue), calls.results(catalogue)];
  const evidence = calls.evidence(catalogue);
  expect(Object.keys(prompts)).toEqual(Object.keys(catalogue.prompts));
  expect(Object.keys(results)).toEqual(Object.keys(catalogue.results));
  expect(Object.keys(evidence)).toEqual(Object.keys(catalogue.evidence));
  const keys = calls.keys(catalogue);
  const profiles = calls.profiles(catalogue);
  walk({ help, usage, labels, prompts, results, evidence, keys, profiles, console: catalogue.console }, "");
  problems.forEach((problem, n) => {
    walk(explain(problem, catalogue), `.errors.${n}.${problem.code}`);
  });
  return found;
}

test("there is a sample of every error", () => {
  expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual(Object.keys(en.errors).sort());
});

test("Japanese has every text that English has, none is empty, and none was left in English", () => {
  const [english, japanese] = [texts(en), texts(ja)];
  expect([...japanese.keys()]).toEqual([...english.keys()]);
  for (const [at, text] of japanese) {
    expect(text.trim(), at).not.toBe("");
    expect(english.get(at)?.trim(), at).not.toBe("");
    expect(text, at).not.toBe(english.get(at));
    expect(text, at).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  }
  for (const [at, text] of english)
    expect(text, at).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
});

test("no text lets a value through that was not there", () => {
  for (const catalogue of [en, ja])
    for (const [at, text] of texts(catalogue))
      expect(text.replaceAll("/dev/null", ""), at).not.toMatch(/undefined|null|NaN|\[object/);
});
