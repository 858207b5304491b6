import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { getCACertificates } from "node:tls";
import { failure } from "#domain/errors.js";

/** The certificates of Node's own authorities and the system's, as PEM. */
export function systemAuthorities(): string[] {
  return [...getCACertificates("default"), ...getCACertificates("system")];
}

/** The certificates in a file, as PEM. Errors: `FILE_UNREADABLE`. */
export async function authoritiesIn(path: string): Promise<string[]> {
  try {
    return certificatesIn(await readFile(path, "utf8"));
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** OpenSSL takes a file without a certificate for one that trusts nobody; an operator would look for the fault elsewhere. */
function certificatesIn(text: string): string[] {
  const found = text.match(PEM_CERTIFICATE) ?? [];
  if (found.length === 0) throw new Error("it holds no certificate in PEM");
  for (const each of found) new X509Certificate(each);
  return found;
}
