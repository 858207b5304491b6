import { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import { agrees, type Confirmation } from "#console/prompts/confirmation.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import { planNotes, planSpans } from "#console/prompts/plan-text.js";
import { proposalSaid } from "#console/prompts/proposal-said.js";
import { PurposeFields } from "#console/prompts/purpose-fields.js";
import { Scroll } from "#console/prompts/scroll.js";
import type { Size } from "#console/view/layout.js";
import { type Field, paintField } from "#console/widgets/field.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { widthOf } from "#console/widgets/width.js";
import { wrap } from "#console/widgets/wrap.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";
import { printable } from "#messages/printable.js";
import type { Plan } from "#session/plan.js";
import type { Proposal } from "#session/proposal.js";
import type { Purpose } from "#session/purpose.js";
import type { Demands } from "#session/restraints.js";

interface Answers {
  agree(purpose: Purpose): void;
  cancel(): void;
}

/** What is asked for beside the agreement, and what a target's name begins with. */
interface PlanWishes {
  readonly purpose: Purpose;
  readonly demands: Demands;
  /** Who asks, where it is not the operator. */
  readonly heading?: string;
  /** Reason and change number were given for all of it beforehand: they are not asked for. */
  readonly isPurposeSettled?: boolean;
  /** The endpoint, where there are several. */
  readonly lead: (plan: Plan) => string;
}

/** As many targets as are seen on the smallest screen, beside the audit. */
const FEW = 3;

/** Keys that scroll the targets while the fields take all others. */
const SCROLLS: readonly string[] = ["up", "down", "pageup", "pagedown"];

type FieldName = "agreement" | "reason" | "ticket";

/** What would be done, to what, and what it takes to agree to it. */
export class PlanDialog implements Dialog {
  readonly title: string;
  readonly isTall: boolean;
  readonly #proposal: Proposal;
  readonly #confirmation: Confirmation;
  readonly #answers: Answers;
  readonly #lead: (plan: Plan) => string;
  readonly #agreement = new LineEditor();
  readonly #heading: string | null;
  readonly #purpose: PurposeFields;
  readonly #scroll = new Scroll();
  readonly #fields: readonly FieldName[];
  #focus = 0;
  /** Said once Enter was pressed too early. */
  #missing: FieldName | null = null;

  constructor(
    proposal: Proposal,
    confirmation: Confirmation,
    { purpose, demands, heading, isPurposeSettled = false, lead }: PlanWishes,
    answers: Answers,
  ) {
    this.#lead = lead;
    this.title = `${proposal.name}  ${proposalSaid(proposal, lead)}`;
    this.isTall = proposal.plans.length > FEW;
    this.#proposal = proposal;
    this.#confirmation = confirmation;
    this.#answers = answers;
    this.#heading = heading ?? null;
    this.#purpose = new PurposeFields(purpose, isPurposeSettled ? { reason: false, ticket: false } : demands);
    const typed = confirmation.by === "name" || confirmation.by === "count";
    const purposes: readonly FieldName[] = isPurposeSettled ? [] : ["reason", "ticket"];
    this.#fields = typed ? ["agreement", ...purposes] : purposes;
  }

  paint(canvas: Canvas, { width, height }: Size): Painted {
    const { paint, catalogue } = canvas;
    const { plan: texts } = catalogue.console;
    const { plans } = this.#proposal;
    const blank = paintLine(paint, [], width);
    const notes = planNotes(canvas, this.#proposal, width).map((spans) => paintLine(paint, spans, width));
    const prompt = this.#asks(canvas, width).map((span) => paintLine(paint, [span], width));
    const heading = this.#heading === null ? [] : wrap(this.#heading, width - 4);
    const above = heading.map((line) => paintLine(paint, [["warning", `  ${line}`]], width));
    const needed = 1 + above.length + 1 + notes.length + prompt.length + this.#fields.length;
    // Blank lines give way first: what is typed, and where, is always seen.
    const blanks = Math.min(2, Math.max(0, height - needed));
    const under = [...(blanks > 1 ? [blank] : []), ...notes, ...(blanks > 0 ? [blank] : []), ...prompt];
    const room = Math.max(1, height - needed - blanks + 1);
    const ordered = [
      ...plans.filter(({ refusal }) => refusal === null),
      ...plans.filter(({ refusal }) => refusal !== null),
    ];
    const targets = ordered.flatMap((plan) =>
      wrapSpans(planSpans(canvas, plan, this.#lead(plan)), width - 1),
    );
    const shown = this.#scroll.window(
      targets.map((spans) => paintLine(paint, spans, width)),
      room,
    );
    const refused = plans.filter(({ refusal }) => refusal !== null).length;
    const details: readonly Span[] = [
      ...(plans.length === 1
        ? []
        : ([["dim", texts.targets({ able: plans.length - refused, refused })]] as Span[])),
      ...(this.#scroll.position === null ? [] : ([["dim", `  ${this.#scroll.position}`]] as Span[])),
    ];
    const fields = this.#fields.map((name, index) =>
      paintField(paint, this.#field(canvas, name, index), width),
    );
    const lines = [titleLine(paint, this.title, details, true, width), ...above, ...shown, ...under];
    const y = lines.length + this.#focus;
    return {
      lines: [...lines, ...fields.map(({ line }) => line)],
      cursor: y >= height ? null : { x: fields[this.#focus]?.cursor ?? 0, y },
    };
  }

  press(key: string, text: string): void {
    if (key === "enter") this.#enter();
    else if (key === "tab" || (key === "down" && this.#scroll.position === null)) this.#turn(1);
    else if (key === "shift+tab" || (key === "up" && this.#scroll.position === null)) this.#turn(-1);
    else if (SCROLLS.includes(key)) this.#scroll.press(key);
    else if (!this.#editor.press(key)) this.#editor.insert(text);
  }

  paste(text: string): void {
    this.#editor.insert(text);
  }

  cancel(): void {
    this.#answers.cancel();
  }

  keys({ catalogue: { console: texts } }: Canvas): readonly KeyHint[] {
    return [
      { key: "Enter", does: texts.plan.run },
      { key: "Tab", does: texts.keys.nextField },
      { key: "Esc", does: texts.plan.cancel },
    ];
  }

  #enter(): void {
    if (!agrees(this.#confirmation, this.#agreement.text)) this.#lack("agreement");
    else if (this.#purpose.missing !== null) this.#lack(this.#purpose.missing);
    else this.#answers.agree(this.#purpose.purpose);
  }

  #lack(name: FieldName): void {
    this.#missing = name;
    this.#focus = this.#fields.indexOf(name);
  }

  #turn(by: number): void {
    this.#focus = (this.#focus + by + this.#fields.length) % this.#fields.length;
  }

  get #editor(): LineEditor {
    return this.#editorOf(this.#fields[this.#focus] ?? "reason");
  }

  #editorOf(name: FieldName): LineEditor {
    return { agreement: this.#agreement, reason: this.#purpose.reason, ticket: this.#purpose.ticket }[name];
  }

  #field({ catalogue }: Canvas, name: FieldName, index: number): Field {
    const { plan: texts } = catalogue.console;
    const labels = this.#fields.map((each) => texts.fields[each]);
    return {
      label: texts.fields[name],
      labelWidth: Math.max(...labels.map(widthOf)),
      editor: this.#editorOf(name),
      placeholder: name === "agreement" ? "" : this.#purpose.demands(name) ? texts.required : texts.optional,
      focused: index === this.#focus,
    };
  }

  /** What it takes: said in words, in the colour of the risk; louder once Enter came too early. */
  #asks({ catalogue }: Canvas, width: number): readonly Span[] {
    const { plan: texts } = catalogue.console;
    const lines = (role: Span[0], ...sentences: readonly string[]) => {
      // What is to be typed is cut nowhere.
      const parts = widthOf(sentences.join(" ")) <= width - 4 ? [sentences.join(" ")] : sentences;
      return parts.flatMap((part) => wrap(part, width - 4)).map((line): Span => [role, `  ${line}`]);
    };
    if (this.#missing === "reason" || this.#missing === "ticket")
      return lines("danger", texts.missing[this.#missing]);
    const { by } = this.#confirmation;
    const expected = "expected" in this.#confirmation ? printable(this.#confirmation.expected) : "";
    if (by === "name" || by === "count") {
      const asked = by === "name" ? texts.typeName({ name: expected }) : texts.typeCount({ count: expected });
      return this.#missing === "agreement" ? lines("danger", texts.notThat, asked) : lines("warning", asked);
    }
    return lines("prompt", texts.enterRuns);
  }
}
