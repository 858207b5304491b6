import { describe, expect, test } from "vitest";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo, runRepl } from "./fake-io.js";

const operations = (home: OperatorHome) =>
  home
    .entries()
    .filter(({ phase }) => phase === "outcome" || phase === "note")
    .map(({ OPR, RST }) => `${OPR} ${RST?.status}`);

async function* saying(...lines: readonly string[]): AsyncGenerator<string, void> {
  yield* lines;
}

describe("the plain REPL in this process", () => {
  test("a line is answered before the next one is asked for", async () => {
    using home = new OperatorHome();
    const answered: string[] = [];
    const world = fakeIo(home, async function* () {
      answered.push(world.out.at(-1) ?? "");
      yield "note one";
      answered.push(world.out.at(-1) ?? "");
      yield "stop web-01";
      answered.push(world.out.at(-1) ?? "");
      yield "vms stg-web-01";
      answered.push(world.out.at(-1) ?? "");
    });
    expect(await runRepl(world, ["sim:"])).toBe(0);
    expect(answered).toEqual([
      expect.stringMatching(/ < {2}OK {7}Login /),
      expect.stringMatching(/ \* {2}OK {7}Note {14}sim: {2}one$/),
      expect.stringMatching(/ < {2}OK {7}StopVM {12}web-01 {2}power on -> off$/),
      expect.stringMatching(/^NAME [\s\S]*\n1 virtual machine$/),
    ]);
  });

  test("standard input that cannot be read is an error, and the Logout is recorded", async () => {
    using home = new OperatorHome();
    const world = fakeIo(home, async function* () {
      yield "note one";
      throw new Error("EIO: i/o error, read");
    });
    expect(await runRepl(world, ["sim:"])).toBe(2);
    expect(world.err.join("\n")).toContain("FILE_UNREADABLE: ");
    expect(world.err.join("\n")).toContain("EIO: i/o error, read");
    expect(operations(home)).toEqual(["Login OK", "Note OK", "Logout OK"]);
  });

  test("after a signal no line is taken, even one that is there", async () => {
    using home = new OperatorHome();
    const world = fakeIo(home, async function* () {
      yield "note one";
      world.signal();
      yield "note two";
      yield "note three";
    });
    expect(await runRepl(world, ["sim:"])).toBe(1);
    expect(operations(home)).toEqual(["Login OK", "Note OK", "Logout OK"]);
    expect(world.err.join("\n")).toContain("Nothing more is begun.");
  });

  test.each([
    ["quit", 0],
    ["  exit  ", 0],
    ["quit now", 2],
    ["EXIT", 2],
  ])("%j answers %i when nothing else was asked", async (line, code) => {
    using home = new OperatorHome();
    const world = fakeIo(home, () => saying(line));
    expect(await runRepl(world, ["sim:"])).toBe(code);
    expect(operations(home)).toEqual(["Login OK", "Logout OK"]);
  });

  test("what others write into the same journal is not printed as this session's", async () => {
    using home = new OperatorHome();
    const world = fakeIo(home, async function* () {
      yield "note mine";
      const other = fakeIo(home, () => saying("note theirs"));
      expect(await runRepl(other, ["sim:"])).toBe(0);
      yield "note mine too";
    });
    expect(await runRepl(world, ["sim:", "--json"])).toBe(0);
    const notes = world.out.map((line) => JSON.parse(line) as { why?: string }).map(({ why }) => why);
    expect(notes.filter((why) => why !== undefined)).toEqual(["mine", "mine too"]);
  });

  test.each([
    [["sim:", "--password-stdin"], /standard input can hold the command lines or the password, not both/],
    [["sim:", "note x"], /exec takes command lines/],
    [["sim:", "--keep-going"], /keep-going/],
    [["sim:", "--follow"], /follow/],
  ])("%j is bad usage, and nothing is opened", async (argv, problem) => {
    using home = new OperatorHome();
    const world = fakeIo(home, () => {
      throw new Error("nothing is read");
    });
    const error = await runRepl(world, argv).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "USAGE" });
    expect(JSON.stringify((error as { problem: unknown }).problem)).toMatch(problem);
    expect(() => home.entries()).toThrow();
  });
});
