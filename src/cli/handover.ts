import type { ExitCode } from "#cli/exit-code.js";
import { handoverAgain } from "#cli/handover-again.js";
import { handoverAccept, handoverQuestion, handoverRefuse } from "#cli/handover-answering.js";
import { handoverDraft } from "#cli/handover-draft.js";
import { handoverList } from "#cli/handover-list.js";
import { handoverShow } from "#cli/handover-show.js";
import { handoverSign } from "#cli/handover-sign.js";
import { handoverTakeIn } from "#cli/handover-take-in.js";
import { handoverWaive } from "#cli/handover-waive.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly, type OptionName } from "#cli/options.js";
import { DRAFT_OPTIONS, HANDOVER_OPTIONS } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";

interface HandoverWork {
  /** What follows the word, as it is called in usage; null where nothing does. In brackets, it may be left out. */
  readonly takes: string | null;
  readonly options: readonly OptionName[];
  run(setting: Setting, args: Arguments, file: string): Promise<ExitCode>;
}

const WORKS: ReadonlyMap<string, HandoverWork> = new Map<string, HandoverWork>([
  ["show", { takes: "FILE.tar", options: HANDOVER_OPTIONS.show, run: handoverShow }],
  ["accept", { takes: "FILE.tar", options: HANDOVER_OPTIONS.accept, run: handoverAccept }],
  ["refuse", { takes: "FILE.tar", options: HANDOVER_OPTIONS.refuse, run: handoverRefuse }],
  ["question", { takes: "FILE.tar", options: HANDOVER_OPTIONS.question, run: handoverQuestion }],
  ["answer", { takes: "FILE.tar.answer", options: HANDOVER_OPTIONS.answer, run: handoverTakeIn }],
  ["list", { takes: null, options: HANDOVER_OPTIONS.list, run: handoverList }],
  ["waive", { takes: null, options: HANDOVER_OPTIONS.waive, run: handoverWaive }],
  ["again", { takes: "[ID]", options: HANDOVER_OPTIONS.again, run: handoverAgain }],
]);

/** `shoseki handover [--draft] | show | accept | ...`: the handover of a shift. Throws what goes wrong. */
export async function handover(setting: Setting, args: Arguments): Promise<ExitCode> {
  const [, word, ...rest] = args.words;
  if (word === undefined) return await ownShift(setting, args);
  const work = WORKS.get(word);
  if (work === undefined) {
    throw failure("USAGE", { problem: `handover takes nothing, or ${[...WORKS.keys()].join(", ")}` });
  }
  allowOnly(args, `handover ${word}`, work.options);
  const { takes } = work;
  const [file = ""] = rest;
  const least = takes === null || takes.startsWith("[") ? 0 : 1;
  if (rest.length > (takes === null ? 0 : 1) || (least === 1 && file === "")) {
    throw failure("USAGE", { problem: `handover ${word} takes ${takes ?? "options only"}` });
  }
  return await work.run(setting, args, file);
}

async function ownShift(setting: Setting, args: Arguments): Promise<ExitCode> {
  const isDraft = args.options.draft === true;
  allowOnly(args, isDraft ? "handover --draft" : "handover", isDraft ? DRAFT_OPTIONS : HANDOVER_OPTIONS.sign);
  return isDraft ? await handoverDraft(setting, args) : await handoverSign(setting, args);
}
