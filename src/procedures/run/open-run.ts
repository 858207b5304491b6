import { v7 as uuidv7 } from "uuid";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Procedure } from "#domain/procedure.js";
import type { FrozenSets, ParameterValues } from "#domain/procedure-value.js";
import { sha256Of } from "#procedures/approval/request.js";
import { historyOfRun } from "#procedures/capsule/run-history.js";
import { checkProcedure } from "#procedures/check-procedure.js";
import { type Expressions, expressionsOf } from "#procedures/expressions.js";
import { frozenSets, readSets, writeSets } from "#procedures/frozen-sets.js";
import { parameterValues, readParameters, writeParameters } from "#procedures/parameters.js";
import { readProcedure } from "#procedures/read-procedure.js";
import type { ProcedureFile } from "#procedures/read-procedure-file.js";
import { approvingIn } from "#procedures/run/approving.js";
import { refuseChangeNumber, refuseOtherNumber } from "#procedures/run/change-number.js";
import { type FollowedRun, followRun } from "#procedures/run/follow-run.js";
import { mustBeFree } from "#procedures/run/found-run.js";
import { frozenParameters } from "#procedures/run/frozen-parameters.js";
import { Hold } from "#procedures/run/hold.js";
import { InventoryReader } from "#procedures/run/inventory-reader.js";
import type { RunParts } from "#procedures/run/parts.js";
import { recordWhole } from "#procedures/run/record-whole.js";
import { refusePurpose } from "#procedures/run/restrained.js";
import { RunRecord } from "#procedures/run/run-record.js";
import { turnsOf } from "#procedures/run/turns.js";
import type { RunWanted } from "#procedures/run/wanted.js";
import type { Purpose } from "#session/purpose.js";

/** A run that can be carried on, until it is closed. */
export interface OpenRun {
  readonly parts: RunParts;
  close(): void;
}

/** What is wanted of a run that is begun. */
export interface Beginning extends RunWanted {
  readonly file: ProcedureFile;
  /** What the operator says of the parameters, by their names. */
  readonly given: Readonly<Record<string, string>>;
  /** The newest entry of its rehearsal. */
  readonly rehearsal?: Entry | undefined;
}

/**
 * Begins a run: what it is about is frozen, and its beginning recorded. Nothing has been done yet. Errors: those of
 * parameters and sets, `PROCEDURE_UNSOUND`, `CHANGE_NUMBER_INVALID`, `PURPOSE_MISSING`, and the journal's.
 */
export async function beginRun(wanted: Beginning): Promise<OpenRun> {
  const { file, given, session, purpose, approvers, rehearsal } = wanted;
  const { procedure, sha256, source, path } = file;
  refuseChangeNumber(procedure, purpose);
  refusePurpose(session(), purpose);
  const expressions = await expressionsOf(procedure);
  mustBeSound(expressions, path);
  const { inventory } = session();
  const values = parameterValues(expressions, given, inventory);
  const sets = frozenSets(expressions, values, inventory, new Date());
  const following = followRun(wanted.journal, new RunRecord(uuidv7()));
  following.begin([]);
  const parts = partsOf(wanted, following, { procedure, sha256, expressions, values, sets });
  parts.hold.take(session().login.USR.session);
  recordWhole(parts, {
    OPR: "BeginRun",
    after: {
      title: procedure.title,
      procedure: sha256,
      source,
      parameters: writeParameters(values),
      sets: writeSets(sets),
      steps: parts.turns.length,
      approvers: approvers?.sha256 ?? null,
    },
    why: purpose.why ?? null,
    ref: rehearsal?.id,
  });
  return { parts, close: following.close };
}

/** What would be found out in the middle of it keeps it from being begun. */
function mustBeSound(expressions: Expressions, path: string): void {
  const errors = checkProcedure(expressions).filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first !== undefined) throw failure("PROCEDURE_UNSOUND", { path, ...first.at, errors: errors.length });
}

/** What is wanted of a run that is gone on with. */
export interface Resuming extends RunWanted {
  readonly id: string;
  /** What is done is undone from here on, and why: null where nobody says. */
  readonly backOut?: string | null | undefined;
  /** Why it is taken back, where it was handed over. */
  readonly takeBack?: string | undefined;
}

