import { once } from "node:events";
import { lstatSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Channel } from "#sharing/caller.js";
import { LARGEST_MESSAGE } from "#sharing/message.js";
import { ShareServer } from "#sharing/share-server.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { PROGRAM, REQUEST, Someone, served } from "./serve.js";
import { READY, strange } from "./strange-server.js";

test("what is asked arrives as it was, and what is said of it in order, before the exit code", async () => {
  const asked: unknown[] = [];
  await using there = await served(async (request, { out, err, status }) => {
    asked.push(request);
    out("one");
    status("50 %");
    err("two\nthree");
    status(null);
    return 1;
  });
  const someone = new Someone();
  expect(await someone.ask(there.path)).toEqual({ kind: "exit", code: 1 });
  expect(asked).toEqual([{ kind: "run", ...REQUEST }]);
  expect(someone.told).toEqual([
    "begun",
    "out one",
    "status 50 %",
    "err two\nthree",
    "status null",
    "status null",
  ]);
});

test("a listing of many lines arrives whole, in pieces of whole lines", async () => {
  const lines = Array.from({ length: 40_000 }, (_, index) => `web-${index} 仮想マシン \u001b`);
  const long = "x".repeat(300_000);
  await using there = await served(async (_, { out }) => {
    out([...lines, long, "end"].join("\n"));
    return 0;
  });
  const someone = new Someone();
  expect(await someone.ask(there.path)).toEqual({ kind: "exit", code: 0 });
  const said = someone.told.filter((each) => each.startsWith("out ")).map((each) => each.slice(4));
  expect(said.length).toBeGreaterThan(10);
  expect(said.join("\n").split("\n")).toEqual([...lines, long, "end"]);
});

test("a line that no message holds is broken, and what comes after it arrives", async () => {
  const long = "\u0001".repeat(1024 * 1024);
  await using there = await served(async (_, { out }) => {
    out(`${long}\nend`);
    return 0;
  });
  const someone = new Someone();
  expect(await someone.ask(there.path)).toEqual({ kind: "exit", code: 0 });
  const said = someone.told.filter((each) => each.startsWith("out ")).map((each) => each.slice(4));
  expect(said.join("") === `${long}end`).toBe(true);
});

test("what goes wrong in serving one takes nobody else with it", async () => {
  let fails = true;
  await using there = await served(async () => {
    if (fails) throw new Error("a defect of ours");
    return 0;
  });
  expect(await new Someone().ask(there.path)).toEqual({ kind: "lost" });
  fails = false;
  expect(await new Someone().ask(there.path)).toEqual({ kind: "exit", code: 0 });
});

test("several are served side by side, each with what is its own", async () => {
  const both = Promise.withResolvers<void>();
  let here = 0;
  await using there = await served(async ({ lines }, { out }) => {
    here += 1;
    if (here === 2) both.resolve();
    await both.promise;
    out(lines.join());
    return 0;
  });
  const people = ["a", "b"].map((line) => ({ line, someone: new Someone() }));
  await Promise.all(
    people.map(({ line, someone }) => someone.ask(there.path, { ...REQUEST, lines: [line] })),
  );
  for (const { line, someone } of people) expect(someone.told).toContain(`out ${line}`);
});

test("a first signal is told, and so is a second", async () => {
  await using there = await served(async (_, { out, stopping, givingUp }) => {
    out("running");
    await once(stopping, "abort");
    out("stopping");
    await once(givingUp, "abort");
    return 5;
  });
  const someone = new Someone();
  const [first, second] = [someone.told.length, someone.told.length];
  expect(first).toBe(second);
  const answer = someone.ask(there.path);
  await expect.poll(() => someone.told).toContain("out running");
  someone.signal();
  await expect.poll(() => someone.told).toContain("out stopping");
  someone.signal();
  expect(await answer).toEqual({ kind: "exit", code: 5 });
});

test("where nobody serves, nothing was done", async () => {
  using place = temporaryDirectory();
  const someone = new Someone();
  expect(await someone.ask(join(place.path, "none.sock"))).toEqual({ kind: "cold", why: "NOBODY" });
  expect(someone.told).toEqual([]);
});

test("another version, or a console without a session, does not take it", async () => {
  const never = () => Promise.reject(new Error("asked to run something"));
  await using other = await served(never, { program: "1.2.4" });
  expect(await new Someone().ask(other.path)).toEqual({ kind: "cold", why: "VERSION" });
  await using away = await served(never, { ready: () => false });
  expect(await new Someone().ask(away.path)).toEqual({ kind: "cold", why: "SESSION" });
});

test("a request that is too large for a message is not sent", async () => {
  const asked: unknown[] = [];
  await using there = await served(async (request) => {
    asked.push(request);
    return 0;
  });
  const lines = ["x".repeat(LARGEST_MESSAGE)];
  expect(await new Someone().ask(there.path, { ...REQUEST, lines })).toEqual({ kind: "cold", why: "NOBODY" });
  expect(asked).toEqual([]);
});

test("one that takes connections and says nothing is not waited for, and was asked nothing", async () => {
  using there = await strange(() => undefined);
  const answer = await new Someone().ask(there.path, REQUEST, { readyWithinMs: 20 });
  expect(answer).toEqual({ kind: "cold", why: "SILENT" });
  expect(there.heard.text).not.toContain("start web-01");
});

