import { expect, test } from "vitest";
import { NameList } from "#language/candidate-names.js";

const listOf = (...names: readonly string[]) =>
  new NameList(
    names,
    (name) => name,
    (name) => name,
  );

const servers = listOf("web-2", "Web-10", "db-web", "業務サーバー", "WEB-全角", "");

test("names are handed out in the order in which they were given, as many as are asked for", () => {
  expect(servers.matching("", "begins", 99)).toHaveLength(6);
  expect(servers.matching("", "begins", 2)).toEqual(["web-2", "Web-10"]);
  expect(servers.matching("web", "begins", 99)).toEqual(["web-2", "Web-10", "WEB-全角"]);
  expect(servers.matching("web", "begins", 0)).toEqual([]);
  expect(listOf().matching("", "begins", 9)).toEqual([]);
});

test("each name is handed out once, and none for what stands in its neighbour", () => {
  expect(servers.matching("web", "holds", 99)).toEqual(["web-2", "Web-10", "db-web", "WEB-全角"]);
  expect(listOf("aaaa", "aa").matching("a", "holds", 9)).toEqual(["aaaa", "aa"]);
  expect(listOf("ab", "cd").matching("bc", "holds", 9)).toEqual([]);
  expect(listOf("ab", "cd").matching("bc", "letters", 9)).toEqual([]);
  expect(listOf("ab", "cd").matching("b\nc", "holds", 9)).toEqual([]);
  expect(listOf("a\nb", "cd").matching("c", "begins", 9)).toEqual(["cd"]);
  expect(listOf("a\nb", "cd").matching("b", "begins", 9)).toEqual([]);
});

test("letters count in their order and as often as they are typed", () => {
  expect(servers.matching("w2", "letters", 9)).toEqual(["web-2"]);
  expect(servers.matching("2w", "letters", 9)).toEqual([]);
  expect(servers.matching("業サ", "letters", 9)).toEqual(["業務サーバー"]);
  expect(listOf("ab", "aab").matching("aa", "letters", 9)).toEqual(["aab"]);
  expect(listOf("web").matching("webb", "letters", 9)).toEqual([]);
});

test("case and the width of letters do not count", () => {
  expect(servers.matching("ｗｅｂ", "begins", 99)).toEqual(["web-2", "Web-10", "WEB-全角"]);
  expect(servers.matching("業務ｻｰﾊﾞｰ", "begins", 9)).toEqual(["業務サーバー"]);
});

test("what a search over one text finds is what a search name by name finds", () => {
  const names = Array.from({ length: 3000 }, (_, index) => `${(index * 7919) % 1000}-${(index * 31) % 17}`);
  const list = listOf(...names);
  for (const typed of ["1", "99", "0-1", "-", "7-16", "x", "12-12", "1111"]) {
    const letters = new RegExp([...typed].map((letter) => `[${letter}]`).join(".*"), "u");
    expect(list.matching(typed, "begins", 9999)).toEqual(names.filter((name) => name.startsWith(typed)));
    expect(list.matching(typed, "holds", 9999)).toEqual(names.filter((name) => name.includes(typed)));
    if (typed !== "-" && !typed.includes("-"))
      expect(list.matching(typed, "letters", 9999)).toEqual(names.filter((name) => letters.test(name)));
  }
});
