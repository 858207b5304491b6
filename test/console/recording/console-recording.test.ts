import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConsoleRecording } from "#console/recording/console-recording.js";
import type { Terminal } from "#console/terminal/terminal.js";
import type { EntryDraft } from "#domain/entry.js";
import { HANDOVER_NAMESPACE } from "#domain/handover.js";
import type { RecordingWanted } from "#domain/recording.js";
import type { Journal } from "#journal/journal.js";
import { hashOf } from "#journal/line.js";
import { verifyJournal } from "#journal/verify.js";
import { Secrets } from "#recording/secrets.js";
import { Desk } from "../../session/desk.js";
import { FakeConsole } from "../fake-console.js";

/** Hands a shift over, of which there is nothing to be said. */
function handOver({ trail, signer }: Desk): void {
  const text = "{}";
  const signature = signer.signFile(HANDOVER_NAMESPACE, Buffer.from(text));
  const after = { text, report: hashOf(Buffer.from(text)), signature, treeSize: 0, rootHash: "" };
  trail.handover({ OPR: "HandOver", target: { id: "h", name: "night" }, after });
}

const LOCKED = {
  OPR: "LockConsole",
  target: { kind: "Console", id: null, uuid: null, name: "console" },
  before: { locked: false },
  after: { locked: true },
  result: { status: "OK" },
} as const;

/** The recording of a console without a screen, whose only endpoint wants what a test says. */
class Scene implements Disposable {
  readonly console = new FakeConsole();
  readonly desk = new Desk();
  readonly lost: string[] = [];
  readonly recording: ConsoleRecording;

  readonly #wanted: RecordingWanted | undefined;

  constructor(recording?: RecordingWanted) {
    this.#wanted = recording;
    this.console.store.endpoints.settle("sim", {
      demands: { reason: false, ticket: false },
      confirm: "risk",
      lockAfterMs: null,
      ...(recording === undefined ? {} : { recording }),
    });
    this.recording = new ConsoleRecording({
      console: this.console,
      parts: {
        journal: this.desk.journal,
        terminal: { stdout: { columns: 80, rows: 24 } } as unknown as Terminal,
        env: { TERM: "xterm" },
        recording: { ...this.desk.recorded, secrets: new Secrets() },
      },
      onLost: ({ code }, required) => void this.lost.push(`${code}${required ? ", required" : ""}`),
    });
  }

  /** There is about to be a Login at its endpoint. */
  ensure(): void {
    this.recording.ensure(this.#wanted);
  }

  paint(text: string): void {
    const lines = Array.from({ length: 24 }, () => text.padEnd(80));
    this.recording.painted({ columns: 80, rows: 24, lines, cursor: null });
  }

  /** What the journal says, in order. */
  get said(): readonly string[] {
    return this.desk
      .entries()
      .filter(({ OPR }) => OPR !== "RecordChunk")
      .map(({ OPR, AFT }) => [OPR, AFT?.by].filter(Boolean).join(" "));
  }

  [Symbol.dispose](): void {
    this.recording.close();
    this.desk[Symbol.dispose]();
  }
}

/** There is a file where the recordings' directory would be: nobody can write there, root neither. */
function spoil({ desk }: Scene): void {
  writeFileSync(join(desk.directory, "casts"), "");
}

test("nothing is recorded that nobody wants", () => {
  using scene = new Scene();
  scene.ensure();
  scene.paint("one");
  expect(scene.said).toEqual([]);
  expect(existsSync(join(scene.desk.directory, "casts"))).toBe(false);
});

test("a recording that is wished for and cannot be begun is told of; one that is required keeps the Login off", () => {
  using wished = new Scene({ wish: "on", input: false, by: "profile" });
  spoil(wished);
  wished.ensure();
  expect(wished.lost).toEqual(["RECORDING_FAILED"]);
  expect(wished.console.store.recording).toBe("failed");

  using required = new Scene({ wish: "required", input: false, by: "profile" });
  spoil(required);
  expect(() => required.ensure()).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ facts: expect.objectContaining({ means: "no-login" }) }),
    }),
  );
});

