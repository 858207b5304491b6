import type { RunsHere } from "#console/conducting/runs-here.js";
import type { HandoversHere } from "#console/handover/handovers-here.js";
import type { RecordingHere } from "#console/recording/recording-here.js";
import type { Pane, Store } from "#console/store/store.js";
import type { Catalogue } from "#messages/catalogue.js";

/** Who is told of every key, and has it while the console is locked. */
interface KeyWatch {
  /** Told of every key first; answers whether nobody else is to have it. */
  touch(key: string): boolean;
  press(key: string, text: string): void;
  paste(text: string): void;
}

/** What an action may do: look at and change what is on the screen, and these few things beside it. */
export interface Console {
  readonly store: Store;
  readonly catalogue: Catalogue;
  /** Everything the operator can do, in the order in which help shows it. */
  readonly commands: readonly Command[];
  /** Aborted by a signal to the process, or by leaving: begin nothing more. */
  readonly stopping: AbortSignal;
  /** Aborted by a second one: wait no longer. */
  readonly givingUp: AbortSignal;
  /** Looks for what is out of reach at once, and logs in again where a session has ended; everywhere, or at one endpoint. */
  reconnect(name: string | null): void;
  /** Logs in to one more endpoint, or to a profile's. */
  connect(text: string): void;
  /** Logs out of an endpoint; the others stay. Throws `ENDPOINT_UNKNOWN`. */
  disconnect(name: string): void;
  /** Says that nothing is to be changed from now on, or that something may be again. Throws `READ_ONLY`. */
  setReadOnly(wanted: boolean): void;
  /** Hides all, until somebody knows the password. */
  lock(): void;
  /** What sees that somebody is there, and has the keys while the console is locked. */
  readonly locking: KeyWatch;
  /** Records what is seen here. */
  readonly recording: RecordingHere;
  /** Carries runs of procedures on. */
  readonly runs: RunsHere;
  /** Hands shifts over, and takes them over. */
  readonly handovers: HandoversHere;
  /** Logs out and gives the terminal back, once what is under way has its end. */
  leave(): void;
  /** Gives the terminal to the shell until the program is brought back; the session stays. */
  suspend(): void;
  /** Draws the whole screen anew: something else has written on it. */
  redraw(): void;
}

/** One thing that the operator can do. Keys, footer, palette and help are made from the table of these. */
export interface Command {
  readonly id: string;
  /** As they are pressed; the first is the one that is shown. */
  readonly keys: readonly string[];
  /** The pane in which a key means this. */
  readonly where: Pane | "everywhere";
  /** Under which heading help shows it. */
  readonly group: "look" | "mark" | "operate" | "audit" | "run" | "console";
  does(catalogue: Catalogue): string;
  /** Why it cannot be done now; null when it can. */
  whyNot(console: Console): string | null;
  run(console: Console): void;
}