test.each([
  ["goes", (socket: Socket) => socket.destroy()],
  ["ends", (socket: Socket) => socket.end()],
  ["makes no sense", (socket: Socket) => socket.write("HTTP/1.1 400\n")],
  ["says how it ended before it was asked", (socket: Socket) => socket.write('{"kind":"exit","code":0}\n')],
] as const)("one that %s before it is ready was asked nothing", async (_, answers) => {
  using there = await strange(answers);
  expect(await new Someone().ask(there.path)).toEqual({ kind: "cold", why: "NOBODY" });
  expect(there.heard.text).not.toContain("start web-01");
});

test.each([
  ["goes", (socket: Socket) => socket.destroy()],
  ["ends", (socket: Socket) => socket.end()],
  ["makes no sense", (socket: Socket) => socket.write("what?\n")],
  ["is ready again", (socket: Socket) => socket.write(READY)],
  ["says more than a message holds", (socket: Socket) => socket.write("x".repeat(LARGEST_MESSAGE + 1))],
] as const)("of one that %s once it was asked, nobody knows what it has done", async (_, answers) => {
  using there = await strange((socket) => {
    socket.once("asked", () => answers(socket));
    socket.write(READY);
  });
  const someone = new Someone();
  expect(await someone.ask(there.path)).toEqual({ kind: "lost" });
  expect(there.heard.text).toContain("start web-01");
});

test("once it is waited for no longer, it is not waited for long", async () => {
  using there = await strange((socket) => socket.write(READY));
  const someone = new Someone();
  const answer = someone.ask(there.path, REQUEST, { endWithinMs: 20 });
  await expect.poll(() => there.heard.text).toContain('"run"');
  someone.signal();
  someone.signal();
  expect(await answer).toEqual({ kind: "lost" });
  expect(there.heard.text).toContain('{"kind":"stop"}\n{"kind":"giveUp"}\n');
});

/** What somebody who is not ours gets for what they say. */
async function said(path: string, ...lines: readonly string[]): Promise<string> {
  const socket = connect(path);
  socket.on("error", () => undefined);
  for (const line of lines) socket.write(line);
  return await text(socket);
}

const HELLO = `{"kind":"hello","v":1,"program":"${PROGRAM}"}\n`;
const RUN = `${JSON.stringify({ kind: "run", ...REQUEST })}\n`;

test("who makes no sense is let go, and the others are served as before", async () => {
  await using there = await served(async () => 0);
  expect(await said(there.path, "GET / HTTP/1.1\r\n\r\n")).toBe("");
  expect(await said(there.path, RUN)).toBe("");
  expect(await said(there.path, "x".repeat(LARGEST_MESSAGE + 1))).toBe("");
  expect(await said(there.path, HELLO, HELLO)).toBe("");
  expect(await said(there.path, HELLO.replace('"v":1', '"v":2'))).toBe('{"kind":"cold","why":"VERSION"}\n');
  expect(await new Someone().ask(there.path)).toEqual({ kind: "exit", code: 0 });
});

test("who says nothing is let go after a while", async () => {
  await using there = await served(async () => 0, { asksWithinMs: 20 });
  expect(await said(there.path)).toBe("");
  expect(await said(there.path, HELLO)).toBe(READY);
});

test("of who goes while it runs nothing more is begun", async () => {
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  await using there = await served(async (_, { stopping }) => {
    await once(stopping, "abort");
    resolve();
    return 1;
  });
  const socket = connect(there.path);
  socket.write(HELLO + RUN);
  await once(socket, "data");
  socket.destroy();
  await stopped;
});

test("who reads nothing is let go before what they leave unread fills the memory", async () => {
  const { promise: cut, resolve } = Promise.withResolvers<void>();
  const tell = ({ out, stopping }: Channel) => {
    for (let mebibytes = 0; mebibytes < 40; mebibytes += 1) out("x".repeat(1024 * 1000));
    if (!stopping.aborted) stopping.addEventListener("abort", () => resolve());
    else resolve();
  };
  await using there = await served(async (_, channel) => {
    tell(channel);
    await cut;
    return 0;
  });
  const socket = connect(there.path).pause();
  socket.on("error", () => undefined);
  socket.write(HELLO + RUN);
  await cut;
  socket.destroy();
});

test("the socket is for its owner alone, from the first moment, and is gone at the end", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "s.sock");
  const before = process.umask();
  const server = await ShareServer.listen(path, {
    program: PROGRAM,
    ready: () => true,
    serve: async () => 0,
  });
  expect((lstatSync(path).mode & 0o777).toString(8)).toBe("600");
  expect(process.umask()).toBe(before);
  if (server === "TAKEN") throw new Error(server);
  await server.close();
  expect(() => lstatSync(path)).toThrow("ENOENT");
});

test("of two who want the same place the first has it", async () => {
  await using there = await served(async () => 3);
  const second = await ShareServer.listen(there.path, {
    program: PROGRAM,
    ready: () => true,
    serve: async () => 4,
  });
  expect(second).toBe("TAKEN");
  expect(await new Someone().ask(there.path)).toEqual({ kind: "exit", code: 3 });
});

test("closing waits for what is under way, and takes nothing more", async () => {
  const { promise: held, resolve } = Promise.withResolvers<void>();
  await using there = await served(async (_, { out }) => {
    out("begun");
    await held;
    return 0;
  });
  const someone = new Someone();
  const answer = someone.ask(there.path);
  await expect.poll(() => someone.told).toContain("out begun");
  const idle = connect(there.path);
  idle.on("error", () => undefined);
  await once(idle, "connect");
  let closed = false;
  const closing = there.server.close().then(() => {
    closed = true;
  });
  expect(await new Someone().ask(there.path)).toEqual({ kind: "cold", why: "NOBODY" });
  expect(closed).toBe(false);
  resolve();
  await closing;
  expect(await answer).toEqual({ kind: "exit", code: 0 });
});
