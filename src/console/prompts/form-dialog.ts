import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import type { Form, FormField } from "#console/prompts/form.js";
import { planSpans } from "#console/prompts/plan-text.js";
import type { Size } from "#console/view/layout.js";
import { paintField } from "#console/widgets/field.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import { windowTop } from "#console/widgets/window.js";
import { wrap } from "#console/widgets/wrap.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";
import type { Problem } from "#domain/errors.js";
import type { Candidate } from "#language/candidate.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import type { Plan } from "#session/plan.js";
import type { Asked, Proposal } from "#session/proposal.js";

/** Rows that are kept for what could stand in a field, where there is something. */
const LEAST_SUGGESTED = 2;
/** Rows that are kept for what would come of it; it has more where there are some left. */
const LEAST_PLANNED = 3;

/** What stands in a flag that is set. */
const SET = "✓";

interface Ways {
  /** What a target's name begins with: its endpoint, where there are several. */
  lead(plan: Plan): string;
  /** What could stand in a field, as far as it has been typed. */
  candidates(line: string): readonly Candidate[];
  /** Asks for the plan of what has been filled in; null when it cannot be understood yet. */
  preview(asked: readonly [Asked, ...Asked[]] | null): void;
  submit(asked: readonly [Asked, ...Asked[]]): void;
}

/** A form for one verb: its words with their present values, checked as they are typed, and what would come of it. */
export class FormDialog implements Dialog {
  readonly title: string;
  /** The plan of what has been filled in, once it has been read. */
  proposal: Proposal | null = null;
  readonly #form: Form;
  readonly #ways: Ways;
  /** The fields that have been typed in. */
  readonly #touched = new Set<FormField>();
  #focus = 0;
  #top = 0;
  /** Which of the candidates is in the field; null while it is what was typed. */
  #chosen: { readonly from: readonly Candidate[]; readonly index: number } | null = null;

  constructor(form: Form, ways: Ways) {
    const names = form.targets.map(({ name }) => printable(name));
    this.title = [form.verb.verb, names.length > 3 ? `${names.length} ×` : names.join(", ")].join("  ");
    this.#form = form;
    this.#ways = ways;
    this.#changed();
  }

  /** What would come of it is always seen; where there is no room for all fields, those around the one that is typed in. */
  paint(canvas: Canvas, { width, height }: Size): Painted {
    const { paint, catalogue } = canvas;
    const { fields } = this.#form;
    const field = fields[this.#focus];
    const blank = paintLine(paint, [], width);
    const isUnderstood = !("problem" in this.#form.asked());
    const outlook = this.#outlook(canvas, width);
    const kept = Math.min(outlook.length, isUnderstood ? 1 + LEAST_PLANNED : outlook.length);
    const meaning = field === undefined ? "" : meaningOf(canvas, field).replaceAll("\n", " ");
    const said = wrap(meaning, width - 4).map((line) => paintLine(paint, [["dim", `  ${line}`]], width));
    const offered = this.#suggestions(canvas, width);
    const under = said.length + Math.min(LEAST_SUGGESTED, offered.length) + 1 + kept;
    const room = Math.max(3, height - 1 - under);
    const shown = Math.min(fields.length, room);
    this.#top = windowTop(this.#top, this.#focus, shown, fields.length);
    const painted = this.#fields(canvas, width).slice(this.#top, this.#top + shown);
    const left = Math.max(0, height - 1 - shown - said.length - 1 - kept);
    const suggestions = offered.slice(0, left);
    const spare = Math.max(0, left - suggestions.length);
    const hidden = shown < fields.length ? `${this.#focus + 1}/${fields.length}  ` : "";
    const details: readonly Span[] = [["dim", `${hidden}${catalogue.console.form.hint}`]];
    const lines = [
      titleLine(paint, this.title, details, true, width),
      ...painted.map(({ line }) => line),
      ...said,
      ...suggestions,
      blank,
      ...cutAfter(outlook, kept + spare).map((spans) => paintLine(paint, spans, width)),
    ];
    const row = this.#focus - this.#top;
    return { lines, cursor: { x: painted[row]?.cursor ?? 0, y: 1 + row } };
  }

  press(key: string, text: string): void {
    const field = this.#form.fields[this.#focus];
    if (key === "enter") this.#submit();
    else if (key === "tab" || key === "down") this.#turn(1);
    else if (key === "shift+tab" || key === "up") this.#turn(-1);
    else if (field === undefined) return;
    else if (key === "ctrl+n" || key === "ctrl+p") this.#choose(field, key === "ctrl+n" ? 1 : -1);
    else if (isFlag(field)) this.#toggle(field, key);
    else this.#edit(() => this.#typed(field, key, text));
  }

  paste(text: string): void {
    const field = this.#form.fields[this.#focus];
    if (field !== undefined && !isFlag(field)) this.#edit(() => field.editor.insert(text));
  }

  keys({ catalogue: { console: texts } }: Canvas): readonly KeyHint[] {
    return [
      { key: "Enter", does: texts.form.submit },
      { key: "Tab ↑↓", does: texts.keys.nextField },
      { key: "^N ^P", does: texts.form.choose },
      { key: "Esc", does: texts.keys.cancel },
    ];
  }

  /** What a field begins with is taken for an offer: to type is to put something else there. */
  #typed(field: FormField, key: string, text: string): void {
    const fresh = !this.#touched.has(field);
    this.#touched.add(field);
    if (field.editor.press(key)) return;
    if (fresh && text !== "") field.editor.set("");
    field.editor.insert(text);
  }

  #edit(work: () => unknown): void {
    work();
    this.#chosen = null;
    this.#changed();
  }

