import { spawn } from "node:child_process";
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { layoutOf } from "#journal/layout.js";
import { decodeLine, hashOf } from "#journal/line.js";
import { readLines } from "#journal/read-lines.js";
import { benchWho, operationDrafts } from "./journal-entries.js";
import { benchDirectory, newSharedKey, openBenchJournal, signerOfShared } from "./journal-place.js";
import { quantile } from "./statistics.js";

const WRITER = fileURLToPath(new URL("journal-writer.ts", import.meta.url));
const OPERATIONS = 1_500;
const WARM_UP = 100;
const WRITERS = 8;
const EACH = 500;

/**
 * An append (lock, take in, number, chain, sign, write, fdatasync) of one writer beside a bare write and fdatasync of
 * the same bytes, one of each in turn; and of eight processes that write as fast as they can, beside eight that do no
 * more than write as many bytes below a bare SQLite lock.
 */
export async function benchAppend(print: (line: string) => void): Promise<void> {
  print("appends, in ms                        a second      p50      p99      max");
  const { ours, floor } = oneWriter();
  print(row("one writer", rateOf([ours]), ours));
  print(row("floor: a bare write and fdatasync", rateOf([floor]), floor));
  print(
    `aims at p50 1 ms and p99 8 ms: ${quantile(ours, 0.5) <= 1 && quantile(ours, 0.99) <= 8 ? "met" : "missed"}`,
  );
  for (const what of ["journal", "bare"] as const) {
    const { rate, writers } = await severalWriters(what);
    const name = what === "journal" ? `${WRITERS} writers` : `floor: ${WRITERS} bare BEGIN IMMEDIATE`;
    print(row(name, rate, writers.flat()));
    print(
      `  from writer to writer: p50 ${range(writers, 0.5)}, p99 ${range(writers, 0.99)}, max ${range(writers, 1)}`,
    );
    if (what === "journal") print(`aim at 1000 a second, each seq once: ${rate >= 1_000 ? "met" : "missed"}`);
  }
}

function oneWriter(): { ours: number[]; floor: number[] } {
  using directory = benchDirectory();
  const signer = signerOfShared(newSharedKey());
  const journal = openBenchJournal(directory.path, signer);
  const descriptor = openSync(join(directory.path, "bare"), "a");
  const who = benchWho(signer.fingerprint);
  const samples = { ours: [] as number[], floor: [] as number[] };
  for (let number = 0; number < OPERATIONS + WARM_UP; number += 1) {
    for (const draft of operationDrafts(who, number)) {
      const started = performance.now();
      const { bytes } = journal.append(draft);
      const written = performance.now();
      writeSync(descriptor, bytes);
      fdatasyncSync(descriptor);
      const ended = performance.now();
      if (number < WARM_UP) continue;
      samples.ours.push(written - started);
      samples.floor.push(ended - written);
    }
  }
  closeSync(descriptor);
  journal.close();
  return samples;
}

/** Starts them all, lets them begin together, and checks what they have written. */
async function severalWriters(what: "journal" | "bare"): Promise<{ rate: number; writers: number[][] }> {
  using directory = benchDirectory();
  const key = newSharedKey();
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, () =>
      startWriter([what, directory.path, key, String(EACH), String(WARM_UP)]),
    ),
  );
  const started = performance.now();
  const samples = await Promise.all(writers.map((write) => write()));
  const rate = (WRITERS * EACH * 1_000) / (performance.now() - started);
  if (what === "journal") await mustBeOneChain(directory.path, WRITERS * (EACH + WARM_UP) + 1);
  return { rate, writers: samples };
}

/** Answers, once the process is ready, what lets it begin. */
async function startWriter(args: readonly string[]): Promise<() => Promise<number[]>> {
  const child = spawn(process.execPath, ["--import", "tsx", WRITER, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return async () => {
    child.stdin.end("go\n");
    return JSON.parse((await lines.next()).value ?? "[]") as number[];
  };
}

async function mustBeOneChain(directory: string, entries: number): Promise<void> {
  let [seq, prev] = [0, "0".repeat(64)];
  for await (const { bytes } of readLines(layoutOf(directory))) {
    const line = decodeLine(bytes);
    if ("problem" in line) throw new Error(`seq ${seq}: ${line.problem}`);
    if (line.entry.seq !== seq || line.entry.prev !== prev) throw new Error(`the chain breaks at seq ${seq}`);
    prev = hashOf(bytes);
    seq += 1;
  }
  if (seq !== entries) throw new Error(`${seq} of ${entries} entries are there`);
}

function rateOf(writers: readonly number[][]): number {
  const samples = writers.flat();
  return (samples.length * 1_000) / samples.reduce((sum, each) => sum + each, 0);
}

function row(name: string, rate: number, samples: readonly number[]): string {
  const times = [0.5, 0.99, 1].map((share) => quantile(samples, share).toFixed(2).padStart(9));
  return `${name.padEnd(34)}${rate.toFixed(0).padStart(12)}${times.join("")}`;
}

/** The least and the most that any of the writers has. */
function range(writers: readonly number[][], share: number): string {
  const values = writers.map((samples) => quantile(samples, share));
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}
