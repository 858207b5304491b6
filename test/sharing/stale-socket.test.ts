import { spawn } from "node:child_process";
import { once } from "node:events";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ShareServer } from "#sharing/share-server.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { PROGRAM, Someone } from "./serve.js";

const LISTENS = `
  require("node:net").createServer().listen(process.argv[1], () => console.log("listening"));
`;

test("what a console that was killed has left there is removed, and its place taken", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "s.sock");
  const killed = spawn(process.execPath, ["-e", LISTENS, path], { stdio: ["ignore", "pipe", "inherit"] });
  await once(killed.stdout, "data");
  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(lstatSync(path).isSocket()).toBe(true);
  expect(await new Someone().ask(path)).toEqual({ kind: "cold", why: "NOBODY" });
  const server = await ShareServer.listen(path, {
    program: PROGRAM,
    ready: () => true,
    serve: async () => 0,
  });
  expect(await new Someone().ask(path)).toEqual({ kind: "exit", code: 0 });
  if (server !== "TAKEN") await server.close();
});

test("of two who find it at once one has the place, and keeps it", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "s.sock");
  const killed = spawn(process.execPath, ["-e", LISTENS, path], { stdio: ["ignore", "pipe", "inherit"] });
  await once(killed.stdout, "data");
  killed.kill("SIGKILL");
  await once(killed, "exit");
  const serving = { program: PROGRAM, ready: () => true, serve: async () => 0 as const };
  const both = await Promise.all([ShareServer.listen(path, serving), ShareServer.listen(path, serving)]);
  expect(both.filter((each) => each === "TAKEN")).toHaveLength(1);
  expect(await new Someone().ask(path)).toEqual({ kind: "exit", code: 0 });
  for (const each of both) if (each !== "TAKEN") await each.close();
});
