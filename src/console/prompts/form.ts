import { LineEditor } from "#console/line/line-editor.js";
import { asShosekiError, type Problem } from "#domain/errors.js";
import { parse } from "#language/parse.js";
import { quoteWord } from "#language/quote.js";
import type { Option, Parameter, Verb } from "#language/verb.js";
import type { Asked } from "#session/proposal.js";

/** What a field stands for in the command line. */
type Place =
  | { readonly kind: "parameter"; readonly parameter: Parameter }
  | { readonly kind: "option"; readonly option: Option };

export interface FormField {
  readonly place: Place;
  readonly editor: LineEditor;
}

/** A target that is settled: what the line says, and how it is called. */
export interface FixedTarget {
  /** As the command line has it: `@vm-42`. */
  readonly text: string;
  readonly name: string;
}

/** A verb whose words are asked for one by one. What it amounts to is a command line for each target. */
export class Form {
  readonly verb: Verb;
  readonly targets: readonly FixedTarget[];
  readonly fields: readonly FormField[];

  /** @param values what the fields begin with, by parameter kind or option name */
  constructor(verb: Verb, targets: readonly FixedTarget[], values: Readonly<Record<string, string>>) {
    this.verb = verb;
    this.targets = targets;
    const left = targets.length === 0 ? verb.parameters : verb.parameters.slice(1);
    const places: readonly Place[] = [
      ...left.map((parameter): Place => ({ kind: "parameter", parameter })),
      ...verb.options.map((option): Place => ({ kind: "option", option })),
    ];
    this.fields = places.map((place) => {
      const editor = new LineEditor();
      editor.set(values[place.kind === "parameter" ? place.parameter.kind : place.option.name] ?? "");
      return { place, editor };
    });
  }

  /** Whether there is something to be filled in: a switch alone is for the command line, and holds nobody up. */
  get asks(): boolean {
    return this.fields.some(({ place }) => place.kind === "parameter" || place.option.value !== null);
  }

  /** The command line, for the first target where there are several; as far as it has been filled in. */
  get line(): string {
    return this.#lineFor(this.targets[0] ?? null);
  }

  /** The line up to what stands in a field now: what can be said there is what could follow. */
  lineUpTo(field: FormField): string {
    const { verb } = this;
    const target = this.targets[0] === undefined ? [] : [this.targets[0].text];
    const words = this.fields
      .slice(0, this.fields.indexOf(field))
      .flatMap(({ place, editor }) => (place.kind === "parameter" ? [quoteWord(editor.text, null)] : []));
    const last = field.place.kind === "option" ? [`--${field.place.option.name}`] : [];
    return [verb.verb, ...target, ...words, ...last, field.editor.text].join(" ");
  }

  /** What is asked, target by target; or why that cannot be understood yet. */
  asked(): readonly [Asked, ...Asked[]] | { readonly problem: Problem } {
    try {
      const [first, ...others] = this.targets;
      return [this.#ask(first ?? null), ...others.map((target) => this.#ask(target))];
    } catch (error) {
      return { problem: asShosekiError(error).problem };
    }
  }

  #ask(target: FixedTarget | null): Asked {
    const ask = this.#lineFor(target);
    const command = parse(ask);
    if (command?.kind !== "operation") throw new TypeError(`${ask} is no operation`);
    return { expression: command.target, request: command.request, ask };
  }

  #lineFor(target: FixedTarget | null): string {
    const words = this.fields.flatMap(({ place, editor }) => wordsOf(place, editor.text));
    return [this.verb.verb, ...(target === null ? [] : [target.text]), ...words].join(" ");
  }
}

/** An optional word that is empty is left out. A target may be a glob or an id, so that it stands as it was typed. */
function wordsOf(place: Place, text: string): readonly string[] {
  const typed = text.trim();
  if (place.kind === "parameter") {
    if (typed === "") return [];
    const { kind } = place.parameter;
    return [
      kind === "target" || kind === "host" || kind.startsWith("snapshot")
        ? asTyped(typed)
        : quoteWord(typed, null),
    ];
  }
  if (typed === "") return [];
  const { name, value } = place.option;
  return value === null ? [`--${name}`] : [`--${name}`, asTyped(typed)];
}

/** Quoted where blanks would break it, and nothing in it says that it is quoted already. */
function asTyped(text: string): string {
  return /\s/u.test(text) && !/['"\\]/u.test(text) ? quoteWord(text, null) : text;
}
