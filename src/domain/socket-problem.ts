/** Why a server on this machine cannot be spoken to by its socket: it is not there, nobody listens at it, or it is not open to `user`. */
export type SocketProblem =
  /** Where it was looked for. */
  | { readonly kind: "MISSING"; readonly paths: readonly string[] }
  | { readonly kind: "DEAF"; readonly path: string }
  | { readonly kind: "CLOSED"; readonly path: string; readonly user: string };
