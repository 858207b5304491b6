import type { LibvirtLack } from "#domain/libvirt-lack.js";
import type { ProfileProblem } from "#domain/profile-problem.js";

/**
 * What is wrong with a command line of the executable: those that are met oftenest are said in both languages, and the
 * others are English text.
 */
export type UsageProblem =
  | { readonly kind: "NO_SUBCOMMAND" }
  | {
      readonly kind: "UNKNOWN_SUBCOMMAND";
      readonly word: string;
      readonly nearest: string | null;
      readonly all: readonly string[];
      readonly profiles: readonly string[];
    }
  /** `name` cannot be a profile's: of its form, or because it means something else already. */
  | { readonly kind: "PROFILE_NAME"; readonly name: string; readonly why: "FORM" | "TAKEN" }
  /** What an option says cannot stand in a profile. */
  | { readonly kind: "PROFILE_VALUE"; readonly option: string; readonly problem: ProfileProblem }
  | { readonly kind: "NOT_DURATION"; readonly option: string; readonly text: string }
  | { readonly kind: "UNKNOWN_OPTION"; readonly option: string; readonly nearest: string | null }
  | { readonly kind: "OPTION_OF_OTHERS"; readonly option: string; readonly subcommand: string }
  /** `--reason` at the end, or before what looks like another option. */
  | { readonly kind: "VALUE_MISSING"; readonly option: string }
  | { readonly kind: "VALUE_NOT_TAKEN"; readonly option: string }
  /** `place` is an option, or the name of an argument. */
  | { readonly kind: "EMPTY"; readonly place: string }
  /** What a printed command line has in the place of what an operator says, `TEXT` or `WHY`, was left as it is. */
  | { readonly kind: "PLACEHOLDER"; readonly option: string; readonly text: string }
  | {
      readonly kind: "NOT_OF_LIBVIRT";
      readonly option: string;
      readonly endpoint: string;
      readonly why: LibvirtLack;
    }
  | { readonly kind: "NO_LANGUAGE" }
  | { readonly kind: "NO_TIME"; readonly option: string; readonly text: string };
