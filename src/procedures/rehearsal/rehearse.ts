import { failure, ShosekiError } from "#domain/errors.js";
import type { Step } from "#domain/procedure.js";
import type { Rehearsal, RehearsalWarning } from "#domain/rehearsal.js";
import type { RunEnd } from "#domain/run.js";
import type { Layout } from "#journal/layout.js";
import type { ProcedureFile } from "#procedures/read-procedure-file.js";
import { asRehearsed } from "#procedures/rehearsal/as-rehearsed.js";
import type { Copy } from "#procedures/rehearsal/copy.js";
import { RehearsalClock } from "#procedures/rehearsal/rehearsal-clock.js";
import { rehearsedStep, rehearsedUndoing } from "#procedures/rehearsal/rehearsed-step.js";
import { RehearsingConductor } from "#procedures/rehearsal/rehearsing-conductor.js";
import { usualDurations } from "#procedures/rehearsal/usual-durations.js";
import { beginRun } from "#procedures/run/open-run.js";
import type { RunParts } from "#procedures/run/parts.js";
import { recordWhole } from "#procedures/run/record-whole.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import { carryOn } from "#procedures/run/runner.js";
import { titleOf } from "#procedures/run/title-of.js";
import { keyOf, type Turn } from "#procedures/run/turns.js";
import type { Purpose } from "#session/purpose.js";

/** What is rehearsed, and on what. */
export interface RehearsalWanted {
  readonly file: ProcedureFile;
  /** What the operator says of the parameters, by their names. */
  readonly given: Readonly<Record<string, string>>;
  readonly purpose: Purpose;
  /** Whoever made it closes it. */
  readonly copy: Copy;
  /** The journal of what is out there, which knows how long things take. */
  readonly layout: Layout;
  /** Whether all that was done is undone after the end, too. */
  readonly backOut?: boolean;
  readonly explain: (error: ShosekiError) => string;
  /** Shown what is carried out, before its first step. */
  readonly onOpen?: (parts: RunParts) => void;
  /** Told of each step as it comes, and how many there are. */
  readonly onTurn?: (turn: Turn, turns: readonly Turn[]) => void;
  /** Aborted: it is not gone on with. */
  readonly stopping: AbortSignal;
}

/**
 * Carries a procedure out on a copy, by the runner that carries it out in earnest, and tells what came of it. Nothing is
 * sent to what was copied but reads. Errors: those of `beginRun`; what restrains the session; `STOPPED_BY_OPERATOR`;
 * `JOURNAL_DAMAGED`.
 */
export async function rehearse(wanted: RehearsalWanted): Promise<Rehearsal> {
  const { file, given, purpose, copy, layout, explain, stopping, onTurn } = wanted;
  const at = new Date().toISOString();
  const clock = new RehearsalClock();
  const { procedure, assumed } = asRehearsed(file.procedure, purpose);
  const titles = new Map<string, string>();
  const conductor = new RehearsingConductor(clock, (turn) => {
    titles.set(turn.key, titles.get(turn.key) ?? titleOf(parts, turn));
    onTurn?.(turn, parts.turns);
  });
  const run = await beginRun({
    file: { ...file, procedure },
    given,
    journal: copy.journal,
    session: () => copy.session,
    conductor,
    listener: { report: () => undefined },
    purpose,
    approvers: null,
    explain,
    clock,
    stopping,
    signal: stopping,
  });
  const { parts } = run;
  const { turns } = parts;
  try {
    wanted.onOpen?.(parts);
    const end = await toItsEnd(parts, conductor);
    const backOut = wanted.backOut === true ? await undone(parts, conductor) : null;
    const { record, reader } = parts;
    const usually = await usualDurations(layout, copy.session.login.HST.endpoint, operationsOf(record));
    const rehearsed = {
      record,
      conductor,
      reader,
      usually,
      kindOf: kindsOf(file),
      titleOf: (turn: Turn) => titles.get(turn.key) ?? titleOf({ reader }, turn),
    };
    const steps = turns.map((turn) => rehearsedStep(rehearsed, turn));
    const { title, parameters, sets } = record.begun?.AFT ?? {};
    return {
      procedure: file.sha256,
      title: String(title),
      parameters: JSON.parse(String(parameters)) as Rehearsal["parameters"],
      sets: JSON.parse(String(sets)) as Rehearsal["sets"],
      endpoint: copy.session.login.HST.endpoint,
      at,
      steps,
      end,
      back: undoneTurns(record, turns).map((turn) => rehearsedUndoing(rehearsed, turn)),
      backOut,
      totalMs: steps.reduce(
        (sum, { state, estimateMs }) => sum + (state === null ? 0 : (estimateMs ?? 0)),
        0,
      ),
      warnings: [...assumed, ...copy.warnings()] satisfies readonly RehearsalWarning[],
    };
  } finally {
    run.close();
  }
}

/** What pauses a rehearsal is the operator, or what restrains the session: nothing at all can be done under that. */
async function toItsEnd(parts: RunParts, conductor: RehearsingConductor): Promise<RunEnd> {
  const left = await carryOn(parts);
  if (left !== "paused") return left;
  const why = parts.session().lost?.problem ?? conductor.interruption;
  throw why === null ? failure("STOPPED_BY_OPERATOR", {}) : new ShosekiError(why);
}

async function undone(parts: RunParts, conductor: RehearsingConductor): Promise<RunEnd> {
  if (parts.record.backOut !== null && parts.record.end !== null) return parts.record.end;
  recordWhole(parts, { OPR: "BackOut" });
  return await toItsEnd(parts, conductor);
}

/** In the order in which they were. */
function undoneTurns({ entries }: RunRecord, turns: readonly Turn[]): readonly Turn[] {
  const keys = entries.flatMap(({ run }) => (run?.undo === true ? [keyOf(run)] : []));
  return [...new Set(keys)].flatMap((key) => turns.filter((turn) => turn.key === key));
}

function operationsOf({ entries }: RunRecord): readonly string[] {
  return entries.flatMap(({ phase, OPR }) => (phase === "intent" ? [OPR] : []));
}

function kindsOf({ procedure }: ProcedureFile): (step: string) => Step["kind"] {
  const all = procedure.steps.flatMap((each) => (each.kind === "for-each" ? each.steps : [each]));
  const kinds = new Map(all.map(({ id, kind }) => [id, kind]));
  return (step) => kinds.get(step) ?? "run";
}
