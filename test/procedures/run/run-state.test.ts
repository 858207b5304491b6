import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { layoutOf } from "#journal/layout.js";
import { holdSession } from "#journal/session-locks.js";
import { runStateOf } from "#procedures/run/run-state.js";

const SESSION = "01a2230c-cb79-7311-b4f6-c8b83eaf35ba";

const newest = (OPR: string, state?: string) =>
  ({
    OPR,
    USR: { session: SESSION },
    ...(state === undefined ? {} : { AFT: { state } }),
  }) as unknown as Entry;

test("a run in the middle is held as long as its writer is there, and broken off once it is not", () => {
  const directory = mkdtempSync(join(tmpdir(), "shoseki-runs-"));
  try {
    const layout = layoutOf(directory);
    mkdirSync(layout.sessions);
    const stands = (OPR: string, state?: string) => runStateOf(layout, { newest: newest(OPR, state) });
    const lock = holdSession(layout, SESSION);
    expect(["BeginStep", "ResumeRun", "TakeOverRun"].map((OPR) => stands(OPR))).toEqual(
      Array(3).fill("held"),
    );
    expect([stands("PauseRun"), stands("HandOverRun")]).toEqual(["paused", "handed-over"]);
    expect(stands("EndRun", "rolled-back-in-part")).toBe("rolled-back-in-part");
    // What a killed process leaves: its file, and no lock.
    lock.leave();
    expect(stands("BeginStep")).toBe("broken");
    expect(stands("PauseRun")).toBe("paused");
  } finally {
    rmSync(directory, { recursive: true });
  }
});
