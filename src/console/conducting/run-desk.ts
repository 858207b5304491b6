import { backOut } from "#console/actions/run-back-out.js";
import { sayInPassing, sayProblem } from "#console/actions/say.js";
import { ConsoleConductor } from "#console/conducting/console-conductor.js";
import { rehearseHere } from "#console/conducting/rehearse-here.js";
import { RunJobs } from "#console/conducting/run-jobs.js";
import type { ResumeWish, RunsHere, RunWish } from "#console/conducting/runs-here.js";
import type { Console } from "#console/console.js";
import type { ConsoleParts } from "#console/console-parts.js";
import { ConductedRun } from "#console/store/conducted-run.js";
import type { Notice } from "#console/store/notice.js";
import { takes } from "#console/store/run-asking.js";
import { asShosekiError, failure } from "#domain/errors.js";
import type { Journal } from "#journal/journal.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { type Approvers, readApprovers } from "#procedures/approval/approvers.js";
import { needsApproval } from "#procedures/approval/needs-approval.js";
import { historyIn } from "#procedures/capsule/run-history.js";
import { type AgreedCapsule, takeOver } from "#procedures/capsule/take-over.js";
import type { CopyMaker } from "#procedures/rehearsal/copy.js";
import { rehearsalFor } from "#procedures/rehearsal/rehearsal-for.js";
import { rehearsalOf } from "#procedures/rehearsal/rehearsal-of.js";
import { runNamed } from "#procedures/run/found-run.js";
import { needsApprovers } from "#procedures/run/needs-approvers.js";
import { beginRun, type OpenRun, resumeRun } from "#procedures/run/open-run.js";
import type { RunParts } from "#procedures/run/parts.js";
import { carryOn, type Left } from "#procedures/run/runner.js";
import type { RunWanted } from "#procedures/run/wanted.js";
import { keepHold } from "#procedures/run/write-event.js";
import type { Link } from "#session/fleet/link.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

type DeskParts = Pick<ConsoleParts, "journal" | "copies"> & {
  readonly directories: Pick<ConsoleParts["directories"], "requests">;
  /** Reads the file of those who may approve; `readApprovers`, where it is not said. */
  readonly approversIn?: (path: string) => Approvers;
};

/** The runs of a console: begun and gone on with, one at a time, in the sessions that it has. */
export class RunDesk implements RunsHere {
  readonly #console: Console;
  readonly #journal: Journal;
  readonly #copies: CopyMaker;
  readonly #requests: string;
  readonly #approversIn: (path: string) => Approvers;
  /** Between the wish and the run there are files to read. */
  #isOpening = false;

  constructor(console: Console, { journal, copies, directories, approversIn = readApprovers }: DeskParts) {
    this.#console = console;
    this.#journal = journal;
    this.#copies = copies;
    this.#approversIn = approversIn;
    this.#requests = directories.requests;
  }

