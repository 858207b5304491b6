import { v7 as uuidv7 } from "uuid";
import type { Entry, EntryDraft, Facts, Phase, Result, Target, Where } from "#domain/entry.js";
import type { HandoverEventName } from "#domain/handover.js";
import type { RunMark } from "#domain/run.js";
import type { SessionEventName } from "#domain/session-event.js";
import type { Journal } from "#journal/journal.js";
import type { Purpose } from "#session/purpose.js";
import { recordableDraft } from "#session/recordable-draft.js";
import { type RunEvent, timesOf } from "#session/run-event.js";

/** Who sits where, and what is the same for every entry of a session. */
export interface Circumstances {
  readonly os: string;
  readonly console: string;
  /** The signing key's fingerprint. */
  readonly key: string;
  /** The Shoseki session's UUIDv7. */
  readonly session: string;
  readonly endpoint: string;
  readonly platform: string;
  readonly why?: string;
  readonly ticket?: string;
}

/** What an intent says of what is about to be done. */
export interface Intention {
  readonly OPR: string;
  readonly target: Target;
  readonly host: string | null;
  readonly before?: Facts;
  readonly ask?: string;
  readonly chosen?: Facts;
  /** In place of the session's own. */
  readonly purpose?: Purpose | undefined;
  /** `USR.via`. */
  readonly via?: string | undefined;
  /** Which run of a procedure it is done in. */
  readonly run?: RunMark | undefined;
}

/** What an outcome says of what became of it. */
export interface Ending {
  readonly before: Facts;
  readonly after: Facts;
  readonly result: Result;
  readonly target?: Target;
  readonly task?: string;
}

/** What has happened to a session, or what was done with it. */
export interface SessionEvent extends Partial<Pick<Ending, "target" | "before" | "after" | "result">> {
  readonly OPR: SessionEventName;
  /** The Login that it is about, where that is not this session's. */
  readonly ref?: string;
}

/** What has happened to the handover of a shift. Texts in it are never cut. */
export interface HandoverEvent {
  readonly OPR: HandoverEventName;
  /** The handover's UUIDv7, and what it is called. */
  readonly target: { readonly id: string; readonly name: string };
  readonly after?: Facts;
  readonly why?: string;
  /** The `id` of the entry that it answers. */
  readonly ref?: string;
}

/** What an anchor's entry says of how it went. */
export type AnchorEnding = Required<Pick<Ending, "target" | "after" | "result">>;

/** An anchor that is tried, since when: its id goes with it, and its entry is written once it is known how it went. */
export interface Attempt {
  readonly id: string;
  readonly STR: string;
  /** `performance.now()`, for the monotonic duration. */
  readonly since: number;
}

/** An intent that is on the disk, and since when. */
export interface Begun {
  readonly entry: Entry;
  /** `performance.now()`, for the monotonic duration. */
  readonly since: number;
}

/** Writes one session's entries. Every method answers once its entry is durable, or throws the journal's errors. */
export class Trail {
  /** The login; as asked for at first, as the server reports it once logged in. */
  user: string;
  /** The server's clock minus ours, in milliseconds; null as long as nobody has compared them. */
  clockOffsetMs: number | null = null;
  readonly #journal: Journal;
  readonly #circumstances: Circumstances;

  constructor(journal: Journal, circumstances: Circumstances, user: string) {
    this.#journal = journal;
    this.#circumstances = circumstances;
    this.user = user;
  }

  get session(): string {
    return this.#circumstances.session;
  }

  get endpoint(): string {
    return this.#circumstances.endpoint;
  }

  intent(intention: Intention): Begun {
    const { OPR, target, host, before, ask, chosen, via, run, purpose = this.#circumstances } = intention;
    const since = performance.now();
    const draft = {
      ...this.#common("intent", OPR, target, host, via),
      ...purposeOf(purpose),
      STR: now(),
      ...(before === undefined ? {} : { BEF: before }),
      ...(ask === undefined ? {} : { ask }),
      ...(chosen === undefined || Object.keys(chosen).length === 0 ? {} : { chosen }),
      ...(this.clockOffsetMs === null ? {} : { clock: this.clockOffsetMs }),
      ...(run === undefined ? {} : { run }),
    };
    return { entry: this.#append(draft), since };
  }

  outcome(begun: Begun, ending: Ending): Entry {
    return this.#append(
      this.#completing("outcome", begun.entry, ending, Math.round(performance.now() - begun.since)),
    );
  }

  /** Says what became of an intent whose writer is gone or never knew. Null when that has been said meanwhile. */
  recovery(intent: Entry, ending: Ending): Entry | null {
    const draft = recordableDraft(this.#completing("recovery", intent, ending));
    const resolved = ({ phase, ref, RST }: Entry) =>
      ref === intent.id && (phase === "recovery" || (phase === "outcome" && RST?.status !== "UNKNOWN"));
    return this.#journal.append(draft, resolved)?.entry ?? null;
  }

  /** @param event its target is the endpoint, where it says no other; OK, where it says no other result */
  event({
    OPR,
    target = this.#endpoint,
    before = {},
    after = {},
    result = { status: "OK" },
    ref,
  }: SessionEvent): Entry {
    const time = now();
    return this.#append({
      ...this.#common("session", OPR, target, null),
      ...(ref === undefined ? {} : { ref }),
      STR: time,
      END: time,
      ms: 0,
      BEF: before,
      AFT: after,
      RST: result,
    });
  }

