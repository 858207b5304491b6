import { realpathSync } from "node:fs";
import { shareSession } from "#cli/share-session.js";
import { directoriesOf } from "#config/directories.js";
import type { ShareHost } from "#console/outside/share-host.js";
import type { Entry } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import { keepCheckpoints } from "#journal/checkpointing.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { openSession } from "#session/open-session.js";
import type { Proposal } from "#session/proposal.js";
import type { Purpose } from "#session/purpose.js";
import type { Restraints } from "#session/restraints.js";
import type { Session } from "#session/session.js";
import type { ProfileMark } from "#sharing/announcement.js";
import { optionsOf } from "../providers/simulator/open.js";
import { Desk } from "../session/desk.js";
import { UNRESTRAINED } from "../session/unrestrained.js";
import type { OperatorHome } from "../stories/shoseki.js";

/** A session on the simulator that others may go through, and who decides what they may: a console, but for the screen. */
export class SharedSession implements AsyncDisposable {
  readonly desk: Desk;
  readonly session: Session;
  /** What the operator was asked to agree to. */
  readonly asked: { readonly proposal: Proposal; readonly via: string; readonly purpose: Purpose }[] = [];
  /** What they answer. */
  answer: (purpose: Purpose, signal: AbortSignal) => Promise<Purpose | null> = async () => null;
  isOpen = true;
  refusal: Problem | null = null;
  /** As the operator at the console does it. */
  readonly cancelled = new AbortController();
  running = 0;
  close: () => Promise<void> = async () => undefined;
  readonly #stop: () => void;

  private constructor(desk: Desk, session: Session, stop: () => void) {
    this.desk = desk;
    this.session = session;
    this.#stop = stop;
  }

  static async open(
    home: OperatorHome,
    query = "",
    restraints: Partial<Restraints> = {},
  ): Promise<SharedSession> {
    const server = startServer(optionsOf(query));
    const desk = new Desk({ endpoint: "sim:", ticket: "CHG-SHIFT" });
    const fail = (error: unknown) => {
      throw error;
    };
    const checkpoints = keepCheckpoints(desk.journal, fail);
    const session = await openSession({
      name: "sim",
      journal: desk.journal,
      trail: desk.trail,
      connect: () => logIn(server, "operator"),
      explain: ({ code }) => code,
      checkpoints,
      anchorPlaces: [],
      onEntry: () => undefined,
      onProblem: fail,
      restraints: { ...UNRESTRAINED, ...restraints },
    });
    const shared = new SharedSession(desk, session, () => {
      server.stop();
      void checkpoints.close().then(() => desk[Symbol.dispose]());
    });
    shared.close = await shared.share(home, { text: `sim:${query === "" ? "" : `?${query}`}` });
    return shared;
  }

  /** Answers how to stop. */
  share(
    home: OperatorHome,
    { text = "sim:", profile = null }: { readonly text?: string; readonly profile?: ProfileMark | null } = {},
  ): Promise<() => Promise<void>> {
    const address = { journal: realpathSync(this.desk.directory), endpoint: text, login: "operator" };
    const { sockets } = directoriesOf({ XDG_STATE_HOME: `${home.directory}/.local/state` });
    return shareSession({ address, texts: [text], profile, sockets }, this.host);
  }

  readonly host: ShareHost = {
    session: () => (this.isOpen ? this.session : null),
    refusal: () => this.refusal,
    confirm: (proposal, { via }, purpose, signal) => {
      this.asked.push({ proposal, via, purpose });
      return this.answer(purpose, signal);
    },
    begin: () => {
      this.running += 1;
      return {
        listener: { report: () => undefined },
        stopping: this.cancelled.signal,
        givingUp: new AbortController().signal,
        end: () => {
          this.running -= 1;
        },
      };
    },
  };

  /** What was written for others: intents and outcomes. */
  entries(): readonly Entry[] {
    return this.desk.entries().filter(({ USR }) => USR.via !== undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.session.logout();
    this.#stop();
  }
}
