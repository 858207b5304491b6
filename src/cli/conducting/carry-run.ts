import { type GoingOn, lineOf } from "#cli/conducting/going-on.js";
import { LineConductor, type Missing } from "#cli/conducting/line-conductor.js";
import { humanRunPrinter, jsonRunPrinter } from "#cli/conducting/run-printer.js";
import { refuseUnknownSteps, type SaidBeforehand } from "#cli/conducting/said-beforehand.js";
import type { ExitCode } from "#cli/exit-code.js";
import { humanPrinter } from "#cli/human-printer.js";
import type { Setting } from "#cli/io.js";
import { jsonPrinter } from "#cli/json-printer.js";
import type { OpenEndpoint } from "#cli/open-endpoint.js";
import type { Arguments } from "#cli/options.js";
import { printingListener } from "#cli/printing-listener.js";
import type { Difference } from "#domain/difference.js";
import { asShosekiError, failure } from "#domain/errors.js";
import { approversLines } from "#listings/approvers-lines.js";
import { differenceLines } from "#listings/difference-lines.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { readSigners } from "#procedures/approval/allowed-signers.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import { differenceToRehearsal } from "#procedures/rehearsal/difference-to-rehearsal.js";
import type { OpenRun } from "#procedures/run/open-run.js";
import type { RunParts } from "#procedures/run/parts.js";
import { carryOn, type Left } from "#procedures/run/runner.js";
import { standingOf } from "#procedures/run/standing.js";
import { keyOf, markOf } from "#procedures/run/turns.js";
import type { RunWanted } from "#procedures/run/wanted.js";
import type { Session } from "#session/session.js";

/** A run that a command line carries on, in a session of its own. */
export interface CarryingRun {
  readonly setting: Setting;
  readonly args: Arguments;
  /** As it was typed. */
  readonly endpoint: string;
  readonly said: SaidBeforehand;
  readonly session: Session;
  readonly opened: Pick<OpenEndpoint, "journal" | "directory" | "throwAway" | "purpose">;
  readonly approvers: Approvers | null;
}

/**
 * Opens a run, carries it on as far as it goes, and says how it was left and how it is gone on with. Exit 0 where it is
 * complete; where what was done was to be undone from the start, where all of it is.
 */
export async function carryRun(
  carrying: CarryingRun,
  open: (wanted: RunWanted) => Promise<OpenRun>,
): Promise<ExitCode> {
  const { setting, said, session, opened, approvers } = carrying;
  const { io, json } = setting;
  const { journal, purpose } = opened;
  if (approvers !== null) sayOfApprovers(setting, approvers);
  const printer = json ? jsonRunPrinter(setting) : humanRunPrinter(setting);
  const results = json ? jsonPrinter(setting) : humanPrinter(setting);
  const listener = printingListener(results);
  let run: OpenRun | null = null;
  const parts = (): RunParts => {
    if (run === null) throw failure("INTERNAL", { problem: "a run that asks before it is there" });
    return run.parts;
  };
  let isOnTheWayBack = false;
  const conductor = new LineConductor({
    setting,
    said,
    printer,
    parts,
    isOnTheWayBack: () => isOnTheWayBack,
  });
  const own = session.login.USR.session;
  const unsubscribe = journal.subscribe(({ entry }) => {
    if (entry.phase === "procedure" && entry.USR.session === own && entry.run !== undefined)
      printer.entry(entry);
  });
  const onStop = () => results.cancelling(listener.running.size);
  io.stopping.addEventListener("abort", onStop, { once: true });
  try {
    run = await open({
      journal,
      session: () => session,
      conductor,
      listener,
      purpose,
      approvers,
      explain: ({ problem }) => explain(problem, en).what,
      onTurns: (turns) => refuseUnknownSteps(said, turns),
      stopping: io.stopping,
      signal: io.givingUp,
    });
    isOnTheWayBack = run.parts.record.backOut !== null;
    const left = await carryOn(run.parts);
    const found =
      left === "paused"
        ? null
        : await differenceToRehearsal(journal.layout, run.parts.record, run.parts.turns);
    tell(carrying, run.parts, { left, missing: conductor.missing, difference: found });
    if (left === (isOnTheWayBack ? "rolled-back" : "complete")) return 0;
    return isUncertain(run.parts) ? 5 : 1;
  } catch (cause) {
    if (run !== null) tellBrokenOff(carrying, run.parts, cause);
    throw cause;
  } finally {
    io.stopping.removeEventListener("abort", onStop);
    unsubscribe();
    run?.close();
  }
}

