import { isDeepStrictEqual } from "node:util";
import type { Choice } from "#domain/choice.js";
import type { Facts, Target } from "#domain/entry.js";
import { asShosekiError, type Problem } from "#domain/errors.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { Loss } from "#domain/loss.js";
import type {
  FoundOut,
  Ground,
  Intended,
  Operation,
  Prepared,
  Seen,
  Settlement,
} from "#operations/operation.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Mutation, Patience, Settled, TaskRef } from "#providers/mutation.js";

/**
 * An operation as its file says it: `B` is what it reads before, `A` what it reads afterwards. The funnel and recovery
 * need neither type: `buildOperation` binds them.
 */
export interface OperationParts<B, A>
  extends Pick<Operation, "name" | "risk" | "bulk" | "on" | "kind" | "supportedBy" | "keptUnder"> {
  read(ground: Ground, target: string | null): Promise<B>;
  /** What of it must still be so when it is run; all of it, where this is not said. */
  essence?(before: B): unknown;
  target(before: B): Target;
  /** The id of the host that the target lives on. */
  host(before: B): string | null;
  /** BEF. */
  recordBefore(before: B, chosen: Facts, ground: Ground): Facts;
  /** Settles what the command line leaves open; says why it would be refused, what it would destroy. */
  plan(before: B, ground: Ground): Planned;
  /**
   * AFT if all goes as asked, as far as it is known beforehand; BEF, where this is not said. Asked of what is not refused
   * alone.
   *
   * @param recorded BEF
   */
  predict?(recorded: Facts, before: B, chosen: Facts, ground: Ground): Facts;
  run(session: ProviderSession, before: B, chosen: Facts, mutation: Mutation): Promise<TaskRef | null>;
  settle(
    ground: Ground,
    task: TaskRef | null,
    begun: { readonly before: B; readonly intended: Intended },
    patience: Patience,
  ): Promise<Settled<A> & Pick<Settlement, "doubt">>;
  /** Reads afterwards: the target, or what its task has made. Null when there is nothing to read. */
  look(ground: Ground, intended: Intended, made: string | null): Promise<A | null>;
  /** AFT. */
  recordAfter(after: A, chosen: Facts, ground: Ground): Facts;
  /** Whether it shows that the operation has been done; `after` is null when nothing is there. */
  shows(after: A | null, intended: Intended): boolean;
  /** What it is now, where that was not known before. */
  becomes(after: A): Target | null;
  /** The same for the inventory, which need not wait for it to be pushed. */
  updates(after: A | null, intended: Intended): readonly InventoryUpdate[];
  /** As `Operation.findOut`, which is given what `look` reads. */
  findOut?(
    ground: Ground,
    intended: Intended,
    whileItRuns: "wait" | "leave",
    look: () => Promise<Looked<A>>,
  ): Promise<FoundOut | null>;
}

/** What was read afterwards, and what an entry says of it. */
export interface Looked<A> {
  readonly after: A | null;
  readonly seen: Seen | null;
}

export interface Planned {
  readonly refusal: Problem | null;
  readonly chosen?: Facts;
  readonly choices?: readonly Choice[];
  readonly losses?: readonly Loss[];
}

/** Binds the types of what is read, so that all operations are of one type. */
export function buildOperation<B, A>(parts: OperationParts<B, A>): Operation {
  const { name, risk, bulk, on, kind, findOut } = parts;
  const seen = (ground: Ground, after: A | null, intended: Intended): Seen | null => {
    const shown = parts.shows(after, intended);
    // Only a machine that is to be gone shows anything by not being there.
    if (after === null && !shown) return null;
    return {
      after: after === null ? {} : parts.recordAfter(after, intended.chosen, ground),
      shown,
      target: after === null ? null : parts.becomes(after),
      updates: parts.updates(after, intended),
    };
  };
  const look = async (ground: Ground, intended: Intended, made: string | null): Promise<Looked<A>> => {
    const after = await thereOrNull(() => parts.look(ground, intended, made));
    return { after, seen: seen(ground, after, intended) };
  };
  const lookBack = async (ground: Ground, intended: Intended, made: string | null): Promise<Seen | null> =>
    (await look(ground, intended, made)).seen;
  const essence = (before: B): unknown => parts.essence?.(before) ?? before;
  return {
    name,
    risk,
    bulk,
    on,
    kind,
    supportedBy: (session) => parts.supportedBy(session),
    keptUnder: (intended) => parts.keptUnder(intended),
    lookBack,
    ...(findOut === undefined
      ? {}
      : {
          findOut: (ground, intended, whileItRuns) =>
            findOut(ground, intended, whileItRuns, () => look(ground, intended, null)),
        }),
    async prepare(ground, id): Promise<Prepared> {
      const { session } = ground;
      const before = await parts.read(ground, id);
      const { refusal, chosen = {}, choices = [], losses = [] } = parts.plan(before, ground);
      const recorded = parts.recordBefore(before, chosen, ground);
      const intended: Intended = { target: id, before: recorded, chosen };
      const predicted = refusal === null ? parts.predict?.(recorded, before, chosen, ground) : undefined;
      return {
        target: parts.target(before),
        host: ground.inventory.nameOf(parts.host(before)),
        before: recorded,
        wanted: predicted ?? recorded,
        chosen,
        choices,
        refusal,
        losses,
        isStillSo: async (signal) =>
          isDeepStrictEqual(essence(await parts.read({ ...ground, signal }, id)), essence(before)),
        run: (mutation) => parts.run(session, before, chosen, mutation),
        settle: async (task, patience) => {
          const { failed, after, doubt } = await parts.settle(ground, task, { before, intended }, patience);
          return {
            failed,
            seen: seen(ground, after, intended),
            ...(doubt === undefined ? {} : { doubt }),
          };
        },
        readBack: (signal) => lookBack({ ...ground, signal }, intended, null),
      };
    },
  };
}

/** What is not there any more is null; every other error is thrown. */
export async function thereOrNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (asShosekiError(error).code === "TARGET_UNKNOWN") return null;
    throw error;
  }
}
