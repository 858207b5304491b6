import type { GivenSecrets } from "#cli/given-secrets.js";
import type { Terminal } from "#console/terminal/terminal.js";
import type { Catalogue } from "#messages/catalogue.js";

/** All that a subcommand may touch of the world it was started in. */
export interface Io {
  /** Without what is in `secrets`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: GivenSecrets;
  /** How wide standard output is, where it is a terminal. */
  readonly columns?: number | undefined;
  /** Standard output, whole lines. */
  out(text: string): void;
  /** Standard error, whole lines. */
  err(text: string): void;
  /** One line on the terminal, where there is one, that is gone when null takes its place. */
  status(text: string | null): void;
  readStandardInput(): Promise<string>;
  /**
   * Standard input line by line, each as soon as it is there, without its end. Ends early once `signal` is aborted, or when
   * it is not iterated to its end; standard input is then closed. Throws the system's error when it cannot be read.
   */
  readLines(signal: AbortSignal): AsyncIterable<string>;
  /** The terminal that the program was started at; null where it cannot be drawn on, or keys not be read from it. */
  readonly terminal: Terminal | null;
  /** Whether there is a terminal to ask at. */
  readonly canAsk: boolean;
  /** Asks on the terminal; null where there is no terminal to ask at, or the question was broken off. */
  askLine(question: string): Promise<string | null>;
  /** Asks on the terminal without showing the answer; null where there is no terminal to ask at. */
  askSecret(question: string): Promise<string | null>;
  /**
   * From now on SIGINT, SIGTERM and SIGHUP do not end the process but abort the two below, until the answered function is
   * called (by the last who asked for it). Where nothing can be lost they keep their meaning.
   */
  holdSignals(): () => void;
  /** Aborted by a first signal: begin nothing more. */
  readonly stopping: AbortSignal;
  /** Aborted by a second one: wait no longer. */
  readonly givingUp: AbortSignal;
  /** Aborted when whoever read standard output has gone (`| head`). */
  readonly outClosed: AbortSignal;
}

/** A subcommand's world: its options are its own. */
export interface Setting {
  readonly io: Io;
  readonly catalogue: Catalogue;
  /** Whether what is printed is for programs: JSON Lines. */
  readonly json: boolean;
  /** How the journal has failed, as far as that has been said: it is not said again where nobody has asked. */
  readonly journalFaultsSaid?: Set<string>;
  /** Told of each password once it is known here: a recording must not show it. */
  readonly onPassword?: (password: string) => void;
}
