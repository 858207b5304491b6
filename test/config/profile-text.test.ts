import { expect, test } from "vitest";
import { parseEndpoint } from "#cli/endpoint.js";
import { profileChecks } from "#cli/endpoint-named.js";
import { parseProfile } from "#config/profile-text.js";
import { asShosekiError } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";

const PATH = "/p/vc1.yaml";
const checks = { ...profileChecks(), home: "/home/op" };

function read(text: string | Uint8Array) {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return parseProfile({ name: "vc1", path: PATH }, bytes, checks);
}

test("a profile that says only where leaves everything else at its default", async () => {
  expect(await read("endpoint: vsphere://ops@vc1.example\n")).toEqual({
    name: "vc1",
    path: PATH,
    endpoint: "vsphere://ops@vc1.example",
    user: null,
    trust: null,
    readOnly: false,
    askReason: false,
    askTicket: false,
    confirm: "risk",
    protected: [],
    theme: null,
    language: null,
    journal: null,
    anchorCommand: null,
    approvers: null,
    password: null,
    passwordCommand: null,
    lockAfterMs: null,
    relogin: "ask",
    recording: "off",
    recordInput: false,
    holdUntilHandover: false,
    share: true,
    timeoutSeconds: null,
  });
});

test("a profile that says all there is to say is taken at its word", async () => {
  const text = `\ufeff# the night shift's
endpoint: VSPHERE://vc1.example:8443
user: EXAMPLE\\ops
trust: {thumbprint: "SHA256:${"3F:A1:".repeat(15)}3F:A1"}
read-only: true
ask-reason: true
ask-ticket: true
confirm: names
protected: [db-01, "*-prod", /DC0/vm/core/*]
theme: dusk
language: ja
journal: ~/night
anchor-command: |
  cat > /mnt/worm/"$(date +%s)"
approvers: ~/approvers
password-command: pass show vc1
lock-after: 15m
relogin: always
recording: required
record-input: true
hold-until-handover: true
share: false
timeout: 0.5
`;
  expect(await read(text.replaceAll("\n", "\r\n"))).toEqual({
    name: "vc1",
    path: PATH,
    endpoint: "VSPHERE://vc1.example:8443",
    user: "EXAMPLE\\ops",
    trust: { by: "thumbprint", sha256: "3fa1".repeat(16) },
    readOnly: true,
    askReason: true,
    askTicket: true,
    confirm: "names",
    protected: ["db-01", "*-prod", "/DC0/vm/core/*"],
    theme: "dusk",
    language: "ja",
    journal: "/home/op/night",
    anchorCommand: 'cat > /mnt/worm/"$(date +%s)"\n',
    approvers: "/home/op/approvers",
    password: null,
    passwordCommand: "pass show vc1",
    lockAfterMs: 900_000,
    relogin: "always",
    recording: "required",
    recordInput: true,
    holdUntilHandover: true,
    share: false,
    timeoutSeconds: 0.5,
  });
});

test.each([
  ["system", { by: "system" }],
  ["insecure", { by: "insecure" }],
  ["{ca: ~/lab.pem}", { by: "ca", file: "/home/op/lab.pem" }],
  ["\n  ca: /etc/lab.pem", { by: "ca", file: "/etc/lab.pem" }],
])("trust: %s", async (text, trust) => {
  expect((await read(`endpoint: vsphere://vc1\ntrust: ${text}\n`)).trust).toEqual(trust);
});

test.each([
  ["90s", 90_000],
  ["2h", 7_200_000],
  ["24h", 86_400_000],
  ["never", null],
])("lock-after: %s", async (text, ms) => {
  expect((await read(`endpoint: "sim:"\nlock-after: ${text}\n`)).lockAfterMs).toBe(ms);
});

const E = "endpoint: sim:?vms=9\n";

