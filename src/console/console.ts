import type { Store } from "#console/store/store.js";
import type { Catalogue } from "#messages/catalogue.js";

/** Which of reason and change number an operator must give before anything is changed. */
export interface Demands {
  readonly reason: boolean;
  readonly ticket: boolean;
}

/** What an action may do: look at and change what is on the screen, and these few things beside it. */
export interface Console {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly demands: Demands;
  /** Everything the operator can do, in the order in which help shows it. */
  readonly commands: readonly Command[];
  /** Aborted by a signal to the process, or by leaving: begin nothing more. */
  readonly stopping: AbortSignal;
  /** Aborted by a second one: wait no longer. */
  readonly givingUp: AbortSignal;
  /** Logs in again, after the connection was lost. */
  reconnect(): void;
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
  readonly where: "inventory" | "audit" | "everywhere";
  /** Under which heading help shows it. */
  readonly group: "look" | "mark" | "operate" | "audit" | "console";
  does(catalogue: Catalogue): string;
  /** Why it cannot be done now; null when it can. */
  whyNot(console: Console): string | null;
  run(console: Console): void;
}
