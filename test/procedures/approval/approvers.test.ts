import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ShosekiError } from "#domain/errors.js";
import { readApprovers } from "#procedures/approval/approvers.js";
import { sha256Of } from "#procedures/approval/request.js";
import { type Look, lookHere, whereWritable } from "#procedures/approval/who-can-write.js";
import { thrownBy } from "../../journal/code-of.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";

const OPERATOR = 1000;
const PATH = "/etc/shoseki/approvers";

/** Everything belongs to root and nobody else may write, but for what is said. */
function look(said: {
  readonly owned?: readonly string[];
  readonly granted?: readonly string[];
  readonly sticky?: readonly string[];
}): Look {
  return {
    uid: OPERATOR,
    owner: (path) => (said.owned?.includes(path) ? OPERATOR : 0),
    mayWrite: (path) => said.granted?.includes(path) ?? false,
    isSticky: (path) => said.sticky?.includes(path) ?? false,
  };
}

/** As an operator would see it to whom nothing here belongs. */
const STRANGER: Look = { ...look({}), uid: OPERATOR };

test.each(["/etc/shoseki/approvers", "/etc/shoseki", "/etc", "/"])(
  "the operator may neither own %s nor write there",
  (at) => {
    expect(whereWritable(PATH, look({ owned: [at] }))).toEqual({ at, why: "OWNED" });
    expect(whereWritable(PATH, look({ granted: [at] }))).toEqual({ at, why: "GRANTED" });
  },
);

test("what nobody but others can write is believed", () => {
  expect(whereWritable(PATH, look({}))).toBeNull();
});

test("in a sticky directory all depends on whose the entry below it is", () => {
  const path = "/tmp/others/approvers";
  const tmp = { granted: ["/tmp"], sticky: ["/tmp"] };
  expect(whereWritable(path, look(tmp))).toBeNull();
  expect(whereWritable(path, look({ ...tmp, owned: ["/tmp/others"] }))).toEqual({
    at: "/tmp/others",
    why: "OWNED",
  });
  expect(whereWritable(path, look({ ...tmp, owned: ["/tmp"] }))).toEqual({ at: "/tmp", why: "OWNED" });
  expect(whereWritable(path, look({ granted: ["/tmp"] }))).toEqual({ at: "/tmp", why: "GRANTED" });
  // A sticky bit on the file itself says nothing of who may write it.
  expect(whereWritable(path, look({ granted: [path], sticky: [path] }))).toEqual({
    at: path,
    why: "GRANTED",
  });
});

test("where the system has no owners, nothing is believed", () => {
  expect(whereWritable(PATH, { ...look({}), uid: null })).toEqual({ at: PATH, why: "NOT_KNOWN" });
});

test("a file of the operator's own is refused as it really is, and nothing is read of it", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "approvers");
  writeFileSync(path, "bob ssh-ed25519 AAAA\n");
  const here = lookHere();
  const asOperator: Look = here.uid === 0 ? { ...here, uid: here.owner(path) || OPERATOR } : here;
  const thrown = thrownBy(() => readApprovers(path, asOperator));
  expect(thrown?.code).toBe("APPROVERS_WRITABLE");
  expect(thrown?.problem.facts).toMatchObject({ path, at: path });
});

test("whoever the superuser is may use it, and the record says that nothing keeps them from it", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "approvers");
  const text = "bob ssh-ed25519 AAAA\n";
  writeFileSync(path, text);
  const link = join(place.path, "link");
  symlinkSync(path, link);
  expect(readApprovers(link, { ...STRANGER, uid: 0 })).toMatchObject({
    text,
    sha256: sha256Of(text),
    writable: true,
    path: expect.stringMatching(/\/approvers$/),
  });
  expect(readApprovers(link, STRANGER)).toMatchObject({ text, writable: false });
});

test("a link is followed to where the file really is", () => {
  using place = temporaryDirectory();
  const [own, others] = ["own", "others"].map((name) => join(place.path, name)) as [string, string];
  mkdirSync(own);
  mkdirSync(others);
  writeFileSync(join(own, "approvers"), "");
  symlinkSync(own, join(others, "approvers.d"));
  const isOwn: Look = { ...STRANGER, owner: (path) => (path.endsWith("/own") ? OPERATOR : 0) };
  const thrown = thrownBy(() => readApprovers(join(others, "approvers.d/approvers"), isOwn));
  expect(thrown?.problem.facts).toMatchObject({ at: expect.stringMatching(/\/own$/), why: "OWNED" });
});

test("a file that is missing or cannot be read is said to be so", () => {
  using place = temporaryDirectory();
  const at = (name: string) => join(place.path, name);
  writeFileSync(at("file"), Buffer.of(0xff, 0xfe));
  writeFileSync(at("large"), "");
  truncateSync(at("large"), 2_000_000);
  chmodSync(at("file"), 0o600);
  symlinkSync(at("nowhere"), at("dangling"));
  symlinkSync(at("loop"), at("loop"));
  const codeAt = (path: string) => (thrownBy(() => readApprovers(path, STRANGER)) as ShosekiError).code;
  expect(["missing", "file/below", "dangling"].map((name) => codeAt(at(name)))).toEqual([
    "APPROVERS_MISSING",
    "APPROVERS_MISSING",
    "APPROVERS_MISSING",
  ]);
  expect([place.path, at("file"), at("large"), at("loop"), "/dev/null"].map(codeAt)).toEqual(
    Array.from({ length: 5 }, () => "APPROVERS_UNREADABLE"),
  );
});