/** What stands in the file, where it is wrong, and what is said of it. */
const WRONG: readonly (readonly [
  what: string,
  text: string | Uint8Array,
  at: string,
  english: string,
  japanese: string,
])[] = [
  ["nothing at all", "", "1:1", "endpoint is missing", "endpoint がありません"],
  ["nothing but comments", "# later\n", "1:1", "endpoint is missing", "endpoint がありません"],
  ["no endpoint", "user: ops\n", "1:1", "endpoint is missing", "endpoint がありません"],
  [
    "an endpoint without a value",
    "user: ops\nendpoint:\n",
    "2:10",
    "endpoint has no value",
    "endpoint に値がありません",
  ],
  [
    "a list",
    "- endpoint\n",
    "1:1",
    "a profile is lines of the form key: value",
    "「キー: 値」の行で書きます",
  ],
  ["one word", "vsphere\n", "1:1", "a profile is lines of the form key: value", "「キー: 値」の行で書きます"],
  [
    "a misspelt key",
    `${E}read_only: true\n`,
    "2:1",
    "no key read_only (perhaps read-only)",
    "（もしかして: read-only）",
  ],
  [
    "a key of nobody's",
    `${E}\n  \nkeep-alive: 5\n`,
    "4:1",
    "no key keep-alive.",
    "keep-alive というキーはありません。",
  ],
  [
    "a key of JavaScript's",
    `${E}__proto__: {}\n`,
    "2:1",
    "no key __proto__",
    "__proto__ というキーはありません",
  ],
  ["a merge", `${E}<<: {share: false}\n`, "2:1", "no key <<", "<< というキーはありません"],
  ["a key twice", `${E}user: a\nuser: b\n`, "3:1", "user stands there a second time", "user が 2 回目に"],
  [
    "text for a truth",
    `${E}share: yes\n`,
    "2:8",
    "share takes true or false",
    "share の値はtrue または false",
  ],
  ["a number for text", `${E}user: 4711\n`, "2:7", "user takes text", "user の値は文字列"],
  ["text for a list", `${E}protected: db-01\n`, "2:12", "protected takes a list", "protected の値はリスト"],
  [
    "a number in a list",
    `${E}protected: [a, 7]\n`,
    "2:16",
    "protected.1 takes text",
    "protected.1 の値は文字列",
  ],
  ["text for a number", `${E}timeout: soon\n`, "2:10", "timeout takes a number", "timeout の値は数値"],
  [
    "a number too small",
    `${E}timeout: 0\n`,
    "2:10",
    "timeout is 0, and takes seconds",
    "timeout の値 0 が範囲外です",
  ],
  ["a number too large", `${E}timeout: 3601\n`, "2:10", "at most 3600", "3600 以下"],
  [
    "a word of another set",
    `${E}confirm: all\n`,
    "2:10",
    "takes risk, changes, names",
    "risk、changes、names",
  ],
  ["a language there is none of", `${E}language: de\n`, "2:11", "takes en, ja", "en、ja"],
  ["no duration", `${E}lock-after: 15\n`, "2:13", "lock-after takes text", "lock-after の値は文字列"],
  [
    "a duration without end",
    `${E}lock-after: 3d\n`,
    "2:13",
    "90s, 15m or 2h, at most 24h, or never, and not 3d",
    "3d は指定できません",
  ],
  ["a duration too long", `${E}lock-after: 25h\n`, "2:13", "at most 24h", "（24h まで）"],
  [
    "trust in nobody",
    `${E}trust: nobody\n`,
    "2:8",
    "takes system, insecure, {ca: FILE}",
    "system、insecure、{ca: ファイル}",
  ],
  [
    "trust in two",
    `${E}trust: {ca: /a, thumbprint: ${"00".repeat(32)}}\n`,
    "2:8",
    "and not {…}",
    "{…} は指定できません",
  ],
  [
    "trust in something else",
    `${E}trust:\n  ac: /a\n`,
    "3:3",
    "no key trust.ac (perhaps ca)",
    "（もしかして: ca）",
  ],
  [
    "a thumbprint too short",
    `${E}trust: {thumbprint: 3F:A1}\n`,
    "2:21",
    "64 hexadecimal digits",
    "16 進数 64 桁",
  ],
  [
    "a path from here",
    `${E}journal: night\n`,
    "2:10",
    "a path from / or from ~/, and not night",
    "/ または ~/ で始まるパス",
  ],
  [
    "a certificate from here",
    `${E}trust: {ca: lab.pem}\n`,
    "2:13",
    "trust.ca takes a path from /",
    "trust.ca には",
  ],
  [
    "an id as a pattern",
    `${E}protected:\n  - db\n  - "@vm-1"\n`,
    "4:5",
    'and not "@vm-1"',
    '"@vm-1" は指定できません',
  ],
  [
    "an empty pattern",
    `${E}protected: [""]\n`,
    "2:13",
    "protected.0 has no value",
    "protected.0 に値がありません",
  ],
  ["blanks only", `${E}user: "  "\n`, "2:7", "user has no value", "user に値がありません"],
  [
    "two lines for one",
    `${E}user: "a\\nb"\n`,
    "2:7",
    "a line break or another control character",
    "制御文字",
  ],
  [
    "a way and another way to the password",
    `${E}password: keyring\npassword-command: pass\n`,
    "2:11",
    "password and password-command exclude each other",
    "同時に指定できません",
  ],
  [
    "no endpoint's text",
    "endpoint: vc1.example\n",
    "1:11",
    "vc1.example, which is no endpoint",
    "vc1.example は接続先として正しくありません",
  ],
  [
    "an endpoint that is wrong further in",
    "endpoint: sim:?vms=none\n",
    "1:11",
    "no endpoint: vms=none",
    "vms=none",
  ],
  ["a port that is none", "endpoint: vsphere://vc1:99999\n", "1:11", "99999 is no port", "99999 is no port"],
  [
    "a pattern that YAML takes for an alias",
    `${E}protected:\n  - *-prod\n`,
    "3:5",
    "a pattern that begins with * goes in quotes",
    "* で始まるパターンは引用符で囲みます",
  ],
  ["an anchor", `${E}user: &u ops\n`, "2:10", "no anchors (&)", "アンカー (&)"],
  ["a tag", `${E}user: !!binary b3Bz\n`, "2:16", "no tags (!)", "タグ (!)"],
  ["a second document", `${E}---\n${E}`, "2:1", "a second document begins here", "2 つ目の文書"],
  ["a tab", `${E}protected:\n\t- a\n`, "3:1", "a tab indents the line", "字下げにタブ"],
  [
    "an open quote",
    `${E}user: "ops\n`,
    "3:1",
    "a quote or a bracket is not closed",
    "引用符や括弧が閉じられていない",
  ],
  ["no colon", `${E}user ops\nshare: true\n`, "2:1", "the line has no key with a colon", "「キー: 値」の形"],
  [
    "a colon in a value",
    `${E}anchor-command: echo a: b\n`,
    "2:17",
    "a value with a colon before a blank, or at its end, goes in quotes",
    "コロンの後に空白がある値や、コロンで終わる値",
  ],
  [
    "a value that YAML keeps for itself",
    `${E}user: @ops\n`,
    "2:7",
    "a value that begins with this character",
    "この文字で始まる値",
  ],
  ["an escape there is none of", `${E}user: "\\ops"\n`, "2:8", "YAML has no such escape", "エスケープ"],
  [
    "another version of YAML",
    `%YAML 9.9\n---\n${E}`,
    "1:7",
    "it cannot be read as YAML",
    "YAML として解釈できません",
  ],
  [
    "wide characters before what is wrong",
    `${E}protected: ["夜勤🌙", 7]\n`,
    "2:20",
    "protected.1 takes text",
    "protected.1",
  ],
  ["the first of several", `${E}share: 1\nuser: 2\n`, "2:8", "share takes", "share の値"],
  [
    "no UTF-8",
    Buffer.concat([Buffer.from(`${E}user: 夜`), Buffer.from([0xff, 0x0a])]),
    "2:8",
    "what stands here is no UTF-8",
    "UTF-8 ではない文字",
  ],
  [
    "64 KiB and a byte",
    `${E}#${" ".repeat(65_536 - E.length)}`,
    "1:1",
    "larger than 64 KiB",
    "64 KiB を超えています",
  ],
];