/** What was done is told of once the journal has told of it. */
const soon = () => new Promise<void>((resolve) => queueMicrotask(resolve));

test("a shift's recording ends with what hands it over, and another one begins", async () => {
  using scene = new Scene({ wish: "required", input: true, by: "profile" });
  scene.ensure();
  scene.paint("one");
  handOver(scene.desk);
  await soon();
  scene.paint("two");
  expect(scene.said).toEqual([
    "StartRecording profile",
    "HandOver",
    "StopRecording handover",
    "StartRecording handover",
  ]);
  expect(readdirSync(join(scene.desk.directory, "casts"))).toHaveLength(2);
  expect(scene.console.store.recording).toBe("keys");
  expect((await verifyJournal(scene.desk.directory)).fault).toBeNull();
});

test.each([
  ["told of it by itself", ({ desk }: Scene) => desk.journal.refresh()],
  ["told of it as it writes an entry of its own", ({ desk }: Scene) => void desk.trail.note("meanwhile")],
])("one that another program has handed over ends with that: %s", async (_, hear) => {
  using scene = new Scene({ wish: "on", input: false, by: "option" });
  scene.ensure();
  scene.paint("one");
  using elsewhere = new Desk({ beside: scene.desk });
  handOver(elsewhere);
  hear(scene);
  await soon();
  scene.paint("two");
  expect(scene.said.filter((said) => said !== "Note")).toEqual([
    "StartRecording option",
    "HandOver",
    "StopRecording handover",
    "StartRecording handover",
  ]);
  // What was written before it ended has its marker in it.
  expect((await verifyJournal(scene.desk.directory)).fault).toBeNull();
});

test("one that is required goes on where another one cannot be begun in its place", async () => {
  using scene = new Scene({ wish: "required", input: false, by: "profile" });
  scene.ensure();
  scene.paint("one");
  renameSync(join(scene.desk.directory, "casts"), join(scene.desk.directory, "elsewhere"));
  spoil(scene);
  expect(() => scene.recording.turnKeys(true)).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({
        facts: expect.objectContaining({ means: "as-before", full: false }),
      }),
    }),
  );
  scene.recording.ensure({ wish: "on", input: true, by: "option" });
  expect(scene.lost).toEqual(["RECORDING_FAILED"]);
  expect(scene.console.store.recording).toBe("on");
  scene.desk.trail.note("it is recorded");
  expect(scene.desk.entries().at(-1)?.cast?.file).toContain("-1.cast");
  expect(scene.said).toEqual(["StartRecording profile", "Note"]);
  rmSync(join(scene.desk.directory, "casts"));
  renameSync(join(scene.desk.directory, "elsewhere"), join(scene.desk.directory, "casts"));
  scene.recording.close();
  expect((await verifyJournal(scene.desk.directory)).fault).toBeNull();
});

test("where the journal takes the end of one and not the beginning of the next, what is required ends the console", () => {
  using scene = new Scene({ wish: "required", input: false, by: "profile" });
  scene.ensure();
  const { journal } = scene.desk;
  const { append } = journal;
  journal.append = ((draft: EntryDraft) => {
    if (draft.OPR === "StartRecording") throw new Error("no more");
    return append.call(journal, draft, () => false);
  }) as Journal["append"];
  expect(() => scene.recording.turnKeys(true)).toThrow();
  expect(scene.lost).toEqual(["RECORDING_FAILED, required"]);
  expect(scene.console.store.recording).toBe("failed");
  journal.append = append;
});

