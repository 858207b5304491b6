import { asShosekiError, failure } from "#domain/errors.js";
import type { Written } from "#domain/procedure.js";
import type { ParameterValues } from "#domain/procedure-value.js";
import type { Expressions } from "#procedures/expressions.js";
import { type Clock, HERE } from "#procedures/run/clock.js";
import type { Looked, Reader } from "#procedures/run/parts.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Scope } from "#procedures/scope.js";
import { renderLine, renderText } from "#procedures/template.js";
import type { Session } from "#session/session.js";

/** What a reader reads by. */
export interface Reading {
  readonly expressions: Expressions;
  readonly values: ParameterValues;
  readonly record: RunRecord;
  session(): Session;
  /** This machine's, where it is not said. */
  readonly clock?: Clock | undefined;
}

/** Reads a procedure by the live inventory of the session that there is: while that is not live, nothing can be told. */
export class InventoryReader implements Reader {
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  line(written: Written, turn: Turn): string {
    return renderLine(written, this.#reading.expressions, this.#scope(turn));
  }

  text(written: Written, turn: Turn): string {
    // What people read is called as it was called last, also while nothing can be asked of the server.
    const { expressions, session } = this.#reading;
    return renderText(written, expressions, this.#scope(turn, session().lastInventory));
  }

  look({ text, at }: Written, turn: Turn): Looked {
    try {
      const { value, seen, error } = this.#reading.expressions.look(text, this.#scope(turn));
      if (error === null) return { value, seen, error };
      const facts = { expression: text, line: at.line, column: at.column, problem: error };
      return { value, seen, error: failure("EXPRESSION_FAILED", facts) };
    } catch (error) {
      return { value: null, seen: {}, error: asShosekiError(error) };
    }
  }

  async caughtUp(signal: AbortSignal): Promise<void> {
    await this.#reading.session().caughtUp(signal);
  }

  watch(listener: () => void): () => void {
    return this.#reading.session().lastInventory.subscribe(listener);
  }

  #scope({ loop, item }: Turn, inventory = this.#reading.session().inventory): Scope {
    const { values, record, clock = HERE } = this.#reading;
    const times = [...record.doneAt()].map(([id, time]) => [id, clock.timeOf(time)] as const);
    return {
      inventory,
      values,
      item: loop === null || item === null ? null : { as: loop.as, is: item },
      now: new Date(clock.now()),
      done: new Map(times),
    };
  }
}
