import type { Wanted } from "#cli/completion/wanted.js";
import type { OptionName, ValueOption } from "#cli/options.js";
import {
  HANDOVER_OPTIONS,
  type OPTIONS_OF,
  PROCEDURE_OPTIONS,
  PROFILE_OPTIONS,
} from "#cli/subcommand-options.js";
import { REPORT_FORMATS } from "#procedures/report/report-mark.js";
import { SPEEDS } from "#recording/replay/player.js";

/** What follows a subcommand, place by place, options left out. */
export interface Places {
  readonly places: readonly Wanted[];
  /** What may stand in every place after those. */
  readonly rest?: Wanted;
  /** Those of the words that lead here unless said. */
  readonly options?: readonly OptionName[];
  /** What stands after an option here, where that is something else than elsewhere. */
  readonly values?: Readonly<Partial<Record<ValueOption, Wanted>>>;
  /** The words of which one follows it, each with places of its own. */
  readonly words?: Readonly<Record<string, Places>>;
}

/** The subcommands that are a word; without one, the first place is an endpoint. */
export type SubcommandWord = Exclude<
  keyof typeof OPTIONS_OF,
  "console" | "repl" | "verifyProof" | "verifyCapsule"
>;

export const PLACES: Readonly<Record<Exclude<SubcommandWord, "help">, Places>> = {
  exec: { places: ["endpoint"], rest: "line" },
  run: { places: ["endpoint", "file"] },
  log: { places: [] },
  handover: {
    places: [],
    words: {
      show: { places: ["file"], options: HANDOVER_OPTIONS.show },
      accept: { places: ["file"], options: HANDOVER_OPTIONS.accept },
      refuse: { places: ["file"], options: HANDOVER_OPTIONS.refuse },
      question: { places: ["file"], options: HANDOVER_OPTIONS.question },
      answer: { places: ["file"], options: HANDOVER_OPTIONS.answer },
      list: { places: [], options: HANDOVER_OPTIONS.list },
      waive: { places: [], options: HANDOVER_OPTIONS.waive },
      again: { places: ["anything"], options: HANDOVER_OPTIONS.again },
    },
  },
  touched: { places: ["anything"] },
  replay: { places: ["file"], values: { speed: SPEEDS.map(String) } },
  verify: { places: ["file"] },
  proof: { places: ["anything"] },
  key: { places: [], words: { show: { places: [] }, rotate: { places: [] }, export: { places: ["file"] } } },
  profile: {
    places: [],
    words: {
      add: { places: ["anything"], options: PROFILE_OPTIONS.add },
      list: { places: [], options: PROFILE_OPTIONS.list },
      show: { places: ["profile"], options: PROFILE_OPTIONS.show },
      remove: { places: ["profile"], options: PROFILE_OPTIONS.remove },
      test: { places: ["profile"], options: PROFILE_OPTIONS.test },
      password: { places: ["profile"], options: PROFILE_OPTIONS.password },
      schema: { places: [], options: PROFILE_OPTIONS.schema },
    },
  },
  procedure: {
    places: [],
    words: {
      check: { places: ["file", "endpoint"], options: PROCEDURE_OPTIONS.check },
      rehearse: { places: ["file", "endpoint"], options: PROCEDURE_OPTIONS.rehearse },
      run: { places: ["file", "endpoint"], options: PROCEDURE_OPTIONS.run },
      resume: { places: ["anything", "endpoint"], options: PROCEDURE_OPTIONS.resume },
      "back-out": { places: ["anything", "endpoint"], options: PROCEDURE_OPTIONS["back-out"] },
      runs: { places: [], options: PROCEDURE_OPTIONS.runs },
      approve: { places: ["file"], options: PROCEDURE_OPTIONS.approve },
      capsule: { places: ["anything"], options: PROCEDURE_OPTIONS.capsule },
      report: {
        places: ["anything"],
        options: PROCEDURE_OPTIONS.report,
        values: { format: REPORT_FORMATS },
      },
      "print-schema": { places: [], options: PROCEDURE_OPTIONS["print-schema"] },
    },
  },
  trust: {
    places: ["endpoint"],
    words: { list: { places: [] }, remove: { places: ["anything"], options: [] } },
  },
  doctor: { places: ["endpoint"] },
  completion: { places: [["bash", "zsh", "fish"]] },
};
