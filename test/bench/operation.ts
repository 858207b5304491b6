import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { Floor } from "./floor.js";
import { NetworkWait } from "./network-wait.js";
import { median, quantile } from "./statistics.js";
import { openWarmSession, type WarmSession } from "./warm-session.js";

const WARM_UP = 20;

interface Samples {
  readonly ours: number[];
  readonly floor: number[];
  /** Time of ours that was not spent waiting for the server. */
  readonly inProcess: number[];
}

/**
 * A warm ModifyMemory on vcsim beside its floor: the same calls by bare undici, with no plan, journal or check, one of
 * each in turn. In-process time is the operation's less what its requests waited for the server.
 */
export async function benchOperation(print: (line: string) => void): Promise<void> {
  await using vcsim = await startVcsim({ mode: "vc", poweredOff: true });
  const session = await openWarmSession(vcsim);
  const floor = await Floor.open(vcsim);
  const other = await idOf(vcsim, "DC0_H0_VM1");
  print(
    "A warm ModifyMemory: plan, intent, call, read back, outcome; against the same three calls by bare undici",
  );
  print(
    `Of the time in the process, two appends and fdatasyncs of a bare file: ${twoFdatasyncs().toFixed(2)} ms (p50)`,
  );
  print("delay a call   runs   ours p50   floor p50   ratio   ours p99   in process p50   p99   (ms)");
  for (const [delay, runs] of [
    [0, 400],
    [50, 60],
  ] as const) {
    await vcsim.setDelay(0);
    await measure(session, floor, other, WARM_UP);
    await vcsim.setDelay(delay);
    const { ours, floor: bare, inProcess } = await measure(session, floor, other, runs);
    const ratio = median(ours) / median(bare);
    const figures = [
      [delay, 12, 0],
      [runs, 7, 0],
      [median(ours), 11, 2],
      [median(bare), 12, 2],
      [ratio, 8, 3],
      [quantile(ours, 0.99), 11, 2],
      [median(inProcess), 17, 2],
      [quantile(inProcess, 0.99), 6, 2],
    ] as const;
    print(figures.map(([value, width, digits]) => value.toFixed(digits).padStart(width)).join(""));
  }
  await vcsim.setDelay(0);
  await session.close();
  await floor.close();
}

/** What the disk alone takes: twice a line's bytes, appended and made durable, in milliseconds. */
function twoFdatasyncs(): number {
  const directory = mkdtempSync(join(tmpdir(), "shoseki-bench-"));
  const descriptor = openSync(join(directory, "file"), "a");
  const line = Buffer.alloc(1_000, "x");
  const samples = Array.from({ length: 300 }, () => {
    const started = performance.now();
    for (const _ of [1, 2]) {
      writeSync(descriptor, line);
      fdatasyncSync(descriptor);
    }
    return performance.now() - started;
  });
  closeSync(descriptor);
  rmSync(directory, { recursive: true });
  return median(samples);
}

/** One of ours, one of the floor, and so on, on two machines, so that neither waits for the other. */
async function measure(session: WarmSession, floor: Floor, other: string, runs: number): Promise<Samples> {
  const samples: Samples = { ours: [], floor: [], inProcess: [] };
  const network = new NetworkWait();
  network.start();
  for (let run = 0; run < runs; run += 1) {
    const memoryMiB = run % 2 === 0 ? 64 : 128;
    network.take();
    const started = performance.now();
    await session.run(`memory DC0_H0_VM0 ${memoryMiB}MiB`);
    const ours = performance.now() - started;
    samples.ours.push(ours);
    samples.inProcess.push(ours - network.take());
    const begun = performance.now();
    await floor.perform({
      reads: "machine",
      id: other,
      act: ({ acts }, before) =>
        acts.reconfigure.reconfigure(before, { memoryMiB }, { operationId: "bench" }),
      after: "subject",
    });
    samples.floor.push(performance.now() - begun);
  }
  network.stop();
  return samples;
}

/** The id of a machine by its name, as govc finds it: the last part of `VirtualMachine:vm-42`. */
async function idOf(vcsim: Vcsim, name: string): Promise<string> {
  const found = await vcsim.govc(["find", "-i", "/", "-type", "m", "-name", name]);
  return found.trim().split(":").at(-1) ?? "";
}
