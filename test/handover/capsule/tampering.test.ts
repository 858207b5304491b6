import { expect, test } from "vitest";
import { checkCapsule } from "#handover/capsule/check-capsule.js";
import { tarHeader } from "#handover/capsule/tar-header.js";
import { shortOrLong } from "../../counts.js";
import { Desk } from "../../session/desk.js";
import { shiftAt } from "./a-shift.js";
import { changed, contentsOf, placesOf } from "./changed.js";

async function faultsOf(capsule: Buffer): Promise<readonly string[]> {
  const { faults } = await checkCapsule(capsule);
  return faults.map(({ code, member }) => `${code} ${member}`);
}

async function membersNamed(capsule: Buffer): Promise<readonly string[]> {
  return (await checkCapsule(capsule)).faults.map(({ member }) => member);
}

test("a capsule that is cut at any block is said to be cut, and where", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const places = await placesOf(bytes);
  for (let size = 0; size < bytes.length; size += 512) {
    // The member that the cut goes through, or the last one before it.
    const last = places.findLast(({ from }) => from + 512 <= size)?.name ?? "";
    expect([size, (await checkCapsule(bytes.subarray(0, size))).faults[0]]).toEqual([
      size,
      expect.objectContaining({ code: "CAPSULE_CUT", member: last }),
    ]);
  }
});

test("of a capsule that is cut the missing members are named, too", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const places = await placesOf(bytes);
  const page = places.find(({ name }) => name === "report.html")!;
  const after = places.filter(({ from }) => from >= page.from).map(({ name }) => `MEMBER_MISSING ${name}`);
  expect(after).toHaveLength(4);
  const [first, ...missing] = await faultsOf(bytes.subarray(0, page.from));
  expect(first).toMatch(/^CAPSULE_CUT journal\/vkey$/);
  expect(missing.sort()).toEqual(after.sort());
});

const SAMPLED = shortOrLong(400, Number.POSITIVE_INFINITY);

test(`any single byte that is changed is named by its member (${SAMPLED} of them)`, {
  timeout: 1_800_000,
}, async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const places = await placesOf(bytes);
  const step = Math.max(1, bytes.length / SAMPLED);
  // With the bytes of each header's fields, and of the two at the beginning, which nothing else vouches for.
  const offsets = new Set(
    Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) => Math.floor(index * step)),
  );
  for (const { from } of places)
    for (const at of [0, 100, 124, 135, 148, 156, 157, 257, 345, 511]) offsets.add(from + at);
  for (const at of offsets) {
    const other = Buffer.from(bytes);
    other[at] = bytes[at]! ^ (1 << (at % 8));
    const index = places.findIndex(({ to }) => at < to);
    const place = places[index] ?? places.at(-1)!;
    const named = await membersNamed(other);
    // Where its very name is another it is told by what stands before it.
    const isInName = at < place.from + 100;
    const before = index < 0 ? places.at(-1)!.name : (places[index - 1]?.name ?? "");
    const told =
      named.includes(place.name) ||
      (isInName && named.includes(before)) ||
      (index < 0 && named.includes(before));
    expect([at, place.name, named, told]).toEqual([at, place.name, named, true]);
  }
});

test("a byte more, whether it is a zero or not, is no capsule's", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  for (const more of [Buffer.alloc(1), Buffer.alloc(512), Buffer.from("more"), bytes])
    expect(await faultsOf(Buffer.concat([bytes, more]))).toEqual(["AFTER_END report.md"]);
});

test("two members that have each other's content are both named", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const swapped = await changed(bytes, (contents) => {
    const [page, text] = [contents.get("report.html")!, contents.get("report.md")!];
    contents.set("report.html", text).set("report.md", page);
  });
  expect(await faultsOf(swapped)).toEqual(["MEMBER_SWAPPED report.html", "MEMBER_SWAPPED report.md"]);
});

test("two members that stand in each other's place are named", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const [page, , , text] = (await placesOf(bytes)).slice(-4);
  expect([page!.name, text!.name]).toEqual(["report.html", "report.md"]);
  const swapped = Buffer.concat([
    bytes.subarray(0, page!.from),
    bytes.subarray(text!.from, text!.to),
    bytes.subarray(page!.to, text!.from),
    bytes.subarray(page!.from, page!.to),
    bytes.subarray(text!.to),
  ]);
  expect(await faultsOf(swapped)).toEqual(["MEMBER_ORDER report.json", "MEMBER_ORDER report.html"]);
});

test("every member that is missing, or comes from another capsule, is named", async () => {
  using desk = new Desk();
  using colleague = new Desk({ os: "tester2" });
  const { bytes } = await shiftAt(desk);
  const theirs = await contentsOf((await shiftAt(colleague)).bytes);
  const names = [...(await contentsOf(bytes)).keys()];
  for (const name of names) {
    const without = await changed(bytes, (contents) => contents.delete(name));
    expect(await membersNamed(without)).toEqual([name]);
  }
  for (const [name, content] of theirs) {
    const [seq] = names.includes(name) ? [name] : [];
    const mixed = await changed(bytes, (contents) => contents.set(name, content));
    const isSame = (await contentsOf(bytes)).get(name)?.equals(content) === true;
    expect([name, await membersNamed(mixed)]).toEqual([name, isSame ? [] : [seq ?? name]]);
  }
});

test("a member that no capsule has, a link, a directory and a way out of the directory are none", async () => {
  using desk = new Desk();
  const { bytes } = await shiftAt(desk);
  const [{ to } = { to: 0 }] = await placesOf(bytes);
  const withHeader = (header: Buffer) => Buffer.concat([bytes.subarray(0, to), header, bytes.subarray(to)]);
  for (const name of [
    "../../evil",
    "/etc/passwd",
    "journal/../report.md",
    "report.html/",
    "casts/x.cast",
    "journal",
    "",
  ])
    expect(await faultsOf(withHeader(tarHeader({ name, size: 0 })))).toContain("NO_MEMBER SHA256SUMS");
  for (const type of ["1", "2", "5", "x", "g", "L", "K", "\0"]) {
    const header = tarHeader({ name: "report.html", size: 0 });
    header.write(type, 156, "latin1");
    expect(await faultsOf(withHeader(header))).toContain("MEMBER_FORM report.html");
  }
  expect(await faultsOf(withHeader(bytes.subarray(0, to)))).toContain("MEMBER_TWICE SHA256SUMS");
});

test("what is no tar, is empty, or says that it is endless is told", async () => {
  expect(await faultsOf(Buffer.of())).toEqual(["CAPSULE_CUT "]);
  expect(await faultsOf(Buffer.alloc(2048, "x"))).toEqual(["NO_MEMBER "]);
  expect(await faultsOf(Buffer.alloc(1024))).toEqual(["MEMBER_MISSING SHA256SUMS"]);
  const endless = tarHeader({ name: "journal/vkey", size: 8 ** 11 - 1 });
  expect(await faultsOf(Buffer.concat([endless, Buffer.alloc(1024)]))).toEqual(["TOO_LARGE journal/vkey"]);
});
