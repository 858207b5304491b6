import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import type { Filled, ParameterField, ParameterForm } from "#console/prompts/parameter-form.js";
import type { Size } from "#console/view/layout.js";
import { paintField } from "#console/widgets/field.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import { windowTop } from "#console/widgets/window.js";
import { wrap } from "#console/widgets/wrap.js";
import type { Problem } from "#domain/errors.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";

/** In earnest, or on a copy. */
export type Work = "run" | "rehearse";

/** How many choices are seen at once. */
const MOST_OFFERED = 5;

interface Ways {
  /** Whether the change number or the reason must be given. */
  isWanted(name: "ticket" | "reason"): boolean;
  /** What is wrong with what has been filled in; null where it can be begun. */
  check(filled: Filled): Problem | null;
  /** What could stand in a field, by what has been typed of it. */
  offered(field: ParameterField, filled: Filled): readonly string[];
  submit(filled: Filled): void;
}

/** What a procedure is to be run on, and what for. */
export class ParameterDialog implements Dialog {
  readonly title: string;
  readonly isTall = true;
  readonly #texts: Catalogue["console"]["run"]["form"]["of"][Work];
  readonly #form: ParameterForm;
  readonly #ways: Ways;
  readonly #touched = new Set<ParameterField>();
  #focus: number;
  #top = 0;
  #problem: Problem | null;
  #chosen: { readonly from: readonly string[]; readonly index: number } | null = null;

  /** @param work what Enter does then */
  constructor(work: Work, form: ParameterForm, catalogue: Catalogue, ways: Ways) {
    this.#texts = catalogue.console.run.form.of[work];
    this.title = this.#texts.title({ title: printable(form.procedure.title) });
    this.#form = form;
    this.#ways = ways;
    this.#problem = ways.check(form.filled);
    this.#focus = Math.max(0, firstToSay(form.fields, this.#problem));
  }

  paint(canvas: Canvas, { width, height }: Size): Painted {
    const { paint, catalogue } = canvas;
    const { plan, run } = catalogue.console;
    const texts = run.form;
    const { fields } = this.#form;
    const field = fields[this.#focus];
    const blank = paintLine(paint, [], width);
    const outlook = this.#outlook(canvas, width);
    const said = wrap(meaningOf(field), width - 4).map((line) =>
      paintLine(paint, [["dim", `  ${line}`]], width),
    );
    const offered = this.#offeredLines(canvas, width);
    const under = said.length + offered.length + 1 + outlook.length;
    const shown = Math.min(fields.length, Math.max(3, height - 1 - under));
    this.#top = windowTop(this.#top, this.#focus, shown, fields.length);
    const labels = fields.map(({ of }) => labelOf(of, texts));
    const labelWidth = Math.max(...labels.map(widthOf));
    const painted = fields.slice(this.#top, this.#top + shown).map(({ editor, of }, offset) =>
      paintField(
        paint,
        {
          label: labels[this.#top + offset] ?? "",
          labelWidth,
          editor,
          placeholder:
            typeof of !== "string" ? of.type : this.#ways.isWanted(of) ? plan.required : plan.optional,
          focused: this.#top + offset === this.#focus,
        },
        width,
      ),
    );
    const hidden: readonly Span[] =
      shown < fields.length ? [["dim", `${this.#focus + 1}/${fields.length}`]] : [];
    const lines = [
      titleLine(paint, this.title, hidden, true, width),
      ...painted.map(({ line }) => line),
      ...said,
      ...offered,
      blank,
      ...outlook,
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
    else this.#typed(field, key, text);
  }

  paste(text: string): void {
    const field = this.#form.fields[this.#focus];
    if (field === undefined) return;
    field.editor.insert(text);
    this.#changed();
  }

  keys({ catalogue: { console: texts } }: Canvas): readonly KeyHint[] {
    return [
      { key: "Enter", does: this.#texts.begin },
      { key: "Tab ↑↓", does: texts.keys.nextField },
      { key: "^N ^P", does: texts.form.choose },
      { key: "Esc", does: texts.keys.cancel },
    ];
  }

  /** What a field begins with is taken for an offer: to type is to put something else there. */
  #typed(field: ParameterField, key: string, text: string): void {
    const isFresh = !this.#touched.has(field);
    this.#touched.add(field);
    if (!field.editor.press(key)) {
      if (isFresh && text !== "") field.editor.set("");
      field.editor.insert(text);
    }
    this.#changed();
  }

  #changed(): void {
    this.#chosen = null;
    this.#problem = this.#ways.check(this.#form.filled);
  }

  #turn(by: number): void {
    const { length } = this.#form.fields;
    this.#focus = (this.#focus + by + length) % length;
    this.#chosen = null;
  }

  #choose(field: ParameterField, by: number): void {
    const from = this.#chosen?.from ?? this.#offered(field);
    if (from.length === 0) return;
    const index = ((this.#chosen?.index ?? (by > 0 ? -1 : 0)) + by + from.length) % from.length;
    field.editor.set(from[index] ?? "");
    this.#touched.add(field);
    this.#problem = this.#ways.check(this.#form.filled);
    this.#chosen = { from, index };
  }

  #submit(): void {
    this.#problem = this.#ways.check(this.#form.filled);
    if (this.#problem === null) this.#ways.submit(this.#form.filled);
  }

  #offered(field: ParameterField): readonly string[] {
    const all = this.#ways.offered(field, this.#form.filled);
    const typed = this.#touched.has(field) ? field.editor.text.trim().toLowerCase() : "";
    const begin = all.filter((each) => each.toLowerCase().startsWith(typed));
    return begin.length > 0 ? begin : all.filter((each) => each.toLowerCase().includes(typed));
  }

  #offeredLines({ paint }: Canvas, width: number): readonly string[] {
    const field = this.#form.fields[this.#focus];
    if (field === undefined) return [];
    const from = this.#chosen?.from ?? this.#offered(field);
    const first = Math.max(0, Math.min((this.#chosen?.index ?? 0) - 2, from.length - MOST_OFFERED));
    return from.slice(first, first + MOST_OFFERED).map((text, offset) => {
      const isHere = this.#chosen !== null && first + offset === this.#chosen.index;
      const spans: readonly Span[] = [
        ["accent", isHere ? "   › " : "     "],
        ["text", fitTo(printable(text), Math.max(8, width - 6))],
      ];
      return paintLine(paint, spans, width);
    });
  }

  #outlook({ paint, catalogue }: Canvas, width: number): readonly string[] {
    const problem = this.#problem;
    const text = problem === null ? this.#texts.ready : explain(problem, catalogue).what;
    return wrap(text, width - 4).map((line) =>
      paintLine(paint, [[problem === null ? "prompt" : "warning", `  ${line}`]], width),
    );
  }
}

function labelOf(of: ParameterField["of"], texts: Readonly<Record<"ticket" | "reason", string>>): string {
  return typeof of === "string" ? texts[of] : of.name;
}

/** The field that what is wrong is about; else the first that must be said still. */
function firstToSay(fields: readonly ParameterField[], problem: Problem | null): number {
  const name = problem?.code === "PARAMETER_INVALID" ? problem.facts.name : null;
  const wrong = fields.findIndex(({ of }) => typeof of !== "string" && of.name === name);
  return wrong >= 0 ? wrong : fields.findIndex(({ editor }) => editor.text === "");
}

function meaningOf(field: ParameterField | undefined): string {
  if (field === undefined || typeof field.of === "string") return "";
  return printable(field.of.description.replaceAll("\n", " "));
}
