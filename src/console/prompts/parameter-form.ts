import { LineEditor } from "#console/line/line-editor.js";
import type { Parameter, Procedure } from "#domain/procedure.js";
import type { Purpose } from "#session/purpose.js";

export interface ParameterField {
  /** The parameter; or what the run is for. */
  readonly of: Parameter | "ticket" | "reason";
  readonly editor: LineEditor;
}

export interface Filled {
  readonly given: Readonly<Record<string, string>>;
  readonly purpose: Purpose;
}

/** What a procedure wants to be told before it is begun, and what has been filled in. */
export class ParameterForm {
  readonly procedure: Procedure;
  readonly fields: readonly ParameterField[];

  constructor(procedure: Procedure, { given, purpose }: Filled) {
    this.procedure = procedure;
    const field = (of: ParameterField["of"], text: string): ParameterField => {
      const editor = new LineEditor();
      editor.set(text);
      return { of, editor };
    };
    this.fields = [
      ...procedure.parameters.map((each) => field(each, given[each.name] ?? each.default ?? "")),
      field("ticket", purpose.ticket ?? ""),
      field("reason", purpose.why ?? ""),
    ];
  }

  /** What is left empty was not said. */
  get filled(): Filled {
    const given: Record<string, string> = {};
    let purpose: Purpose = {};
    for (const { of, editor } of this.fields) {
      const text = editor.text.trim();
      if (text === "") continue;
      if (of === "ticket") purpose = { ...purpose, ticket: text };
      else if (of === "reason") purpose = { ...purpose, why: text };
      else given[of.name] = text;
    }
    return { given, purpose };
  }
}