  #toggle({ editor }: FormField, key: string): void {
    if (key !== " " && key !== "left" && key !== "right") return;
    this.#edit(() => editor.set(editor.text === "" ? SET : ""));
  }

  #choose(field: FormField, by: number): void {
    const from = this.#chosen?.from ?? this.#candidates(field);
    if (from.length === 0) return;
    const index = ((this.#chosen?.index ?? (by > 0 ? -1 : 0)) + by + from.length) % from.length;
    this.#chosen = { from, index };
    field.editor.set(from[index]?.shown ?? "");
    this.#changed();
  }

  #turn(by: number): void {
    const { length } = this.#form.fields;
    this.#focus = (this.#focus + by + length) % length;
    this.#chosen = null;
  }

  #submit(): void {
    const asked = this.#form.asked();
    if (!("problem" in asked)) this.#ways.submit(asked);
  }

  #changed(): void {
    this.proposal = null;
    const asked = this.#form.asked();
    this.#ways.preview("problem" in asked ? null : asked);
  }

  #candidates(field: FormField): readonly Candidate[] {
    return isFlag(field) ? [] : this.#ways.candidates(this.#form.lineUpTo(field));
  }

  #suggestions({ paint }: Canvas, width: number): readonly string[] {
    const field = this.#form.fields[this.#focus];
    if (field === undefined) return [];
    const from = this.#chosen?.from ?? this.#candidates(field);
    const first = Math.max(0, Math.min((this.#chosen?.index ?? 0) - 2, from.length - 5));
    return from.slice(first, first + 5).map(({ shown, note }, offset) => {
      const here = this.#chosen !== null && first + offset === this.#chosen.index;
      return paintLine(
        paint,
        [
          ["accent", here ? "   › " : "     "],
          ["text", fitTo(printable(shown), 32)],
          ["dim", `  ${printable(note ?? "")}`],
        ],
        width,
      );
    });
  }

  /** What is wrong with it, or what would come of it. */
  #outlook(canvas: Canvas, width: number): readonly (readonly Span[])[] {
    const { catalogue } = canvas;
    const asked = this.#form.asked();
    if ("problem" in asked) {
      const { what } = explain(inField(asked.problem), catalogue);
      return wrap(what, width - 4).map((part): readonly Span[] => [["warning", `  ${part}`]]);
    }
    const command: readonly Span[] = [
      ["dim", "  › "],
      ["text", printable(this.#form.line)],
    ];
    const plans = this.proposal?.plans ?? [];
    const planned = plans.flatMap((plan) =>
      wrapSpans(planSpans(canvas, plan, this.#ways.lead(plan)), width - 1),
    );
    return [command, ...planned];
  }

  #fields(canvas: Canvas, width: number): readonly { readonly line: string; readonly cursor: number }[] {
    const { fields } = this.#form;
    const labels = fields.map(labelOf);
    const labelWidth = Math.max(...labels.map(widthOf));
    return fields.map(({ editor, place }, index) =>
      paintField(
        canvas.paint,
        {
          label: labels[index] ?? "",
          labelWidth,
          editor,
          placeholder: this.#placeholder(canvas, place),
          focused: index === this.#focus,
        },
        width,
      ),
    );
  }

  #placeholder({ catalogue: { console: texts } }: Canvas, place: FormField["place"]): string {
    if (place.kind === "parameter") return place.parameter.optional ? texts.plan.optional : "";
    return place.option.value === null ? texts.form.flag : texts.plan.optional;
  }
}

/** So many lines; where more are left out, the last one says so. */
function cutAfter(lines: readonly (readonly Span[])[], count: number): readonly (readonly Span[])[] {
  if (lines.length <= count) return lines;
  return lines
    .slice(0, count)
    .map((spans, index): readonly Span[] => (index === count - 1 ? [...spans, ["dim", " …"]] : spans));
}

function isFlag({ place }: FormField): boolean {
  return place.kind === "option" && place.option.value === null;
}

function labelOf({ place }: FormField): string {
  return place.kind === "parameter" ? place.parameter.name : `--${place.option.name}`;
}

function meaningOf({ catalogue: { help } }: Canvas, { place }: FormField): string {
  return place.kind === "parameter"
    ? help.parameters[place.parameter.kind]
    : help.options[place.option.means];
}

/** Its column is one of the line that the form makes, which is not shown. */
function inField(problem: Problem): Problem {
  return problem.code === "SYNTAX" ? { ...problem, facts: { ...problem.facts, column: -1 } } : problem;
}
