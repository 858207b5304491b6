import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import type { Entry, Phase, Result } from "#domain/entry.js";
import { canonical } from "#journal/canonical.js";
import { layoutOf, segmentAt } from "#journal/layout.js";

/** A segment is begun as the journal begins one. */
const SEGMENT_BYTES = 32 * 1024 * 1024;
const BEGUN = Date.parse("2025-01-06T00:00:00.000Z");
const OPERATIONS = [
  "StartVM", "StopVM", "ModifyMemory", "ModifyCPU", "CreateSnapshot", "RemoveSnapshot", "MoveVM", "RebootGuest",
]; // biome-ignore format: one line reads as the list it is
const USERS = ["alice", "bob", "carol", "DOMAIN\\dave", "erin", "frank", "田中", "sato"];

const LOOKED_UP: Result = {
  status: "OK",
  code: "TASK_FOUND",
  message: "The server's history has its task, which succeeded.",
};

/** Draws the same numbers each time, between 0 and 1 (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Writes a journal of `count` entries as several operators leave it in a year: sessions of some 200 entries at four
 * endpoints, 10,000 machines, one change in thirty failed, some UNKNOWN, a few without an outcome until the next Login. Chained, with
 * signatures that are none: what reads it here checks none.
 */
export function writeLargeJournal(directory: string, count: number, seed = 1): void {
  const layout = layoutOf(directory);
  mkdirSync(layout.entries, { recursive: true, mode: 0o700 });
  const draw = drawing(seed);
  const below = (limit: number) => Math.floor(draw() * limit);
  const out = new Segments(directory);
  let seq = 0;
  let time = BEGUN;
  const uuid = () => {
    const hex = time.toString(16).padStart(12, "0");
    const random = () =>
      below(2 ** 32)
        .toString(16)
        .padStart(8, "0");
    const [a, b] = [random(), random()];
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7${a.slice(0, 3)}-8${a.slice(3, 6)}-${b}${a.slice(4)}`;
  };
  const iso = () => new Date(time).toISOString();
  const write = (phase: Phase, OPR: string, rest: Partial<Entry>): Entry => {
    const entry = { v: 1, seq, id: uuid(), prev: out.prev, phase, OPR, STR: iso(), ...rest } as Entry;
    // What would be one too many is not written any more.
    if (seq < count) out.write(entry);
    seq += 1;
    return entry;
  };
  /** What a Login at an endpoint has to look up. */
  const open = new Map<string, Entry[]>();
  while (seq < count) {
    const session = uuid();
    const endpoint = `vsphere://vc${below(4) + 1}.example`;
    const name = USERS[below(USERS.length)] ?? "alice";
    const key = "SHA256:9Yw3cJpZ1kq8h1bD3mE6v8nq0cW0yq9xk1sJ2fQmT7A";
    const USR = { name, os: "operator", console: "ops-1", key, session };
    const HST = { endpoint, platform: "vsphere", host: null };
    const TGT = { kind: "Endpoint", id: null, uuid: null, name: endpoint } as const;
    const common = { USR, HST, TGT };
    const answer = (asked: Entry, RST: Result, rest: Partial<Entry>): Entry => {
      time += 200 + below(2_000);
      const { id: ref, STR, OPR, TGT: target, HST: where, BEF = {}, ask } = asked;
      const again = { ref, STR, END: iso(), ms: 200, BEF, AFT: {}, TGT: target, HST: where, USR, RST };
      return write("outcome", OPR, { ...again, ...(ask === undefined ? {} : { ask }), ...rest });
    };
    const login = write("intent", "Login", common);
    const AFT = {
      apiVersion: "8.0.2.0",
      certificate: null,
      clockOffsetMs: 12,
      product: "VMware vCenter Server 8.0.2",
      trust: "ca",
    };
    answer(login, { status: "OK" }, { AFT });
    for (const asked of open.get(endpoint)?.splice(0) ?? [])
      write("recovery", asked.OPR, {
        USR,
        HST,
        TGT: asked.TGT,
        ref: asked.id,
        STR: asked.STR,
        END: iso(),
        BEF: {},
        AFT: {},
        RST: LOOKED_UP,
      });
    for (let done = below(200); done >= 0 && seq < count; done -= 1) {
      time += 5_000 + below(25_000);
      const machine = below(10_000);
      const OPR = OPERATIONS[below(OPERATIONS.length)] ?? "StartVM";
      const target = `${["web", "db", "app", "batch"][machine % 4]}-${String(machine).padStart(5, "0")}`;
      if (below(50) === 0) write("note", "Note", { ...common, why: `looked at ${target}, 異常なし` });
      const asked = write("intent", OPR, {
        USR,
        HST: { ...HST, host: `esx-${machine % 64}.example` },
        TGT: {
          kind: "VirtualMachine",
          id: `vm-${machine + 100}`,
          uuid: `4210${machine.toString(16).padStart(4, "0")}-1111-2222-3333-444455556666`,
          name: target,
        },
        BEF: { memoryMiB: 4096, name: target },
        ask: `${OPR.toLowerCase()} ${target}`,
        chosen: {},
        ticket: `CHG-${below(5_000)}`,
      });
      const luck = below(1_000);
      const task = `task-${seq}`;
      if (luck < 2) open.set(endpoint, [...(open.get(endpoint) ?? []), asked]);
      if (luck === 0) continue;
      if (luck < 5)
        answer(
          asked,
          { status: "UNKNOWN", code: "CONNECTION_LOST", message: "the connection was lost" },
          luck < 3 ? {} : { task },
        );
      else if (luck < 25)
        answer(
          asked,
          {
            status: "NG",
            code: "TASK_FAILED",
            fault: "InvalidPowerState",
            message: "The task failed: InvalidPowerState.",
          },
          { task },
        );
      else if (luck < 35)
        answer(asked, { status: "REFUSED", code: "ALREADY_SO", message: "It is so already." }, {});
      else answer(asked, { status: "OK" }, { AFT: { memoryMiB: 8192, name: target }, task });
      const last = luck < 5 && luck > 1;
      if (last) {
        time += 1_000;
        write("recovery", OPR, {
          USR,
          HST,
          TGT: asked.TGT,
          ref: asked.id,
          STR: asked.STR,
          END: iso(),
          BEF: {},
          AFT: {},
          RST: LOOKED_UP,
        });
      }
    }
    answer(write("intent", "Logout", common), { status: "OK" }, {});
    time += below(60_000);
  }
  out.close();
}

