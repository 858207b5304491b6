/** Where a private key is kept: in an encrypted file, or in the OS keyring under a service's name. */
export type KeyPlace =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "keyring"; readonly service: string };
