import { afterEach, beforeEach, expect, test } from "vitest";
import { asShosekiError, failure } from "#domain/errors.js";
import { UpdateStream } from "#providers/vsphere/update-stream.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import type { XmlNode } from "#providers/vsphere/xml-reader.js";
import { xml } from "./values.js";

const COLLECTOR = { type: "PropertyCollector", id: "pc-1" };

/** A server whose answers the test hands out, and which notes the calls about filters. */
class Server {
  readonly calls: string[] = [];
  fails: Error | null = null;
  #creations: (() => void)[] = [];
  #waits: ((answer: XmlNode) => void)[] = [];
  #version = 0;
  #filters = 0;

  async call(method: string, { id }: { readonly id: string }): Promise<XmlNode> {
    if (method === "WaitForUpdatesEx") return await new Promise((resolve) => this.#waits.push(resolve));
    this.calls.push(method === "CreateFilter" ? method : `${method} ${id}`);
    if (this.fails !== null) throw this.fails;
    if (method !== "CreateFilter") return await xml(`<${method}Response/>`);
    this.#filters += 1;
    const made = `<returnval type="PropertyFilter">f-${this.#filters}</returnval>`;
    await new Promise<void>((resolve) => this.#creations.push(resolve));
    return await xml(`<CreateFilterResponse>${made}</CreateFilterResponse>`);
  }

  read(...args: Parameters<Server["call"]>): Promise<XmlNode> {
    return this.call(...args);
  }

  /** Answers the filters that are being made. */
  async makes(): Promise<void> {
    for (const resolve of this.#creations.splice(0)) resolve();
    await settled();
  }

  /** Answers the wait that stands with a page of what these filters select. */
  async reports(filters: readonly string[], truncated = false): Promise<void> {
    const object = `<kind>enter</kind><obj type="ServiceInstance">ServiceInstance</obj>`;
    const sets = filters.map(
      (id) =>
        `<filterSet><filter type="PropertyFilter">${id}</filter><objectSet>${object}</objectSet></filterSet>`,
    );
    this.#version += 1;
    const page = `<version>${this.#version}</version>${sets.join("")}<truncated>${truncated}</truncated>`;
    const answer = await xml(
      `<WaitForUpdatesExResponse><returnval>${page}</returnval></WaitForUpdatesExResponse>`,
    );
    for (const resolve of this.#waits.splice(0)) resolve(answer);
    await settled();
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

let server: Server;
let stream: UpdateStream;
/** What has become of each wait, in order. */
let told: string[];

function catchesUp(): void {
  void stream.caughtUp().then(
    () => told.push("caught up"),
    (error) => told.push(asShosekiError(error).code),
  );
}

beforeEach(async () => {
  server = new Server();
  const client = server as unknown as VimClient;
  stream = new UpdateStream({ calls: client, waits: client }, COLLECTOR, 60_000);
  told = [];
  const started = stream.start({ onInterrupted: () => undefined, onLost: () => undefined });
  await settled();
  await server.reports([]);
  await started;
});
afterEach(() => stream.stop());

test("a stream has caught up when it reports what a filter selects that was made for it", async () => {
  catchesUp();
  await settled();
  await server.makes();
  await server.reports([]);
  expect(told).toEqual([]);
  await server.reports(["f-1"]);
  expect(told).toEqual(["caught up"]);
  expect(server.calls).toEqual(["CreateFilter", "DestroyPropertyFilter f-1"]);
});

test("the report may come before the answer that says what the filter is called", async () => {
  catchesUp();
  await settled();
  await server.reports(["f-1"]);
  expect(told).toEqual([]);
  await server.makes();
  expect(told).toEqual(["caught up"]);
});

test("while others of its pages are still to come, it has not", async () => {
  catchesUp();
  await settled();
  await server.makes();
  await server.reports(["f-1"], true);
  await server.reports([], true);
  expect(told).toEqual([]);
  await server.reports([]);
  expect(told).toEqual(["caught up"]);
});

test("each has a filter of its own, and what is reported for one says nothing of another", async () => {
  catchesUp();
  catchesUp();
  await settled();
  await server.makes();
  await server.reports(["f-2"]);
  expect(told).toEqual(["caught up"]);
  expect(server.calls).toEqual(["CreateFilter", "CreateFilter", "DestroyPropertyFilter f-2"]);
  await server.reports(["f-1"]);
  expect(told).toEqual(["caught up", "caught up"]);
});

test("what cannot be asked is told, and stands in nobody's way", async () => {
  server.fails = failure("CONNECTION_LOST", { cause: "ECONNRESET" });
  catchesUp();
  await settled();
  expect(told).toEqual(["CONNECTION_LOST"]);
  server.fails = null;
  catchesUp();
  await settled();
  await server.makes();
  server.fails = failure("CONNECTION_LOST", { cause: "ECONNRESET" });
  await server.reports(["f-1"]);
  expect(told).toEqual(["CONNECTION_LOST", "caught up"]);
});