  /** What the session is for. */
  get purpose(): Purpose {
    return purposeOf(this.#circumstances);
  }

  note(text: string, { purpose = this.#circumstances, via }: Pick<Intention, "purpose" | "via"> = {}): Entry {
    const time = now();
    return this.#append({
      ...this.#common("note", "Note", this.#endpoint, null, via),
      ...purposeOf(purpose),
      STR: time,
      END: time,
      ms: 0,
      BEF: {},
      AFT: {},
      RST: { status: "OK" },
      why: text,
    });
  }

  /**
   * What happens in the run of a procedure beside its operations. The session's reason is not in it: `why` is the event's.
   * With `unless`, nothing is written, and null is answered, when it holds of what others have added since the last append.
   */
  procedure(event: RunEvent): Entry;
  procedure(event: RunEvent, unless: (added: Entry) => boolean): Entry | null;
  procedure(event: RunEvent, unless: (added: Entry) => boolean = () => false): Entry | null {
    const { OPR, run, title, before = {}, after = {}, result = { status: "OK" }, ref, via, why } = event;
    const { ticket = this.#circumstances.ticket } = event;
    const target: Target = { kind: "Procedure", id: run.id, uuid: null, name: title };
    const draft = {
      ...this.#common("procedure", OPR, target, null, via),
      ...(why === undefined ? {} : { why }),
      ...(ticket === undefined ? {} : { ticket }),
      ...(ref === undefined ? {} : { ref }),
      ...timesOf(event),
      BEF: before,
      AFT: after,
      RST: result,
      run,
    };
    return this.#journal.append(recordableDraft(draft), unless)?.entry ?? null;
  }

  /** With `unless`, as `procedure` has it. */
  handover(event: HandoverEvent): Entry;
  handover(event: HandoverEvent, unless: (added: Entry) => boolean): Entry | null;
  handover(
    { OPR, target, after = {}, why, ref }: HandoverEvent,
    unless: (added: Entry) => boolean = () => false,
  ): Entry | null {
    const time = now();
    const draft: EntryDraft = {
      ...this.#common("handover", OPR, { kind: "Handover", uuid: null, ...target }, null),
      ...(why === undefined ? {} : { why }),
      ...(ref === undefined ? {} : { ref }),
      STR: time,
      END: time,
      ms: 0,
      BEF: {},
      AFT: after,
      RST: { status: "OK" },
    };
    return this.#journal.append(recordableDraft(draft), unless)?.entry ?? null;
  }

  attempt(): Attempt {
    return { id: uuidv7(), STR: now(), since: performance.now() };
  }

  /** @param ending `after` is the tree that the checkpoint is of: `treeSize`, `rootHash` */
  anchor({ id, STR, since }: Attempt, { target, after, result }: AnchorEnding): Entry {
    return this.#append({
      ...this.#common("anchor", "Anchor", target, null),
      id,
      STR,
      END: now(),
      ms: Math.round(performance.now() - since),
      BEF: {},
      AFT: after,
      RST: result,
    });
  }

  #completing(phase: "outcome" | "recovery", intent: Entry, ending: Ending, ms?: number): EntryDraft {
    const { before, after, result, target, task } = ending;
    return {
      ...this.#common(
        phase,
        intent.OPR,
        target ?? intent.TGT,
        intent.HST.host,
        phase === "outcome" ? intent.USR.via : undefined,
      ),
      // It is about the intent's change, not about what the session that completes it is for.
      ...purposeOf(intent),
      ref: intent.id,
      STR: intent.STR,
      END: now(),
      ...(ms === undefined ? {} : { ms }),
      BEF: before,
      AFT: after,
      RST: result,
      ...(intent.ask === undefined ? {} : { ask: intent.ask }),
      ...(intent.run === undefined ? {} : { run: intent.run }),
      ...(task === undefined ? {} : { task }),
    };
  }

  get #endpoint(): Target {
    return { kind: "Endpoint", id: null, uuid: null, name: this.#circumstances.endpoint };
  }

  #common(phase: Phase, OPR: string, target: Target, host: string | null, via?: string) {
    const { os, console, key, session, endpoint, platform } = this.#circumstances;
    const where: Where = { endpoint, platform, host };
    return {
      id: uuidv7(),
      phase,
      OPR,
      USR: { name: this.user, os, console, key, session, ...(via === undefined ? {} : { via }) },
      HST: where,
      TGT: target,
    };
  }

  #append(draft: EntryDraft): Entry {
    return this.#journal.append(recordableDraft(draft)).entry;
  }
}

/** What of a reason and a change number there is. */
function purposeOf({ why, ticket }: Purpose): Purpose {
  return { ...(why === undefined ? {} : { why }), ...(ticket === undefined ? {} : { ticket }) };
}

function now(): string {
  return new Date().toISOString();
}
