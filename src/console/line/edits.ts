/** A change of a text: at a column, what was taken out and what was put in. */
interface Edit {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
  /** Whether it is a single character, as a key makes it. */
  readonly typed: boolean;
}

/** Characters typed one after another are undone together, as many as in Readline. In UTF-16 units. */
const TYPED_TOGETHER = 20;

/** The changes that can be taken back, newest last. */
export class Edits {
  readonly #edits: Edit[] = [];

  add(edit: Edit): void {
    const last = this.#edits.at(-1);
    if (last === undefined || !continues(last, edit)) this.#edits.push(edit);
    else this.#edits.splice(-1, 1, { ...last, inserted: last.inserted + edit.inserted });
  }

  /** Takes the newest change out of the list; null when there is none. */
  takeLast(): Edit | null {
    return this.#edits.pop() ?? null;
  }

  clear(): void {
    this.#edits.length = 0;
  }
}

function continues(last: Edit, edit: Edit): boolean {
  return (
    last.typed &&
    edit.typed &&
    edit.at === last.at + last.inserted.length &&
    last.inserted.length < TYPED_TOGETHER
  );
}
