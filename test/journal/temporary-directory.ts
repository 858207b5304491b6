import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";

/** A directory that is gone at the end of the test: `using place = temporaryDirectory()`. */
export interface TemporaryDirectory extends Disposable {
  readonly path: string;
}

/** In memory, where the system has such a place, for a test that would otherwise wait for the disk a thousand times. */
export function temporaryDirectory({ inMemory = false } = {}): TemporaryDirectory {
  const base = inMemory && existsSync(MEMORY) ? MEMORY : tmpdir();
  const path = mkdtempSync(join(base, "shoseki-journal-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
