import type { TextLine } from "#console/prompts/text-dialog.js";
import type { Entry } from "#domain/entry.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import { keyOf, type Turn } from "#procedures/run/turns.js";

/** The Approve entries that count, the newest last. */
export function approvalsOf({ asked }: RunRecord): readonly Entry[] {
  return asked.flatMap(({ approved }) => approved ?? []);
}

/** Who has approved what, and, of a superuser's run, that the operator could have written who may. */
export function approvedSaid(catalogue: Catalogue, { AFT, seq }: Entry): readonly string[] {
  const { given, whole } = catalogue.console.run.approval;
  const { of, approver, approversWritable, approversPath } = AFT ?? {};
  return [
    given({ of: typeof of === "string" ? of : whole, approver: String(approver), seq }),
    ...(approversWritable === true ? [catalogue.approval.writable({ path: String(approversPath) })] : []),
  ].map(printable);
}

/** Who has approved a step, said where it asks and where it is carried out; of the whole, where no turn is named. */
export function approvedText(
  catalogue: Catalogue,
  record: RunRecord,
  turn: Turn | null,
): readonly TextLine[] {
  return approvalsOf(record)
    .filter((approval) => (turn === null ? approval.AFT?.of == null : isAbout(approval, turn)))
    .flatMap((approval) =>
      approvedSaid(catalogue, approval).map((text, index): TextLine => {
        const role = index === 0 ? "ok" : "warning";
        return [
          [role, "  "],
          [role, text],
        ];
      }),
    );
}

/** In a loop it is for the same item. */
function isAbout({ run, AFT }: Entry, { key, loop }: Turn): boolean {
  if (run?.step !== undefined && keyOf(run) === key) return true;
  const { of } = AFT ?? {};
  if (typeof of !== "string") return false;
  return of === loop?.id || keyOf({ ...run, step: of }) === key;
}
