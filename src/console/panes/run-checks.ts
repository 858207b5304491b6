import type { TextLine } from "#console/prompts/text-dialog.js";
import type { ConductedRun, Looked } from "#console/store/conducted-run.js";
import type { Facts } from "#domain/entry.js";
import type { Check, Step } from "#domain/procedure.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import type { Looking } from "#procedures/run/conductor.js";
import type { Turn } from "#procedures/run/turns.js";
import type { Role } from "#themes/theme.js";

interface Placed {
  readonly check: Check;
  readonly when: Looking["when"];
}

/** The checks of a step in their order: how each was seen last, what it saw, and how long it is still waited for. */
export function checkLines(
  { console: { run: texts } }: Catalogue,
  run: ConductedRun,
  turn: Turn,
): readonly TextLine[] {
  return checksOf(turn.step).map(({ check, when }): TextLine => {
    const looked = run.looked({ check, when }, turn);
    const { sign, role } = signOf(looked);
    const left = looked?.until == null ? "" : `  ${texts.left({ ms: looked.until - Date.now() })}`;
    return [
      [role, `  ${sign} `],
      ["dim", `${texts.checks[when]}  `],
      ["text", printable(check.expression.text)],
      ["info", looked === null ? "" : seenSaid(looked.seen)],
      ["warning", left],
    ];
  });
}

function checksOf(step: Step): readonly Placed[] {
  return [
    ...step.before.map((check): Placed => ({ check, when: "before" })),
    ...(step.kind === "check" ? [{ check: step.check, when: "step" } as const] : []),
    ...step.after.map((check): Placed => ({ check, when: "after" })),
  ];
}

function signOf(looked: Looked | null): { readonly sign: string; readonly role: Role } {
  if (looked === null) return { sign: "·", role: "dim" };
  if (looked.value === true) return { sign: "✓", role: "ok" };
  if (looked.value === null) return { sign: "?", role: "warning" };
  return looked.until === null ? { sign: "✗", role: "danger" } : { sign: "…", role: "warning" };
}

function seenSaid(seen: Facts): string {
  const said = Object.entries(seen).map(([name, value]) => `${name} = ${value}`);
  return said.length === 0 ? "" : printable(`  ${said.join(", ")}`);
}