/**
 * Goes on with a run where its entries say that it stands, those of capsules that it came in among them. Of several that
 * would go on with it at the same moment one does. It is for what it was begun for: its change number stays, and its reason
 * where no other is given. Errors: `RUN_UNKNOWN`, `RUN_OVER`, `RUN_HELD`, `RUN_HANDED_OVER` where it is not taken back,
 * `RUN_ELSEWHERE`, `RUN_UNREADABLE`, `CHANGE_NUMBER_INVALID`, `CHANGE_NUMBER_OTHER`, `PURPOSE_MISSING`, and the journal's.
 */
export async function resumeRun(wanted: Resuming): Promise<OpenRun> {
  const { id, session, journal } = wanted;
  const record = new RunRecord(id);
  const following = followRun(journal, record);
  try {
    following.begin(await historyOfRun(journal.layout, id));
    const { source, sha256, parameters, sets, begunFor } = beginningOf(record, session().login.HST.endpoint);
    refuseOtherNumber(id, begunFor, wanted.purpose);
    const purpose = { ...begunFor, ...wanted.purpose };
    const procedure = await readProcedure(source, `run ${id}`);
    refuseChangeNumber(procedure, purpose);
    refusePurpose(session(), purpose);
    const expressions = await expressionsOf(procedure);
    const parts = partsOf({ ...wanted, purpose }, following, {
      procedure,
      sha256,
      expressions,
      values: readParameters(parameters, procedure),
      sets: readSets(sets, expressions),
    });
    resume(parts, wanted);
    return { parts, close: following.close };
  } catch (error) {
    following.close();
    throw error;
  }
}

interface BegunWith {
  readonly source: string;
  readonly sha256: string;
  readonly parameters: string;
  readonly sets: string;
  /** What it is for. */
  readonly begunFor: Purpose;
}

function beginningOf({ id, begun }: RunRecord, here: string): BegunWith {
  if (begun === null) throw failure("RUN_UNKNOWN", { run: id, nearest: [] });
  const { endpoint } = begun.HST;
  if (endpoint !== here) throw failure("RUN_ELSEWHERE", { run: id, endpoint, here });
  const { source, procedure, parameters, sets } = begun.AFT ?? {};
  if (typeof source !== "string" || typeof parameters !== "string" || typeof sets !== "string")
    throw failure("RUN_UNREADABLE", { run: id, cause: "its first entry does not say enough" });
  if (sha256Of(source) !== procedure)
    throw failure("RUN_UNREADABLE", { run: id, cause: "the text is not that of the file's hash" });
  const { why, ticket } = begun;
  const begunFor = { ...(why === undefined ? {} : { why }), ...(ticket === undefined ? {} : { ticket }) };
  return { source, sha256: String(procedure), parameters, sets, begunFor };
}

/** What others have recorded by now is taken in by the same append that would record this. */
function resume(parts: RunParts, { journal, session, purpose, backOut, takeBack }: Resuming): void {
  const { record, hold } = parts;
  const { id } = record;
  const own = session().login.USR.session;
  const isBackedOut = backOut !== undefined;
  mustBeFree(journal.layout, id, record.entries, { own, isTakenBack: takeBack !== undefined, isBackedOut });
  const why = takeBack ?? purpose.why ?? null;
  const resumed = recordWhole(
    parts,
    { OPR: "ResumeRun", why },
    ({ run, phase }) => run?.id === id && phase !== "recovery",
  );
  if (resumed === null) throw failure("RUN_HELD", { run: id, console: heldBy(record) });
  hold.take(own);
  if (backOut !== undefined && record.backOut === null) recordWhole(parts, { OPR: "BackOut", why: backOut });
}

function heldBy({ entries }: RunRecord): string {
  return entries.at(-1)?.USR.console ?? "";
}

interface Understood {
  readonly procedure: Procedure;
  readonly sha256: string;
  readonly expressions: Expressions;
  readonly values: ParameterValues;
  readonly sets: FrozenSets;
}

function partsOf(wanted: RunWanted, following: FollowedRun, understood: Understood): RunParts {
  const { journal, session, clock, onTurns, ...rest } = wanted;
  const { procedure, sha256, expressions, values, sets } = understood;
  const { record, newest } = following;
  const turns = turnsOf(procedure, sets);
  onTurns?.(turns);
  return {
    ...rest,
    ...(clock === undefined ? {} : { clock }),
    session,
    procedure,
    sha256,
    parameters: frozenParameters(values),
    sets,
    turns,
    record,
    hold: new Hold(record),
    reader: new InventoryReader({ expressions, values, record, session, clock }),
    approving: approvingIn(journal, { ...wanted, record, newest }),
  };
}