test("what its operator has said of it stays where another endpoint wants nothing, and not where one does", () => {
  using scene = new Scene({ wish: "on", input: true, by: "profile" });
  scene.ensure();
  scene.recording.turnKeys(false);
  scene.recording.ensure();
  expect(scene.console.store.recording).toBe("on");
  scene.recording.turn(false);
  scene.recording.ensure();
  expect(scene.console.store.recording).toBe("off");
  scene.recording.ensure({ wish: "required", input: false, by: "option" });
  expect(scene.console.store.recording).toBe("on");
});

test("a Login that comes to nothing leaves the recording as its operator had it", async () => {
  using scene = new Scene({ wish: "on", input: false, by: "option" });
  const keys = { wish: "on", input: true, by: "profile" } as const;
  scene.ensure();
  scene.recording.turn(false);
  scene.recording.ensure({ wish: "on", input: false, by: "option" })();
  expect(scene.console.store.recording).toBe("off");
  // That keys are recorded is put back by itself.
  scene.recording.turn(true);
  const putBack = scene.recording.ensure(keys);
  expect(scene.console.store.recording).toBe("keys");
  putBack();
  putBack();
  expect(scene.console.store.recording).toBe("on");
  expect(scene.said).toEqual([
    "StartRecording option",
    "StopRecording operator",
    "StartRecording option",
    "StopRecording option",
    "StartRecording operator",
    "StopRecording profile",
    "StartRecording profile",
    "StopRecording profile",
    "StartRecording profile",
  ]);
  expect((await verifyJournal(scene.desk.directory)).fault).toBeNull();
});

test("what another Login wants as well, or the operator has said since, is not put back", () => {
  using scene = new Scene();
  const wanted = { wish: "on", input: false, by: "option" } as const;
  const putBack = scene.recording.ensure(wanted);
  const other = scene.recording.ensure(wanted);
  putBack();
  expect(scene.console.store.recording).toBe("on");
  other();
  expect(scene.console.store.recording).toBe("off");
  const third = scene.recording.ensure(wanted);
  scene.recording.turn(true);
  third();
  expect(scene.console.store.recording).toBe("on");
});

test.each(["profile", "option"] as const)(
  "one that is required is not switched off, and who requires it is said: %s",
  (by) => {
    using scene = new Scene({ wish: "required", input: false, by });
    scene.ensure();
    expect(() => scene.recording.turn(false)).toThrow(
      expect.objectContaining({ problem: { code: "RECORDING_REQUIRED", facts: { name: "sim", by } } }),
    );
    expect(scene.said).toEqual([`StartRecording ${by}`]);
  },
);

test("that another console was locked makes no piece of this one's recording", () => {
  using scene = new Scene({ wish: "on", input: false, by: "option" });
  scene.ensure();
  scene.paint("one");
  const pieces = () => scene.desk.entries().filter(({ OPR }) => OPR === "RecordChunk").length;
  using elsewhere = new Desk({ beside: scene.desk });
  elsewhere.trail.event(LOCKED);
  scene.desk.journal.refresh();
  expect(pieces()).toBe(0);
  scene.desk.trail.event(LOCKED);
  expect(pieces()).toBe(1);
});

test("while a secret is asked for neither the screen nor a key is recorded", () => {
  using scene = new Scene({ wish: "on", input: true, by: "option" });
  const { store } = scene.console;
  scene.ensure();
  scene.paint("seen");
  const asks = {
    title: "",
    isSecret: true,
    press: () => undefined,
    keys: () => [],
    paint: () => ({ lines: [], cursor: null }),
  };
  store.dialogs.open(asks);
  scene.paint("s3cr3t");
  scene.recording.key("s", "s3cr3t");
  scene.recording.paste("s3cr3t");
  store.dialogs.close(asks);
  scene.paint("seen again");
  scene.recording.key("enter", "");
  const [file = ""] = readdirSync(join(scene.desk.directory, "casts"));
  const text = readFileSync(join(scene.desk.directory, "casts", file), "utf8");
  expect(text).not.toContain("s3cr3t");
  expect(text).toContain("A secret is asked for.");
  expect(text).toContain("seen again");
  expect(text).toContain('"i","\\r"');
});
