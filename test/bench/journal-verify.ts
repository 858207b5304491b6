import { createPublicKey, hash, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { layoutOf, segmentsOf } from "#journal/layout.js";
import { generatePrivateKey } from "#journal/signer.js";
import { sshsigPreimage } from "#journal/sshsig.js";
import { verifyJournal } from "#journal/verify.js";
import { benchProcess, shoseki } from "./journal-process.js";
import { median } from "./statistics.js";

const RUNS = 3;
/** A million in four seconds. */
const AIM_A_SECOND = 250_000;
const AIM_DEEP_PER_CORE = 6_000;
const NEWLINE = 0x0a;

/** What of `verify --json` is looked at. */
interface Verified {
  readonly sound: boolean;
  readonly entries: number;
  /** Without the start of the process. */
  readonly seconds: number;
}

/**
 * `shoseki verify` beside two runs of sha256sum over the same files (a chain and a tree are two hashes a line) and a
 * bare loop that hashes each line twice, one of each in turn; `--deep` beside bare Ed25519 verification.
 */
export async function benchVerify(print: (line: string) => void, directory: string): Promise<void> {
  const files = segmentsOf(layoutOf(directory)).map(({ path }) => path);
  const seconds = { ours: [] as number[], sums: [] as number[], loop: [] as number[] };
  let entries = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const verdict = await verified(directory);
    entries = verdict.entries;
    seconds.ours.push(verdict.seconds);
    seconds.sums.push(await timed(async () => [await sumsOf(files), await sumsOf(files)]));
    seconds.loop.push(await timed(async () => hashLinesOf(files)));
  }
  const cores = availableParallelism();
  const row = (what: string, each: number) =>
    `${what.padEnd(50)}${each.toFixed(2).padStart(9)}${Math.round(entries / each)
      .toString()
      .padStart(18)}`;
  print(`medians of ${RUNS}${" ".repeat(36)}seconds  entries a second`);
  print(row("verify (chain, tree, checkpoints)", median(seconds.ours)));
  print(row("sha256sum of its files, twice", median(seconds.sums)));
  print(row("a bare loop: each line's SHA-256, twice, one core", median(seconds.loop)));
  const rate = entries / median(seconds.ours);
  print(`aim at ${AIM_A_SECOND} a second (a million in 4 s): ${rate >= AIM_A_SECOND ? "met" : "missed"}`);

  const deep = await deepVerification(directory);
  const perCore = entries / deep.coreSeconds;
  print(row(`verify --deep, ${cores} cores`, deep.seconds));
  print(
    `a second of one core: ${perCore.toFixed(0)} entries, ${bareVerifications().toFixed(0)} bare Ed25519 verifications; ` +
      `aim at ${AIM_DEEP_PER_CORE}: ${perCore >= AIM_DEEP_PER_CORE ? "met" : "missed"}`,
  );
}

async function verified(directory: string): Promise<Verified> {
  const { out } = await shoseki(["verify", directory, "--json"]);
  const verdict = JSON.parse(out) as Verified;
  if (!verdict.sound) throw new Error(`the journal is not sound: ${out}`);
  return verdict;
}

/** In this process, so that the time of its cores can be told, whoever else works on them. */
async function deepVerification(directory: string): Promise<{ seconds: number; coreSeconds: number }> {
  const before = process.cpuUsage();
  const seconds = await timed(async () => {
    const { fault } = await verifyJournal(directory, { deep: true });
    if (fault !== null) throw new Error(`the journal is not sound: ${JSON.stringify(fault)}`);
  });
  const { user, system } = process.cpuUsage(before);
  return { seconds, coreSeconds: (user + system) / 1e6 };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

async function sumsOf(files: readonly string[]): Promise<string> {
  return (await benchProcess("sha256sum", files)).out;
}

function hashLinesOf(files: readonly string[]): void {
  for (const file of files) {
    const bytes = readFileSync(file);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      const line = bytes.subarray(start, end);
      hash("sha256", line, "hex");
      hash("sha256", line, "hex");
      start = end + 1;
    }
  }
}

/** So many in a second of one core. */
function bareVerifications(): number {
  const privateKey = generatePrivateKey();
  const publicKey = createPublicKey(privateKey);
  const message = sshsigPreimage(Buffer.alloc(800, "x"));
  const signature = sign(null, message, privateKey);
  const before = process.cpuUsage();
  const COUNT = 20_000;
  for (let at = 0; at < COUNT; at += 1) verify(null, message, publicKey, signature);
  const { user, system } = process.cpuUsage(before);
  return (COUNT * 1e6) / (user + system);
}
