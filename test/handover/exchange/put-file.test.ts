import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { putFile } from "#handover/exchange/put-file.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";

test("a file is put in its place whole, once, and never over another", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "shift.tar");
  putFile(path, Buffer.from("a shift"), 7);
  putFile(path, Buffer.from("a shift"), 7);
  expect(() => putFile(path, Buffer.from("another"), 8)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: "HANDOVER_NOT_WRITTEN" }) }),
  );
  expect(readFileSync(path, "utf8")).toBe("a shift");
  expect(readdirSync(place.path)).toEqual(["shift.tar"]);
});

test("what cannot be written leaves nothing half written behind, and what the operator has there stays", () => {
  using place = temporaryDirectory();
  const path = join(place.path, "shift.tar");
  writeFileSync(`${path}.part`, "mine");
  // As a disk that is full does, it fails once the file is open.
  expect(() => putFile(path, { length: 3 } as never, 7)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: "HANDOVER_NOT_WRITTEN" }) }),
  );
  expect(readdirSync(place.path)).toEqual(["shift.tar.part"]);
});
