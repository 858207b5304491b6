import type { LibvirtLack } from "#domain/libvirt-lack.js";

/** Why something cannot be said of a libvirt endpoint, as the rest of a sentence. */
export const libvirtLacks: Readonly<Record<LibvirtLack, string>> = {
  TRUST:
    "a libvirt server is judged by ssh's known hosts, or with +tls by libvirt's own cacert.pem (in ~/.pki/libvirt, in /etc/pki/CA, or where ?pkipath= says)",
  PASSWORD:
    "no password is sent to libvirt: who you are it learns from its socket, from ssh with a key, or from your client certificate",
  ANCHORS:
    "libvirt has no event log; the checkpoints that your anchor command has kept are held against the journal by --against FILE",
  USER: "of the ways to libvirt only +ssh takes a user; elsewhere the server sees by itself who you are",
};
