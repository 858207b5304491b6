import { expect, test } from "vitest";
import { parse } from "#language/parse.js";
import { problemOf } from "./problem-of.js";

const wrong = (line: string) => {
  const problem = problemOf(() => parse(line));
  expect(problem.code).toBe("SYNTAX");
  return problem.facts;
};

test("an option stands anywhere after the verb", () => {
  const command = parse("move web-01 --host esx-02");
  expect(parse("move --host esx-02 web-01")).toEqual(command);
  expect(parse("clone --on web-01 web-09")).toEqual(parse("clone web-01 web-09 --on"));
  expect(parse("clone web-01 --on web-09")).toEqual(parse("clone web-01 web-09 --on"));
});

test("a value follows its option or an equals sign, quoted or not", () => {
  const host = (line: string) => {
    const command = parse(line);
    return command?.kind === "operation" && "host" in command.request ? command.request.host : undefined;
  };
  const esx = { by: "name", text: "esx 01", glob: false };
  expect(host("move web-01 --host 'esx 01'")).toEqual(esx);
  expect(host("move web-01 --host='esx 01'")).toEqual(esx);
  expect(host("move web-01 --host=esx\\ 01")).toEqual(esx);
  expect(host("move web-01 --host=a=b")).toMatchObject({ text: "a=b" });
  expect(host("move web-01 --host @host-9")).toMatchObject({ by: "id", id: "host-9" });
  expect(host("move web-01 --host='@home'")).toMatchObject({ by: "name", text: "@home" });
  expect(host("move web-01 --host=esx-0*")).toMatchObject({ glob: true, pattern: "esx-0*" });
  expect(host("move --host=esx-02 web-01")).toMatchObject({ text: "esx-02" });
});

test("what begins with one hyphen is a word, and so is what is quoted or stands after -- alone", () => {
  expect(parse("rename -web- -new-")).toMatchObject({
    target: { text: "-web-" },
    request: { newName: "-new-" },
  });
  expect(parse("info '--web'")).toMatchObject({ target: { text: "--web" } });
  expect(parse("info \\--web")).toMatchObject({ target: { text: "--web" } });
  expect(parse('info -"-web"')).toMatchObject({ target: { text: "--web" } });
  expect(parse("info '--'")).toMatchObject({ target: { text: "--" } });
  expect(parse("info -- --web")).toMatchObject({ target: { text: "--web" } });
  expect(parse("rename -- -- --web")).toMatchObject({
    target: { text: "--" },
    request: { newName: "--web" },
  });
  expect(parse("move --host esx-02 -- --web")).toMatchObject({ target: { text: "--web" } });
  expect(parse("move web-01 --host '--esx'")).toMatchObject({ request: { host: { text: "--esx" } } });
  expect(parse("note --host is an option")).toEqual({ kind: "note", text: "--host is an option" });
});

test("impossible values are read, so that their refusal is recorded", () => {
  expect(parse("create web-09 --cpu -4 --memory=-8GiB --disk 0GiB")).toMatchObject({
    request: { cpus: -4, memoryMiB: -8192, diskMiB: 0 },
  });
});

test("an option that the verb has not is pointed at, and the nearest that it has is offered", () => {
  expect(wrong("move web-01 --hots esx-02")).toEqual({
    line: "move web-01 --hots esx-02",
    column: 12,
    word: "--hots",
    problem: "UNKNOWN_OPTION",
    suggestions: ["--host HOST"],
  });
  expect(wrong("create web-09 --datastroe=x")).toMatchObject({
    column: 14,
    word: "--datastroe=x",
    suggestions: ["--datastore DATASTORE"],
  });
  expect(wrong("start web-01 --host esx-02")).toMatchObject({
    column: 13,
    problem: "UNKNOWN_OPTION",
    suggestions: ["start TARGET"],
  });
  expect(wrong("move web-01 --network x")).toMatchObject({ column: 12, problem: "UNKNOWN_OPTION" });
  expect(wrong("clone web-01 web-09 --on=yes")).toMatchObject({
    column: 20,
    problem: "UNKNOWN_OPTION",
    suggestions: ["--on"],
  });
});

test("an option that stands twice is pointed at the second time", () => {
  expect(wrong("move web-01 --host a --host b")).toMatchObject({
    column: 21,
    word: "--host",
    problem: "OPTION_TWICE",
  });
  expect(wrong("clone a b --on --on")).toMatchObject({ column: 15, problem: "OPTION_TWICE" });
});

