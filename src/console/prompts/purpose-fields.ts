import { LineEditor } from "#console/line/line-editor.js";
import type { Purpose } from "#session/purpose.js";
import type { Demands } from "#session/restraints.js";

/** The reason and the change number, as they are typed beside a plan. */
export class PurposeFields {
  readonly reason = new LineEditor();
  readonly ticket = new LineEditor();
  readonly #demands: Demands;

  constructor({ why = "", ticket = "" }: Purpose, demands: Demands) {
    this.reason.set(why);
    this.ticket.set(ticket);
    this.#demands = demands;
  }

  /** Whether it must be given. */
  demands(name: "reason" | "ticket"): boolean {
    return this.#demands[name];
  }

  /** Which of them must still be given. */
  get missing(): "reason" | "ticket" | null {
    if (this.#demands.reason && this.reason.text.trim() === "") return "reason";
    return this.#demands.ticket && this.ticket.text.trim() === "" ? "ticket" : null;
  }

  get purpose(): Purpose {
    const [why, ticket] = [this.reason.text.trim(), this.ticket.text.trim()];
    return { ...(why === "" ? {} : { why }), ...(ticket === "" ? {} : { ticket }) };
  }
}
