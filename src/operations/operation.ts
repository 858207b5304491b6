import type { Choice } from "#domain/choice.js";
import type { Facts, Target } from "#domain/entry.js";
import type { Problem, ShosekiError } from "#domain/errors.js";
import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { Loss } from "#domain/loss.js";
import type { OperationName, Risk } from "#domain/operation-name.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Neighbours } from "#operations/neighbours.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Failure, Mutation, MutationKind, Patience, TaskRef } from "#providers/mutation.js";

/** One operation with its arguments bound: what it is about, how it is planned, and how it is found again. */
export interface Operation {
  readonly name: OperationName;
  readonly risk: Risk;
  /** False when it makes no sense on several targets at once. */
  readonly bulk: boolean;
  /** What its target is; null for what is not there yet. */
  readonly on: "machine" | "host" | null;
  /** How the platform's own task list names it; null where it leaves no task. */
  readonly kind: MutationKind | null;
  /** Whether the platform has what this needs. */
  supportedBy(session: ProviderSession): boolean;
  /**
   * Reads what it is about, in one call, and says what would be done or why it would be refused. Throws the errors of a
   * read, and those of resolving what the command line names beside the target.
   */
  prepare(ground: Ground, target: string | null): Promise<Prepared>;
  /** The id of the object that the platform keeps its task under; null where that is not known. */
  keptUnder(intended: Intended): string | null;
  /**
   * Looks at what an intent was about, long after it: the target or, where its task is known to have made something,
   * that. Null when there is nothing to look at.
   */
  lookBack(ground: Ground, intended: Intended, made: string | null): Promise<Seen | null>;
  /**
   * What became of one of which nobody heard the end, where the platform keeps no history of it and it shows all the same. Null
   * while it is still under way and is not to be waited for, and while what would tell cannot be asked. Missing where its task alone
   * can tell. Throws the errors of a read.
   */
  findOut?(ground: Ground, intended: Intended, whileItRuns: "wait" | "leave"): Promise<FoundOut | null>;
}

/** What was found out of an operation without its task. */
export interface FoundOut {
  readonly status: "OK" | "UNKNOWN";
  readonly code: string;
  /** For the record. */
  readonly message: string;
  readonly seen: Seen | null;
}

/** What planning may look at. */
export interface Ground {
  readonly session: ProviderSession;
  readonly inventory: Inventory;
  /** Missing where a session is alone for as long as it lasts. */
  readonly neighbours?: Neighbours | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What an intent's entry says: enough to know its outcome by. */
export interface Intended {
  readonly target: string | null;
  readonly before: Facts;
  readonly chosen: Facts;
}

/** An operation on one target that has just been read: what an operator confirms, and what is run. */
export interface Prepared {
  readonly target: Target;
  /** The name of the hypervisor host that the target lives on. */
  readonly host: string | null;
  /** BEF. */
  readonly before: Facts;
  /**
   * AFT if all goes as asked, as far as it is known beforehand: what would be there and is not known (the id of a new
   * machine, the label of a new disk) is left out. BEF where nothing would change, and where it would be refused.
   */
  readonly wanted: Facts;
  /** What the command line left open, and the ids of what it names; empty when that is nothing. */
  readonly chosen: Facts;
  /** The same in words, with reasons. */
  readonly choices: readonly Choice[];
  /** Why it would be refused now, or null. */
  readonly refusal: Problem | null;
  /** What it would destroy. */
  readonly losses: readonly Loss[];
  /** Reads again. False when anything is no longer as it was. */
  isStillSo(signal?: AbortSignal): Promise<boolean>;
  /** Sends the mutating call, once. Null where the platform makes no task of it. Only `session/` calls this. */
  run(mutation: Mutation): Promise<TaskRef | null>;
  /** Waits for the end of what `run` began, and reads what it has changed. */
  settle(task: TaskRef | null, patience: Patience): Promise<Settlement>;
  /** The target, after a call that was refused; null when it is gone. */
  readBack(signal?: AbortSignal): Promise<Seen | null>;
}

export interface Settlement {
  /** Null when it succeeded. */
  readonly failed: Failure | null;
  /** Null when there was nothing to be read. */
  readonly seen: Seen | null;
  /** Why nobody knows what became of it, whatever the server says: what is seen speaks against that. */
  readonly doubt?: ShosekiError | null;
}

/** What the hypervisor reports afterwards. */
export interface Seen {
  /** AFT. */
  readonly after: Facts;
  /** Whether it shows that the operation has been done. */
  readonly shown: boolean;
  /** Who it is, where that was not known before. */
  readonly target: Target | null;
  /** The same for the inventory. */
  readonly updates: readonly InventoryUpdate[];
}
