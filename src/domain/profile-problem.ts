import type { LibvirtLack } from "#domain/libvirt-lack.js";
import type { YamlProblem } from "#domain/yaml-problem.js";

/**
 * Why a profile's file is not taken. `at` is the place in it (`trust.ca`, `protected.2`), empty for the whole of it. What
 * may be a password is not repeated.
 */
export type ProfileProblem =
  | { readonly kind: "TOO_LARGE"; readonly limit: number }
  | { readonly kind: "NOT_UTF8" }
  | YamlProblem
  | {
      readonly kind: "NOT_MAPPING" | "MISSING" | "EMPTY" | "CONTROL_CHARACTER" | "PASSWORD";
      readonly at: string;
    }
  | { readonly kind: "UNKNOWN_KEY"; readonly at: string; readonly nearest: string | null }
  | { readonly kind: "WRONG_TYPE"; readonly at: string; readonly expected: ProfileType }
  /** `text` is what stands there. */
  | {
      readonly kind: "NOT_DURATION" | "NOT_THUMBPRINT" | "NOT_ABSOLUTE" | "NOT_TRUST" | "NOT_PATTERN";
      readonly at: string;
      readonly text: string;
    }
  | { readonly kind: "NOT_ENDPOINT"; readonly at: string; readonly text: string; readonly problem: string }
  | {
      readonly kind: "NOT_ONE_OF";
      readonly at: string;
      readonly text: string;
      readonly allowed: readonly string[];
    }
  /** More than 0, and at most `most`. */
  | { readonly kind: "OUT_OF_RANGE"; readonly at: string; readonly text: string; readonly most: number }
  | { readonly kind: "EXCLUDES"; readonly at: string; readonly other: string }
  | { readonly kind: "NOT_OF_LIBVIRT"; readonly at: string; readonly why: LibvirtLack };

export type ProfileType = "TEXT" | "BOOLEAN" | "NUMBER" | "LIST";
