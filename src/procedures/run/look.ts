import type { Result } from "#domain/entry.js";
import { asShosekiError, failure } from "#domain/errors.js";
import type { Check } from "#domain/procedure.js";
import { type Clock, HERE } from "#procedures/run/clock.js";
import type { Looking } from "#procedures/run/conductor.js";
import { type Move, recordTurn, resultOf } from "#procedures/run/moves.js";
import type { Looked, RunParts } from "#procedures/run/parts.js";
import { INTERRUPTIONS } from "#procedures/run/planning.js";
import type { Turn } from "#procedures/run/turns.js";

/** However much changes, nothing is looked at more often than this, in milliseconds. */
const PAUSE_MS = 200;

/** Why a check is not so; null when it is; where the run goes, when the operator or the server does not let it be told. */
export type Verdict = Result | null | Extract<Move, { readonly kind: "pause" | "interrupted" }>;

/** Looks at each of some checks, waits for it as long as it says, and records it. Ends at the first that is not so. */
export async function lookAtAll(
  parts: RunParts,
  turn: Turn,
  checks: readonly Check[],
  when: Looking["when"],
): Promise<Verdict> {
  for (const check of checks) {
    const verdict = await lookAt(parts, turn, check, when);
    if (verdict !== null) return verdict;
  }
  return null;
}

async function lookAt(parts: RunParts, turn: Turn, check: Check, when: Looking["when"]): Promise<Verdict> {
  const { conductor, reader, stopping, clock = HERE } = parts;
  const since = performance.now();
  const changes = changesOf((listener) => reader.watch(listener), stopping, clock);
  const look = lookerOf(parts, check, turn);
  let found: Looked;
  try {
    found = await look();
    const [from, until] = [clock.elapsed(), clock.now() + check.withinMs];
    const left = () => check.withinMs - (clock.elapsed() - from);
    while (found.value !== true && left() > 0 && !stopping.aborted) {
      conductor.onCheck(turn, { check, when, value: found.value, until });
      await changes.next(left(), clock.tickOf(check.withinMs));
      found = await look();
    }
  } finally {
    changes.stop();
  }
  conductor.onCheck(turn, { check, when, value: found.value, until: null });
  if (found.value !== true && stopping.aborted) return { kind: "pause", why: null };
  if (found.error !== null && INTERRUPTIONS.has(found.error.code)) {
    return { kind: "interrupted", problem: found.error.problem };
  }
  const result = verdictOn(parts, check, found);
  recordTurn(parts, turn, false, {
    OPR: "Check",
    after: {
      expression: check.expression.text,
      when,
      value: found.value,
      seen: JSON.stringify(found.seen),
    },
    result: result ?? { status: "OK" },
    since,
  });
  return result;
}

/** Looks at nothing that is older than the first look: the pushes after it are younger. */
function lookerOf({ reader, stopping }: RunParts, { expression }: Check, turn: Turn): () => Promise<Looked> {
  let isCurrent = false;
  return async () => {
    try {
      if (!isCurrent) await reader.caughtUp(stopping);
      isCurrent = true;
    } catch (error) {
      return { value: null, seen: {}, error: asShosekiError(error) };
    }
    return reader.look(expression, turn);
  };
}

function verdictOn(
  parts: RunParts,
  { expression, withinMs }: Check,
  { value, seen, error }: Looked,
): Result | null {
  if (value === true) return null;
  const facts = { expression: expression.text, seen, withinMs };
  const problem =
    error === null
      ? failure("CHECK_FAILED", facts).problem
      : failure("CHECK_NOT_TOLD", { expression: expression.text, cause: parts.explain(error) }).problem;
  return resultOf(parts, problem);
}

/** Waits for changes, one after another; not more often than is worth looking. */
function changesOf(watch: (listener: () => void) => () => void, signal: AbortSignal, clock: Clock) {
  let wake: () => void = () => undefined;
  let changed = false;
  let lookedAt = clock.elapsed();
  const ring = () => {
    changed = true;
    wake();
  };
  const unwatch = watch(ring);
  signal.addEventListener("abort", ring, { once: true });
  return {
    /** @param tickMs what is not more than this is waited for without a change */
    async next(mostMs: number, tickMs: number): Promise<void> {
      const rest = PAUSE_MS - (clock.elapsed() - lookedAt);
      if (rest > 0 && !signal.aborted) await clock.sleep(Math.min(rest, mostMs), signal);
      if (!changed && !signal.aborted) {
        const woken = new AbortController();
        wake = () => woken.abort();
        await clock.sleep(Math.max(0, Math.min(tickMs, mostMs)), woken.signal);
      }
      changed = false;
      lookedAt = clock.elapsed();
    },
    stop() {
      unwatch();
      signal.removeEventListener("abort", ring);
    },
  };
}
