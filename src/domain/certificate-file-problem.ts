/**
 * What is the matter with a file of certificates for TLS: that of the authority is not there, or it can be read and is not what it
 * should be; a key is looked at beside its certificate.
 */
export type CertificateFileProblem =
  | "NO_AUTHORITY_FILE"
  | "NO_CERTIFICATE"
  | "NO_KEY"
  | "KEY_LOCKED"
  | "KEY_OF_ANOTHER"
  | "NO_REVOCATIONS";
