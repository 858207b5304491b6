/** What a server's certificate says of itself. */
export interface Certificate {
  /** SHA-256 of its DER, as OpenSSL writes it: `AB:CD:...`. */
  readonly thumbprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** From when and until when it is valid, as OpenSSL writes it: `Jan  5 00:00:00 2026 GMT`. */
  readonly from: string;
  readonly until: string;
}

/** A certificate that is known of a host, and where that is written. */
export interface KnownCertificate {
  readonly algorithm: "SHA-256" | "SHA-1";
  /** Of its DER, as OpenSSL writes it: `AB:CD:...`. */
  readonly thumbprint: string;
  /** Whose file it is: ours, which we write, or govc's, which we only read. */
  readonly keeper: "shoseki" | "govc";
  readonly file: string;
  /** From 1. */
  readonly line: number;
}