  async begin({ file, link, given, purpose }: RunWish): Promise<void> {
    const { layout } = this.#journal;
    await this.#open(link, purpose, {}, async (wanted) => {
      const approvers = needsApproval(file.procedure) ? this.#approversAt(link) : null;
      const kept = await rehearsalFor(layout, { file, given, session: sessionOf(link) });
      return await beginRun({ ...wanted, file, given, approvers, rehearsal: kept?.entry });
    });
  }

  async rehearse(wish: RunWish): Promise<void> {
    await this.#alone(async () => {
      await rehearseHere(this.#console, wish, { layout: this.#journal.layout, copies: this.#copies });
    });
  }

  async resume(text: string, wish: ResumeWish): Promise<void> {
    const { layout } = this.#journal;
    const { id, newest, begins } = await runNamed(layout, text);
    const link = this.#linkTo(newest.HST.endpoint, id);
    const approvers = (await needsApprovers(layout, id)) ? this.#approversFor(wish, link) : null;
    const { ticket, ...rest } = this.#console.store.purpose;
    // It is for the change that it was begun for; what this console does besides may be for another.
    const purpose = begins[0].ticket === undefined && ticket !== undefined ? { ...rest, ticket } : rest;
    const { backOutWhy: backOut, takeBack } = wish;
    await this.#open(link, purpose, wish, async (wanted) => {
      return await resumeRun({ ...wanted, id, approvers, backOut, takeBack });
    });
  }

  async takeOver(agreed: AgreedCapsule): Promise<void> {
    const { run } = agreed.capsule;
    const begun = historyIn(agreed.capsule).find(({ OPR }) => OPR === "BeginRun");
    const { primary } = this.#console.store.endpoints;
    const link = begun === undefined ? primary : this.#linkTo(begun.HST.endpoint, run);
    if (link === null) throw failure("NOT_SENT", { cause: "there is no session" });
    await takeOver(this.#journal, sessionOf(link), agreed);
  }

  async leave(): Promise<void> {
    const { store } = this.#console;
    const { run } = store.run;
    if (run === null || !run.isOpen) return;
    run.pauses = true;
    if (takes(run.asking, "pause")) run.controls.stop.abort();
    await store.jobs.idle();
    run.controls.stop.abort();
    await store.run.idle();
  }

  /** Opens a run and carries it on beside all else. Throws why there is none. */
  async #open(
    link: Link,
    purpose: Purpose,
    wish: ResumeWish,
    open: (wanted: Omit<RunWanted, "approvers">) => Promise<OpenRun>,
  ): Promise<void> {
    await this.#alone(async () => {
      const console = this.#console;
      const { store } = console;
      const controls = { stop: new AbortController(), giveUp: new AbortController() };
      let wantsBackOut = wish.backOut === true;
      const jobs = new RunJobs(store, () => run);
      const conductor = new ConsoleConductor({
        console,
        run: () => run,
        requests: this.#requests,
        onAsked: () => {
          if (wantsBackOut && takes(run.asking, "back-out")) backOut(console);
          wantsBackOut = false;
          this.#sayWaits();
        },
      });
      const opened = await open({
        journal: this.#journal,
        session: () => sessionOf(link),
        conductor,
        listener: jobs,
        purpose,
        explain: ({ problem }) => explain(problem, en).what,
        stopping: AbortSignal.any([controls.stop.signal, console.stopping]),
        signal: AbortSignal.any([controls.giveUp.signal, console.givingUp]),
      });
      const run = new ConductedRun(opened.parts, { at: link.name, isRehearsal: false, controls });
      run.armed = wish.armed ?? null;
      run.hasBegun = wish.armed !== undefined || wish.backOutWhy !== undefined;
      store.clearNotice();
      store.run.show(run);
      store.focusOn("run");
      store.changes.now();
      const release = store.changes.subscribe(() => this.#keepHold(link, opened.parts, run));
      void this.#carryOn(opened, run, jobs).finally(release);
    });
  }

  /** One at a time: that there is one already is said. */
  async #alone(work: () => Promise<void>): Promise<void> {
    const { store, catalogue } = this.#console;
    if (store.run.isOpen || this.#isOpening) {
      store.say("warning", catalogue.console.run.one);
      return;
    }
    this.#isOpening = true;
    try {
      await work();
    } finally {
      this.#isOpening = false;
    }
  }

  /** Shows beside a run that was left the rehearsal that it was begun after. */
  async #compare(run: ConductedRun, { record, sha256 }: RunParts): Promise<void> {
    const { ref, AFT, HST } = record.begun ?? {};
    if (ref === undefined || HST === undefined) return;
    try {
      const sought = { procedure: sha256, parameters: String(AFT?.parameters), endpoint: HST.endpoint };
      const kept = await rehearsalOf(this.#journal.layout, sought);
      if (kept?.entry.id === ref) run.rehearsal = kept.rehearsal;
      this.#console.store.changes.now();
    } catch (cause) {
      sayInPassing(this.#console, cause);
    }
  }

  async #carryOn(opened: OpenRun, run: ConductedRun, jobs: RunJobs): Promise<void> {
    const { store, catalogue } = this.#console;
    try {
      run.left = await carryOn(opened.parts);
      const text = catalogue.console.run.leftSaid({ left: run.left, id: run.id });
      if (!run.isInterjected) store.say(LEFT_ROLES[run.left], text);
      void this.#compare(run, opened.parts);
    } catch (cause) {
      run.problem = asShosekiError(cause).problem;
      sayProblem(this.#console, cause);
    } finally {
      opened.close();
      jobs.end();
      run.goOn();
      store.run.ended();
      store.changes.now();
    }
  }

  /** A session that has taken the place of another has the run; where others have it by now, it is left. */
  #keepHold({ state, session }: Link, parts: RunParts, { controls }: ConductedRun): void {
    if (state !== "open" || session === null || parts.hold.isBy(session.login.USR.session)) return;
    try {
      keepHold(parts);
    } catch (cause) {
      controls.stop.abort();
      if (asShosekiError(cause).code !== "RUN_HELD") sayInPassing(this.#console, cause);
    }
  }

  /** Said where it is not seen: the operator may be looking at machines. */
  #sayWaits(): void {
    const { store, catalogue } = this.#console;
    const { run, isShown } = store.run;
    if (run === null || (isShown && store.focus === "run")) return;
    store.say("warning", catalogue.console.run.waits({ title: run.parts.procedure.title }));
  }

  #linkTo(endpoint: string, run: string): Link {
    const { fleet, primary } = this.#console.store.endpoints;
    const links = fleet.links.filter((link) => link.endpoint === endpoint);
    const link = links.find((each) => each === fleet.used) ?? links[0];
    if (link !== undefined) return link;
    throw failure("RUN_ELSEWHERE", { run, endpoint, here: primary?.endpoint ?? "" });
  }

  /** Nobody is kept from the way back by a file that it does not need. */
  #approversFor({ backOut: wantsBackOut, backOutWhy }: ResumeWish, link: Link): Approvers | null {
    try {
      return backOutWhy === undefined ? this.#approversAt(link) : null;
    } catch (error) {
      if (wantsBackOut === true) return null;
      throw error;
    }
  }

  #approversAt({ name }: Link): Approvers {
    return this.#approversIn(this.#console.store.endpoints.approversAt(name));
  }
}

const LEFT_ROLES: Readonly<Record<Left, Notice["role"]>> = {
  complete: "ok",
  "rolled-back": "ok",
  paused: "info",
  stopped: "warning",
  "rolled-back-in-part": "danger",
};

/** The newest session that there was. Throws `NOT_SENT` where there never was one. */
function sessionOf({ session }: Link): Session {
  if (session === null) throw failure("NOT_SENT", { cause: "there is no session" });
  return session;
}