test("an option without its value is pointed at", () => {
  for (const line of ["move web-01 --host", "move web-01 --host ", "move web-01 --host --datastore x"])
    expect(wrong(line)).toMatchObject({
      column: 12,
      word: "--host",
      problem: "VALUE_MISSING",
      suggestions: ["--host HOST"],
    });
  expect(wrong("move web-01 --host= esx-02")).toMatchObject({
    column: 12,
    word: "--host=",
    problem: "VALUE_MISSING",
  });
  expect(wrong("create web-09 --guest ''")).toMatchObject({ column: 14, problem: "VALUE_MISSING" });
  expect(wrong("disk web-01 8GiB --disk=''")).toMatchObject({ column: 17, problem: "VALUE_MISSING" });
});

test("a value that cannot be read is pointed at, not its option", () => {
  expect(wrong("create web-09 --cpu many")).toMatchObject({
    column: 20,
    word: "many",
    problem: "NOT_A_COUNT",
  });
  expect(wrong("create web-09 --memory=8GB")).toMatchObject({
    column: 23,
    word: "8GB",
    problem: "DECIMAL_UNIT",
    suggestions: ["8GiB"],
  });
  expect(wrong("move web-01 --host ''")).toMatchObject({ column: 19, problem: "EMPTY_TARGET" });
  expect(wrong("move web-01 --host=@")).toMatchObject({ column: 19, problem: "BAD_ID" });
});

test("a move says at least where to", () => {
  expect(wrong("move web-01 ")).toEqual({
    line: "move web-01 ",
    column: 11,
    word: "",
    problem: "OPTION_MISSING",
    // Each of them is enough; what only says how to reach a host is not.
    suggestions: ["--host HOST", "--datastore DATASTORE", "--folder FOLDER"],
  });
});

test("the way to a host is said with the host, or not at all, and so is what may be lost there", () => {
  for (const rest of ["", " --datastore vmfs-01"])
    expect(wrong(`move web-01 --overwrite-disks${rest}`)).toMatchObject({ problem: "MISSING_WORD" });
  expect(wrong("move web-01 --desturi qemu+tcp://kvm-b/system")).toMatchObject({ problem: "MISSING_WORD" });
  expect(wrong("move web-01 --host kvm-b --desturi")).toMatchObject({ problem: "VALUE_MISSING" });
});

test.each([
  ["PASSWORD_IN_URI", "qemu+ssh://root:secret@kvm-b/system"],
  ["PASSWORD_IN_URI", "qemu+ssh://root:se#cret@kvm-b/system"],
  ["PASSWORD_IN_URI", "qemu+ssh://root:sec/ret@kvm-b/system"],
  ["PASSWORD_IN_URI", "qemu+ssh://root:sec ret@kvm-b/system"],
  ["PASSWORD_IN_URI", "qemu+ssh://root%3Asecret@kvm-b/system"],
  ["PASSWORD_IN_URI", "qemu+ssh:/root:secret@kvm-b/system"],
  ["PASSWORD_IN_URI", "qemu+ssh://root:secret@kvm_b:x/system"],
  ["PASSWORD_IN_URI", "root:secret@kvm-b"],
  ["NOT_A_URI", "root@kvm-b"],
  ["NOT_A_URI", "kvm-b/system"],
  ["NOT_A_URI", "qemu+ssh://kvm-b/sys tem"],
])(
  "a line with what may be a password, or hide one, cannot be read, and so is not recorded: %s %s",
  (problem, uri) => {
    expect(wrong(`move web-01 --host kvm-b --desturi '${uri}'`)).toMatchObject({
      problem,
      word: "--desturi",
    });
  },
);

test.each([
  "qemu+ssh://root@kvm-b/system",
  "qemu+tls://kvm-b:16514/system",
  "qemu+ssh://root@kvm-b:2222/system",
  "xen+tcp://[::1]:16509/system",
  "qemu+ssh://root@[fe80::1]/system",
])("a URI that says only the way is read: %s", (desturi) => {
  expect(parse(`move web-01 --host kvm-b --desturi ${desturi}`)).toMatchObject({ request: { desturi } });
});

test("options that exclude each other are pointed at where the second stands", () => {
  expect(wrong("disk web-01 8GiB --add --disk 'Hard disk 1'")).toEqual({
    line: "disk web-01 8GiB --add --disk 'Hard disk 1'",
    column: 23,
    word: "--disk",
    problem: "OPTIONS_EXCLUDE",
    suggestions: ["disk TARGET SIZE [--disk LABEL | --add]"],
  });
  expect(wrong("disk web-01 8GiB --disk x --add")).toMatchObject({ column: 26, word: "--add" });
});

test("a flag takes no value: what follows it is one word too many", () => {
  expect(wrong("disk web-01 8GiB --add 2")).toMatchObject({ column: 23, word: "2", problem: "EXTRA_WORD" });
});
