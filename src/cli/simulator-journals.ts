import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeDirectory } from "#files/directories.js";

/** Simulated evidence is kept for as many runs as an operator may want to look back at. */
const KEPT = 20;

const RUN = /^\d{8}T\d{6}\d{3}Z-[0-9a-f]{8}$/;

/** A directory for the journal of one run on the embedded simulator; the oldest ones go. */
export function newSimulatorJournal(directory: string, session: string): string {
  makeDirectory(directory);
  const runs = simulatorJournals(directory);
  for (const old of runs.slice(0, Math.max(0, runs.length - KEPT + 1))) {
    rmSync(join(directory, old), { recursive: true, force: true });
  }
  const time = new Date().toISOString().replace(/[-:.]/g, "");
  return join(directory, `${time}-${session.slice(-8)}`);
}

/** The newest such directory, or null. */
export function newestSimulatorJournal(directory: string): string | null {
  const newest = simulatorJournals(directory).at(-1);
  return newest === undefined ? null : join(directory, newest);
}

function simulatorJournals(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => RUN.test(name))
      .sort();
  } catch {
    return [];
  }
}
