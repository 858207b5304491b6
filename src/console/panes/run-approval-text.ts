import { basename, dirname } from "node:path";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { RunAsking } from "#console/store/run-asking.js";
import { quoteWord } from "#language/quote.js";
import { approversLines } from "#listings/approvers-lines.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { readSigners } from "#procedures/approval/allowed-signers.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import { APPROVAL_NAMESPACE } from "#procedures/approval/request.js";

/**
 * What a second person has to sign, where it lies, both ways to sign it, why the last signature does not count, and what there is
 * to know of the approvers' file.
 */
export function approvalText(
  catalogue: Catalogue,
  { asked, path, refusal }: RunAsking<"approval">,
  approvers: Approvers | null,
): readonly TextLine[] {
  const texts = catalogue.console.run.approval;
  const { step, expires } = asked.request;
  const refused = refusal === null ? null : explain(refusal, catalogue);
  const whyNot: readonly TextLine[] =
    refused === null
      ? []
      : [
          [
            ["danger", "  ✗ "],
            ["danger", `${texts.refused} ${refused.what} ${refused.next}`],
          ],
        ];
  const needed: TextLine = [["text", `  ${texts.needed({ of: step ?? texts.whole, expires })}`]];
  const rest = [...whyNot, ...ofApprovers(catalogue, approvers)];
  if (path === null) return [needed, [["danger", `  ${texts.notWritten}`]], ...rest];
  return [
    needed,
    [
      ["dim", "  "],
      ["dim", texts.eitherOf({ directory: printable(dirname(path)) })],
    ],
    [["accent", `  ${printable(quoteWord(basename(path), null))}`]],
    [
      ["dim", `  ${texts.byProgram} `],
      ["text", "shoseki procedure approve FILE"],
    ],
    [
      ["dim", `  ${texts.byHand} `],
      ["text", `ssh-keygen -Y sign -n ${APPROVAL_NAMESPACE} -f KEY FILE`],
    ],
    ...rest,
  ];
}

function ofApprovers(catalogue: Catalogue, approvers: Approvers | null): readonly TextLine[] {
  if (approvers === null) return [];
  const { passedOver } = readSigners(approvers.text);
  return approversLines({ ...approvers, passedOver }, catalogue).map((line) => [
    ["warning", "  "],
    ["warning", line],
  ]);
}