test.each(WRONG)("%s is refused, and it is said where", async (_, text, at, english, japanese) => {
  const error = asShosekiError(await read(text).catch((cause: unknown) => cause));
  expect(error.code).toBe("PROFILE_INVALID");
  const said = { en: explain(error.problem, en).what, ja: explain(error.problem, ja).what };
  expect(said.en.slice(0, PATH.length + at.length + 3)).toBe(`${PATH}:${at}: `);
  expect(said.en).toContain(english);
  expect(said.ja.startsWith(`${PATH}:${at}: `)).toBe(true);
  expect(said.ja).toContain(japanese);
});

test.each([
  "endpoint: vsphere://ops:Hunter22@vc1.example\n",
  "endpoint: vsphere://ops%3AHunter22@vc1.example\n",
  "endpoint: https://ops:Hunter22@vc1.example\n",
  'endpoint: "sim:"\npassword: Hunter22\n',
  'endpoint: "sim:"\nuser: ops:Hunter22\n',
  'endpoint: "sim:"\npasswrd: Hunter22\n',
  'endpoint: "sim:"\npassword: "Hunter22\n',
  'endpoint: "sim:"\npassword: [Hunter22]\n',
  'endpoint: "sim:"\npassword: Hunter22\npassword: Hunter22\n',
])("a password in a profile is refused, and not repeated: %j", async (text) => {
  const error = asShosekiError(await read(text).catch((cause: unknown) => cause));
  expect(error.code).toBe("PROFILE_INVALID");
  const said = [en, ja].map((catalogue) => JSON.stringify(explain(error.problem, catalogue)));
  expect(`${said} ${error.message} ${error.stack}`).not.toContain("unter22");
});

test.each([
  ["flow lists", "[".repeat(60_000)],
  ["flow mappings", "{a: ".repeat(15_000)],
  ["block lists", "- ".repeat(30_000)],
  ["complex keys", "? ".repeat(30_000)],
  [
    "a bomb of aliases",
    `a: &a [1]\n${[..."bcdefghij"].map((k, i) => `${k}: &${k} [${Array(9).fill(`*${"abcdefghij"[i]}`)}]\n`).join("")}`,
  ],
])("%s without end are refused, and nothing is the worse for it", async (_, text) => {
  await expect(read(text)).rejects.toMatchObject({ code: "PROFILE_INVALID" });
});

test("the examples that are said to be endpoints are", () => {
  expect(parseEndpoint("sim:?vms=9").platform).toBe("simulator");
});
