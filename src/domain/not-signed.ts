/** Why an approval was not signed. */
export type NotSigned =
  | { readonly kind: "EXISTS" | "NO_TERMINAL" | "DECLINED" }
  /** Whoever approves has no journal, and so no key to sign with. */
  | { readonly kind: "NO_JOURNAL"; readonly directory: string }
  | { readonly kind: "FAILED"; readonly cause: string };
