import { afterEach, beforeEach, expect, test } from "vitest";
import { asShosekiError, failure } from "#domain/errors.js";
import { UpdateMark } from "#providers/vsphere/update-mark.js";
import { UpdateStream } from "#providers/vsphere/update-stream.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import type { XmlNode } from "#providers/vsphere/xml-reader.js";
import { xml } from "./values.js";

const COLLECTOR = { type: "PropertyCollector", id: "pc-1" };
const VIEWS = { type: "ViewManager", id: "ViewManager" };
const MARK = '<obj type="ServiceInstance">ServiceInstance</obj>';

/** A server whose pages the test hands out, and which notes the calls about its list. */
class Server {
  readonly calls: string[] = [];
  fails: Error | null = null;
  missing = "";
  #waits: ((answer: XmlNode) => void)[] = [];
  #version = 0;

  async call(method: string, _self: unknown, args: string): Promise<XmlNode> {
    if (method === "WaitForUpdatesEx") return await new Promise((resolve) => this.#waits.push(resolve));
    const what = /<(add|remove)\b/.exec(args)?.[1];
    this.calls.push(what === undefined ? method : `${method} ${what}`);
    if (this.fails !== null && what !== undefined) throw this.fails;
    const made = { CreateFilter: "f-1", CreateListView: "view-1" }[method] ?? this.missing;
    return await xml(
      `<${method}Response>${made && `<returnval type="x">${made}</returnval>`}</${method}Response>`,
    );
  }

  read(...args: Parameters<Server["call"]>): Promise<XmlNode> {
    return this.call(...args);
  }

  /** Answers the wait that stands. */
  async hands(objects: string, truncated = false): Promise<void> {
    const set = objects && `<filterSet><filter type="PropertyFilter">f-1</filter>${objects}</filterSet>`;
    this.#version += 1;
    const page = `<version>${this.#version}</version>${set}<truncated>${truncated}</truncated>`;
    const answer = await xml(
      `<WaitForUpdatesExResponse><returnval>${page}</returnval></WaitForUpdatesExResponse>`,
    );
    for (const resolve of this.#waits.splice(0)) resolve(answer);
    await settled();
  }
}

const mark = (kind: string) => `<objectSet><kind>${kind}</kind>${MARK}</objectSet>`;
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

let server: Server;
let stream: UpdateStream;
let marks: UpdateMark;
/** What has become of each that passed, in order. */
let passed: unknown[];

function pass(): void {
  void marks.passed().then(
    () => passed.push("passed"),
    (error) => passed.push(asShosekiError(error).code),
  );
}

beforeEach(async () => {
  server = new Server();
  const client = server as unknown as VimClient;
  stream = new UpdateStream({ calls: client, waits: client }, COLLECTOR, 60_000);
  marks = new UpdateMark(client, VIEWS, stream);
  passed = [];
  const started = stream.start({ onInterrupted: () => undefined, onLost: () => undefined });
  await settled();
  await server.hands("");
  await started;
});
afterEach(() => stream.stop());

test("it is told when the mark is, which goes on the list and off it again, one after another", async () => {
  pass();
  pass();
  await settled();
  expect(server.calls).toEqual(["CreateListView", "CreateFilter", "ModifyListView add"]);
  await server.hands("");
  expect(passed).toEqual([]);
  await server.hands(mark("enter"));
  expect(passed).toEqual(["passed"]);
  expect(server.calls.at(-1)).toBe("ModifyListView remove");
  await server.hands(mark("modify"));
  expect(passed).toEqual(["passed"]);
  await server.hands(mark("leave"));
  expect(passed).toEqual(["passed", "passed"]);
  expect(server.calls).toHaveLength(4);
});

test("where a page has it and others are still to come, those are waited for", async () => {
  pass();
  await settled();
  await server.hands(mark("enter"), true);
  expect(passed).toEqual([]);
  await server.hands("", true);
  expect(passed).toEqual([]);
  await server.hands("");
  expect(passed).toEqual(["passed"]);
});

test("a call that fails is told, and stands in nobody's way, whether or not it was carried out", async () => {
  server.fails = failure("CONNECTION_LOST", { cause: "ECONNRESET" });
  pass();
  await settled();
  expect(passed).toEqual(["CONNECTION_LOST"]);
  server.fails = null;
  await server.hands(mark("enter"));
  pass();
  await settled();
  expect(server.calls.at(-1)).toBe("ModifyListView remove");
  await server.hands(mark("leave"));
  expect(passed).toEqual(["CONNECTION_LOST", "passed"]);
});

test("a server that does not find what is put on the list is not waited for", async () => {
  server.missing = "ServiceInstance";
  pass();
  await settled();
  expect(passed).toEqual(["SERVER_FAULT"]);
});
