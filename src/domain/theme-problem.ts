/**
 * Why a theme's file is not taken, or no theme is of the name that was asked for. `at` is the place in the file
 * (`roles.ok.fg`), empty for the whole of it; lines and columns count from 1.
 */
export type ThemeProblem =
  | { readonly kind: "SYNTAX"; readonly line: number; readonly column: number }
  | { readonly kind: "KEY_TWICE"; readonly at: string; readonly line: number }
  | { readonly kind: "UNKNOWN_KEY"; readonly at: string; readonly nearest: string | null }
  | {
      readonly kind: "MISSING" | "NOT_OBJECT" | "NOT_TEXT" | "NOT_BACKGROUND" | "NOT_BOOLEAN";
      readonly at: string;
    }
  /** `text` is what stands there, as JSON. */
  | {
      readonly kind: "NOT_COLOUR";
      readonly at: string;
      readonly text: string;
      readonly nearest: string | null;
    }
  /** It has neither a background of its own, nor is it inverse or underlined. */
  | { readonly kind: "UNSEEN"; readonly at: string }
  | { readonly kind: "OTHER_NAME"; readonly name: string; readonly expected: string }
  | { readonly kind: "UNKNOWN_THEME"; readonly names: readonly string[]; readonly nearest: string | null };
