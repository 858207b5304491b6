/** Where a private key is kept: in an encrypted file, or in the OS keyring under a service's name. */
export type KeyPlace =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "keyring"; readonly service: string };

/** Whether a key was looked for in the OS keyring: it was not there, there is no keyring here, or nobody asked. */
export type KeyringLook = "SEARCHED" | "ABSENT" | "NOT_ASKED";
