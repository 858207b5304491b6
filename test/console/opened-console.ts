import { Console } from "node:console";
import { setImmediate } from "node:timers/promises";
import { vi } from "vitest";
import { runConsole } from "#console/run-console.js";
import { en } from "#messages/en.js";
import { logIn } from "#providers/simulator/login.js";
import { type SimulatedServer, startServer } from "#providers/simulator/server.js";
import { Secrets } from "#recording/secrets.js";
import { openSession } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";
import { optionsOf } from "../providers/simulator/open.js";
import { Desk } from "../session/desk.js";
import { UNRESTRAINED } from "../session/unrestrained.js";
import { FakeTerminal } from "./fake-terminal.js";

/** What is under way has had its turns of the event loop by then: calls of the simulator take one each. */
const TURNS = 6;

/** A whole console on a simulator, in the test's own process and by a clock that the test moves. */
export class OpenedConsole {
  readonly terminal: FakeTerminal;
  readonly server: SimulatedServer;
  readonly session: Session;
  readonly #leave: () => Promise<void>;

  private constructor(
    terminal: FakeTerminal,
    server: SimulatedServer,
    session: Session,
    leave: () => Promise<void>,
  ) {
    this.terminal = terminal;
    this.server = server;
    this.session = session;
    this.#leave = leave;
  }

  static async open(query: string, columns: number, rows: number): Promise<OpenedConsole> {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    });
    // Ink patches the console by it, and the test runner's has none.
    Object.assign(globalThis.console, { Console });
    const terminal = new FakeTerminal(columns, rows);
    const server = startServer(optionsOf(query));
    const desk = new Desk({ endpoint: "sim:" });
    const place = temporaryDirectory();
    const stopping = new AbortController();
    const opened = Promise.withResolvers<Session>();
    const ended = runConsole({
      terminal,
      catalogue: en,
      env: { COLORTERM: "truecolor", TERM: "xterm-256color" },
      directories: {
        themes: `${place.path}/themes`,
        history: `${place.path}/history`,
        requests: place.path,
        usualJournal: desk.directory,
      },
      theme: "dark",
      journal: desk.journal,
      key: desk.signer.fingerprint,
      purpose: {},
      recording: { ...desk.recorded, secrets: new Secrets() },
      stopping: stopping.signal,
      givingUp: new AbortController().signal,
      copies: async () => {
        throw new Error("nothing is rehearsed here");
      },
      profiles: () => [],
      prepare: async () => {
        throw new Error("there is one endpoint here");
      },
      first: {
        name: "sim",
        endpoint: "sim:",
        user: "operator",
        relogin: "ask",
        settings: { demands: { reason: false, ticket: false }, confirm: "risk", lockAfterMs: null },
        isPassword: null,
        close: async () => undefined,
        logIn: async (listeners) => {
          const session = await openSession({
            name: "sim",
            journal: desk.journal,
            trail: desk.trail,
            connect: () => logIn(server, "operator"),
            explain: ({ code }) => code,
            anchorPlaces: [],
            restraints: UNRESTRAINED,
            ...listeners,
          });
          opened.resolve(session);
          return session;
        },
      },
    });
    const session = await Promise.race([opened.promise, ended.then(({ error }) => Promise.reject(error))]);
    const console = new OpenedConsole(terminal, server, session, async () => {
      stopping.abort();
      const { error } = await ended;
      server.stop();
      desk[Symbol.dispose]();
      place[Symbol.dispose]();
      vi.useRealTimers();
      if (error !== null) throw error;
    });
    // The cursor has come to rest, and what it is on has been read.
    await console.pass(1000);
    // And what comes beside the Login has come.
    await console.see("anchored 0m");
    return console;
  }

  /** Lets time pass, and all be drawn that is to be drawn by then. */
  async pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
    await this.terminal.drawn();
  }

  async press(...keys: readonly string[]): Promise<void> {
    this.terminal.press(...keys);
    await this.pass(50);
  }

  /** Lets time pass until a text is on the screen; at most half a minute by the clock that the test moves. */
  async see(text: string): Promise<void> {
    for (let waited = 0; !this.terminal.screen().includes(text); waited += 50) {
      if (waited > 30_000)
        throw new Error(`${JSON.stringify(text)} is not on the screen:\n${this.terminal.screen()}`);
      await this.pass(50);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#leave();
  }
}
