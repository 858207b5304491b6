import type { X509Certificate } from "node:crypto";

/** As OpenSSL writes it on one line; libvirt's `tls_allowed_dn_list` has it in another order. */
export function certificateSubject({ subject }: X509Certificate): string {
  return subject.split("\n").join(", ");
}
