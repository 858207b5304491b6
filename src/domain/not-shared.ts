/**
 * Why a session is not shared: another console shares the same one; the place is not ours alone; its path is longer than a
 * socket's may be; the system says so.
 */
export type NotShared =
  | { readonly kind: "TAKEN" }
  | { readonly kind: "UNSAFE" | "TOO_LONG"; readonly path: string }
  | { readonly kind: "FAILED"; readonly path: string; readonly cause: string };