/** Lines into files of 32 MiB, a megabyte at a time. */
class Segments {
  readonly #directory: string;
  #descriptor: number | null = null;
  #size = 0;
  #waiting: Buffer[] = [];
  #bytes = 0;
  prev = "0".repeat(64);

  constructor(directory: string) {
    this.#directory = directory;
  }

  write(entry: Entry): void {
    const signature = Buffer.alloc(64, entry.seq).toString("base64");
    const line = Buffer.from(`{"e":${canonical(entry)},"s":"${signature}"}`);
    this.prev = createHash("sha256").update(line).digest("hex");
    if (this.#descriptor === null || this.#size >= SEGMENT_BYTES) this.#begin(entry.seq);
    this.#waiting.push(line, Buffer.from("\n"));
    this.#size += line.length + 1;
    this.#bytes += line.length + 1;
    if (this.#bytes >= 1024 * 1024) this.#flush();
  }

  close(): void {
    this.#flush();
    if (this.#descriptor !== null) closeSync(this.#descriptor);
  }

  #begin(seq: number): void {
    this.close();
    this.#descriptor = openSync(segmentAt(layoutOf(this.#directory), seq).path, "w", 0o600);
    this.#size = 0;
  }

  #flush(): void {
    if (this.#descriptor !== null && this.#bytes > 0)
      writeSync(this.#descriptor, Buffer.concat(this.#waiting));
    this.#waiting = [];
    this.#bytes = 0;
  }
}
