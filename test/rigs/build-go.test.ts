import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { needs } from "../journal/tools.js";
import { buildGo } from "./build-go.js";

afterEach(() => vi.unstubAllEnvs());

/** Sources that nobody has built before. */
function newSources(directory: string) {
  cpSync(join(import.meta.dirname, "tlog"), directory, { recursive: true });
  writeFileSync(join(directory, "new.go"), `package main\n\n// ${directory}\n`);
  return { directory: `${directory}/`, packages: ["."], what: "the rig" };
}

test("a machine without Go has no rig, and is told so", async () => {
  using place = temporaryDirectory();
  vi.stubEnv("PATH", place.path);
  expect(await buildGo(newSources(place.path))).toEqual({
    missing: "Go is not installed (the rig is built from source)",
  });
});

test("a machine that does not reach the modules has no rig, and is told which one is missing", async (context) => {
  needs(context, "go");
  using place = temporaryDirectory();
  using empty = temporaryDirectory();
  // A port on which nothing listens.
  vi.stubEnv("GOPROXY", "http://127.0.0.1:1");
  vi.stubEnv("GOMODCACHE", empty.path);
  expect(await buildGo(newSources(place.path))).toEqual({
    missing: expect.stringMatching(
      /^the Go modules of the rig are not to be had: .*golang\.org\/x\/mod@v0\.20\.0/s,
    ),
  });
});