function sayOfApprovers({ io, json, catalogue }: Setting, { path, writable, text }: Approvers): void {
  const approvers = { path, writable, passedOver: readSigners(text).passedOver };
  const said = approversLines(approvers, catalogue);
  if (said.length > 0) io.err(json ? JSON.stringify({ approvers }) : said.join("\n"));
}

function isUncertain({ turns, record }: RunParts): boolean {
  return turns.some(({ key }) =>
    [record.turn(key), record.undoing(key)].some((was) => standingOf(was).kind === "uncertain"),
  );
}

interface Outcome {
  readonly left: Left;
  readonly missing: Missing | null;
  /** To its rehearsal; null where there was none. */
  readonly difference: Difference | null;
}

function goingOn({ args: { options }, endpoint, opened }: CarryingRun, id: string): GoingOn {
  const journal = options.journal ?? (opened.throwAway ? opened.directory : null);
  return { id, endpoint, options, journal };
}

/** What went wrong is said by whoever called; here, where it has left the run. What others have taken on is theirs. */
function tellBrokenOff(carrying: CarryingRun, { record, procedure }: RunParts, cause: unknown): void {
  if (asShosekiError(cause).code === "RUN_HELD") return;
  const { io, json, catalogue } = carrying.setting;
  const { procedureRun: texts } = catalogue;
  const { id } = record;
  const { title } = procedure;
  const line = lineOf(goingOn(carrying, id), "resume");
  const { OPR = "BeginRun", TGT, phase, run } = record.entries.at(-1) ?? {};
  const name = phase === "procedure" ? run?.step : TGT?.name;
  const after = [OPR, name].filter((part) => part !== undefined).join(" ");
  if (json) {
    io.out(JSON.stringify({ run: { id, title, state: "broken", after, goOn: line } }));
    return;
  }
  const said = `${texts.brokenOff({ title, id, after })}\n${texts.goOn({ line })}`;
  io.err(said.split("\n").map(printable).join("\n"));
}

function tell(
  carrying: CarryingRun,
  { record, procedure }: RunParts,
  { left, missing, difference }: Outcome,
): void {
  const { setting } = carrying;
  const { io, json, catalogue } = setting;
  const { procedureRun: texts, console } = catalogue;
  const { id } = record;
  const { title } = procedure;
  const isOver = left !== "paused" && left !== "stopped";
  const going = goingOn(carrying, id);
  if (json) {
    const goOn = isOver ? null : lineOf(going, "resume", saying(missing));
    const beside = difference === null ? {} : { difference };
    io.out(JSON.stringify({ run: { id, title, state: left, goOn, ...beside } }));
    return;
  }
  if (difference !== null) for (const line of differenceLines(difference, catalogue)) io.out(line);
  io.out(printable(texts.left({ how: console.run.runStates[left], title, id })));
  if (isOver) return;
  const said =
    missing?.kind === "failure"
      ? texts.ways({
          again: lineOf(going, "resume", ["--again", keyOf(markOf(missing.turn))]),
          skip: missing.mayBeLeftOut
            ? lineOf(going, "resume", ["--skip", `${keyOf(markOf(missing.turn))}=WHY`])
            : null,
          // What is being undone is undone already.
          backOut: record.backOut === null ? lineOf(going, "back-out") : null,
        })
      : texts.goOn({ line: lineOf(going, "resume", saying(missing)) });
  io.err(said.split("\n").map(printable).join("\n"));
}

/** What a command line has to say for the run to go on. */
function saying(missing: Missing | null): readonly string[] {
  if (missing === null) return [];
  if (missing.kind === "approval") return ["--approval", missing.path];
  const step = keyOf(markOf(missing.turn));
  return missing.kind === "seen" ? ["--seen", `${step}=TEXT`] : ["--again", step];
}
