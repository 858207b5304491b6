import { expect, test } from "vitest";
import { said } from "#cli/doctor/said.js";
import { type Finding, type FindingCode, type FindingFacts, statusOf } from "#domain/finding.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/** One of every finding. */
const facts: { readonly [C in FindingCode]: FindingFacts[C] } = {
  NODE_FINE: { version: "24.1.0" },
  NODE_OLD: { version: "20.1.0", needs: "22.19" },
  DIRECTORIES_FINE: { count: 6 },
  DIRECTORY_UNMAKEABLE: { path: "/p/q", above: "/p" },
  NOT_DIRECTORY: { path: "/p" },
  NOT_OURS: { path: "/p", owner: 0 },
  OPEN_TO_OTHERS: { path: "/p", mode: "755" },
  NOT_USABLE: { path: "/p", cause: "c." },
  PROFILES_NONE: { directory: "/p" },
  PROFILES_FINE: { names: ["tokyo", "osaka"] },
  KNOWN_HOSTS_NONE: { path: "/p" },
  KNOWN_HOSTS_FINE: { count: 1 },
  KNOWN_HOST_BARE: { path: "/p", line: 2, host: "h" },
  KEYRING_THERE: {},
  KEYRING_NONE: {},
  KEYRING_MUTE: { seconds: 3 },
  KEYRING_BROKEN: { cause: "c." },
  JOURNAL_NONE: { directory: "/j" },
  JOURNAL_FINE: { directory: "/j", entries: 1 },
  JOURNAL_NOT_WRITABLE: { place: "/j/entries", cause: "c." },
  KEY_IN_FILE: { path: "/k" },
  KEY_WITHOUT_PASSPHRASE: { path: "/k" },
  KEY_IN_KEYRING: { fingerprint: "SHA256:x" },
  KEY_NOWHERE: { fingerprint: "SHA256:x", path: "/k" },
  KEY_NOT_TOLD: { fingerprint: "SHA256:x" },
  DISK_FINE: { path: "/p", freeMiB: 2048 },
  DISK_LOW: { path: "/p", freeMiB: 700 },
  DISK_FULL: { path: "/p", freeMiB: 0 },
  CLOCK_FINE: { now: "n" },
  CLOCK_BEFORE_US: { now: "n" },
  CLOCK_BEFORE_JOURNAL: { now: "n", newest: "m" },
  TERMINAL_NONE: {},
  TERMINAL_FINE: { columns: 80, rows: 24, colours: "256" },
  TERMINAL_SMALL: { columns: 60, rows: 20, leastColumns: 80, leastRows: 24 },
  LOCALE_FINE: { locale: "C.UTF-8" },
  LOCALE_NOT_UTF8: { variable: "LANG", locale: "C" },
  LOCALE_UNSAID: {},
  ANCHOR_COMMAND_NONE: {},
  ANCHOR_NOWHERE: {},
  ANCHOR_COMMAND_FINE: { command: "put" },
  ANCHOR_COMMAND_MISSING: { command: "put" },
  ANCHOR_COMMAND_SHELL: {},
  VARIABLES_FINE: {},
  VARIABLE_UNKNOWN: { name: "SHOSEKI_JORNAL", nearest: null },
  VARIABLE_RELATIVE: { name: "XDG_STATE_HOME" },
  HOST_IS_SIMULATOR: {},
  HOST_FOUND: { host: "h", address: "10.0.0.1" },
  HOST_NOT_FOUND: { host: "h", cause: "c." },
  SOCKET_FINE: { path: "/s" },
  SOCKET_MISSING: { paths: ["/s"] },
  SOCKET_CLOSED: { path: "/s", user: "u" },
  SSH_FINE: { host: "h", user: "u" },
  SSH_MISSING: {},
  PORT_OPEN: { host: "h", port: 443 },
  PORT_SHUT: { host: "h", port: 443, cause: "c." },
  CERTIFICATE_FINE: { subject: "CN=h", thumbprint: "AB:CD", until: "u" },
  CERTIFICATE_ANY: { thumbprint: "AB:CD" },
  CERTIFICATE_ENDS: { until: "u", days: 1 },
  CLIENT_CERTIFICATE_FINE: { path: "/c", subject: "CN=u", authority: "/a" },
  CLIENT_CERTIFICATE_NONE: { authority: "/a" },
  CLIENT_CERTIFICATE_ENDS: { path: "/c", until: "2026-01-05T00:00:00.000Z", days: 3 },
  CLIENT_CERTIFICATE_ENDED: { path: "/c", until: "2026-01-05T00:00:00.000Z" },
  CLIENT_CERTIFICATE_EARLY: { path: "/c", from: "2026-01-05T00:00:00.000Z" },
  AUTHORITY_ENDS: { path: "/a", until: "2026-01-05T00:00:00.000Z", days: 3 },
  AUTHORITY_ENDED: { path: "/a", until: "2026-01-05T00:00:00.000Z" },
  REVOCATIONS_FINE: { path: "/r" },
  SERVER_FINE: { product: "x", apiVersion: "8.0.3.0" },
  SERVER_CLOCK_FINE: { seconds: 0 },
  SERVER_CLOCK_APART: { seconds: -90 },
  PROBLEM: { code: "JOURNAL_MISSING", facts: { directory: "/j" } },
  TOO_SLOW: { seconds: 20 },
};

const findings = Object.entries(facts).map(([code, each]) => ({ code, facts: each }) as Finding);

const JAPANESE = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;

test("whatever is found is said in both languages, and what is to be mended with what to do", () => {
  for (const finding of findings) {
    const [english, japanese] = [said(finding, en), said(finding, ja)];
    for (const text of [english.what, english.how, japanese.what, japanese.how])
      expect(text, finding.code).not.toMatch(/undefined|null|NaN|\[object|\.\.|。。|\n/);
    expect([english.what === "", japanese.what === ""], finding.code).toEqual([false, false]);
    expect(JAPANESE.test(`${english.what}${english.how}`), finding.code).toBe(false);
    expect(JAPANESE.test(japanese.what), finding.code).toBe(true);
    expect(japanese.how === "", finding.code).toBe(english.how === "");
    if (statusOf(finding) === "mend") expect(english.how, finding.code).not.toBe("");
    if (statusOf(finding) === "ok") expect(english.how, finding.code).toBe("");
  }
});

test("both count what is to be mended", () => {
  expect([0, 1, 2].map((toMend) => en.doctor.summary({ toMend }))).toEqual([
    "Nothing has to be mended.",
    "1 thing has to be mended.",
    "2 things have to be mended.",
  ]);
  expect(ja.doctor.summary({ toMend: 2 })).toContain("2 件");
});
