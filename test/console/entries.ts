import type { Entry, Result } from "#domain/entry.js";

/** The n-th entry of a journal: the outcome of a start of web-01, unless said otherwise. */
export function entry(seq: number, changes: Partial<Entry> = {}): Entry {
  return {
    v: 1,
    seq,
    id: `id-${seq}`,
    prev: "",
    phase: "outcome",
    STR: "2026-03-01T09:00:00.000Z",
    OPR: "StartVM",
    USR: { name: "operator", os: "tester1", console: "ops-1", key: "SHA256:key", session: "session-1" },
    HST: { endpoint: "sim:", platform: "simulator", host: "esx-01.example" },
    TGT: { kind: "VirtualMachine", id: "vm-1", uuid: null, name: "web-01" },
    ...changes,
  };
}

/** An intent, and what answered it right after. */
export function operation(seq: number, RST: Result, changes: Partial<Entry> = {}): readonly [Entry, Entry] {
  const asked = entry(seq, { ...changes, phase: "intent" });
  return [asked, entry(seq + 1, { ...changes, ref: asked.id, RST })];
}

export const OK: Result = { status: "OK" };
