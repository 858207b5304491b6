import { chmodSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makePlace } from "#sharing/place.js";
import { isPrivateDirectory } from "#sharing/private.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";

const FILE = `${"0".repeat(16)}.sock`;

test("the first place is made with all that is above it, for nobody but its owner", () => {
  using home = temporaryDirectory();
  const [first, second] = [join(home.path, "state/shoseki/run"), join(home.path, "other")];
  expect(makePlace([first, second], FILE)).toBe(first);
  expect((lstatSync(first).mode & 0o777).toString(8)).toBe("700");
  expect(readdirSync(home.path)).toEqual(["state"]);
  // And is taken again as it is.
  expect(makePlace([first, second], FILE)).toBe(first);
});

test.each(["group", "others"])("a place that %s may look into is not used, and is left as it is", (who) => {
  using home = temporaryDirectory();
  const [open, good] = [join(home.path, "open"), join(home.path, "good")];
  mkdirSync(open);
  chmodSync(open, who === "group" ? 0o710 : 0o701);
  expect(makePlace([open, good], FILE)).toBe(good);
  expect(makePlace([open], FILE)).toEqual({ kind: "UNSAFE", path: open });
  expect(lstatSync(open).mode & 0o777).toBe(who === "group" ? 0o710 : 0o701);
});

test("a link is no place, wherever it leads: somebody else may have laid it", () => {
  using home = temporaryDirectory();
  const [good, link] = [join(home.path, "good"), join(home.path, "link")];
  mkdirSync(good, { mode: 0o700 });
  symlinkSync(good, link);
  expect(isPrivateDirectory(good)).toBe(true);
  expect(makePlace([link], FILE)).toEqual({ kind: "UNSAFE", path: link });
});

test("a place in a directory where others can rename it is not used", () => {
  using home = temporaryDirectory();
  const shared = join(home.path, "shared");
  mkdirSync(join(shared, "ours"), { recursive: true, mode: 0o700 });
  chmodSync(shared, 0o777);
  expect(isPrivateDirectory(join(shared, "ours"))).toBe(false);
  // And nothing is left there.
  expect(makePlace([join(shared, "new")], FILE)).toEqual({ kind: "UNSAFE", path: join(shared, "new") });
  expect(readdirSync(shared)).toEqual(["ours"]);
  // As /tmp is: what is there is its owner's alone to rename.
  chmodSync(shared, 0o1777);
  expect(isPrivateDirectory(join(shared, "ours"))).toBe(true);
});

test("where the path is longer than a socket's may be, a shorter place is taken; else it is said", () => {
  using home = temporaryDirectory();
  const long = join(home.path, "x".repeat(100));
  expect(makePlace([long, home.path], FILE)).toBe(home.path);
  expect(makePlace([long], FILE)).toEqual({ kind: "TOO_LONG", path: join(long, FILE) });
  expect(readdirSync(home.path)).toEqual([]);
  // In bytes, and to the last one.
  const just = join(home.path, "y".repeat(107 - home.path.length - 1 - FILE.length - 1));
  expect(makePlace([just], FILE)).toBe(just);
  expect(makePlace([`${just.slice(0, -1)}é`], FILE)).toMatchObject({ kind: "TOO_LONG" });
});

test("what cannot be made says why", () => {
  expect(makePlace(["/proc/shoseki"], FILE)).toMatchObject({ kind: "FAILED", path: "/proc/shoseki" });
});
