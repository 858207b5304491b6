import { once } from "node:events";
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Announcement, announce, findShared } from "#sharing/announcement.js";
import { makePlace } from "#sharing/place.js";
import { ShareServer } from "#sharing/share-server.js";
import { ANOTHER, allSaid, asAnother } from "./as-another.js";
import { PROGRAM, Someone } from "./serve.js";

const NAME = "0123456789abcdef";
const ANNOUNCED: Announcement = {
  v: 1,
  journal: "/journal",
  endpoint: "vsphere://vc1.example",
  login: "ops",
  texts: ["vsphere://ops@vc1.example"],
  profile: null,
};

/** A directory that everybody can reach, as /run/user and /tmp are. */
function reachable() {
  const path = mkdtempSync("/tmp/shoseki-sharing-");
  chmodSync(path, 0o755);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Connects, and says how that went. */
const CONNECTS = `
  const socket = require("node:net").connect(process.argv[1]);
  socket.on("connect", () => { console.log("connected"); process.exit(); });
  socket.on("error", ({ code }) => console.log(code));
`;

test("another user cannot connect: not in our directory, and not were it open to all", async (context) => {
  using above = reachable();
  const directory = join(above.path, "run");
  expect(makePlace([directory], `${NAME}.sock`)).toBe(directory);
  const path = join(directory, `${NAME}.sock`);
  const server = await ShareServer.listen(path, {
    program: PROGRAM,
    ready: () => true,
    serve: async () => 0,
  });
  if (server === "TAKEN") throw new Error(server);
  expect(await allSaid(asAnother(context, CONNECTS, path))).toBe("EACCES");
  chmodSync(directory, 0o777);
  expect((lstatSync(path).mode & 0o777).toString(8)).toBe("600");
  expect(await allSaid(asAnother(context, CONNECTS, path))).toBe("EACCES");
  // It is there, and takes its owner's connections.
  expect(await new Someone().ask(path)).toEqual({ kind: "exit", code: 0 });
  await server.close();
});

/** A server that would take whatever it is told, at a place that looks like ours. */
const LURES = `
  const { mkdirSync, writeFileSync } = require("node:fs");
  const [, directory, name, announced] = process.argv;
  process.umask(0o077);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(directory + "/" + name + ".json", announced);
  require("node:net").createServer((socket) => socket.on("data", (heard) => console.log(String(heard))))
    .listen(directory + "/" + name + ".sock", () => console.log("listening"));
`;

test("a server of another user's is told nothing, wherever it stands", async (context) => {
  using above = reachable();
  chmodSync(above.path, 0o1777);
  const directory = join(above.path, `shoseki-${process.getuid?.()}`);
  const lure = asAnother(context, LURES, directory, NAME, JSON.stringify(ANNOUNCED));
  try {
    await once(lure.stdout!, "data");
    expect(lstatSync(directory).uid).toBe(ANOTHER);
    expect(findShared([directory], () => true)).toBeNull();
    // Nor does a console put its own socket there.
    expect(makePlace([directory], `${NAME}.sock`)).toEqual({ kind: "UNSAFE", path: directory });
  } finally {
    lure.kill();
  }
});

test("a socket of another user's is none of ours, even in our own directory", async (context) => {
  using above = reachable();
  const directory = join(above.path, "run");
  mkdirSync(directory, { mode: 0o777 });
  chmodSync(directory, 0o777);
  const lure = asAnother(context, LURES, directory, NAME, JSON.stringify(ANNOUNCED));
  try {
    await once(lure.stdout!, "data");
    // Then it is closed to others, and what they have left there stays.
    chmodSync(directory, 0o700);
    expect(findShared([directory], () => true)).toBeNull();
  } finally {
    lure.kill();
  }
});

test("a session of our own is found, by what it is", async () => {
  using above = reachable();
  const directory = join(above.path, "run");
  makePlace([directory], `${NAME}.sock`);
  const path = join(directory, `${NAME}.sock`);
  const server = await ShareServer.listen(path, {
    program: PROGRAM,
    ready: () => true,
    serve: async () => 0,
  });
  if (server === "TAKEN") throw new Error(server);
  announce(directory, NAME, ANNOUNCED);
  expect((lstatSync(join(directory, `${NAME}.json`)).mode & 0o777).toString(8)).toBe("600");
  expect(findShared(["/nowhere", directory], ({ login }) => login === "ops")).toEqual({
    socket: path,
    announcement: ANNOUNCED,
  });
  expect(findShared([directory], ({ login }) => login === "admin")).toBeNull();
  chmodSync(directory, 0o755);
  expect(findShared([directory], () => true)).toBeNull();
  await server.close();
});
