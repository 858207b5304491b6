import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { Ledger } from "#session/ledger.js";
import { recoverEnded, recoverRunning } from "#session/recover-all.js";
import type { Begun } from "#session/trail.js";
import { estate } from "../inventory/estate.js";
import type { Desk } from "./desk.js";
import type { FakeProvider } from "./fake-provider.js";

/** Server's clock minus the clock of those who left intents behind, in milliseconds. */
export const CLOCK_OFFSET = 300_000;

/** A session that logged in, and of which nobody knows more. Its writer is gone unless it holds its lock. */
export function loggedIn(desk: Desk): Desk {
  const begun = desk.trail.intent({
    OPR: "Login",
    target: { kind: "Endpoint", id: null, uuid: null, name: desk.trail.endpoint },
    host: null,
  });
  desk.trail.user = "DOMAIN\\operator";
  desk.trail.outcome(begun, {
    before: {},
    after: { clockOffsetMs: CLOCK_OFFSET },
    result: { status: "OK" },
  });
  return desk;
}

/** An operation begun on the machine `vm-42`. */
export function begun(desk: Desk, ask = "start web-01", OPR = "StartVM"): Begun {
  return desk.trail.intent({
    OPR,
    target: { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" },
    host: null,
    before: { name: "web-01", power: "off" },
    ask,
  });
}

/** What the next session at this endpoint finds out; answers the entries it wrote. */
export async function recovered(desk: Desk, provider: FakeProvider, signal?: AbortSignal): Promise<Entry[]> {
  const ledger = await Ledger.follow(desk.journal, desk.trail.endpoint);
  const entries: Entry[] = [];
  try {
    const ground = { session: provider, inventory: estate(), signal };
    const parts = { journal: desk.journal, ledger, trail: desk.trail, ground };
    const onEntry = (entry: Entry) => entries.push(entry);
    await recoverRunning(parts, await recoverEnded(parts, onEntry), onEntry);
  } finally {
    ledger.close();
  }
  return entries;
}

export const away = failure("CONNECTION_LOST", { cause: "the server is away" });
