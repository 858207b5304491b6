import type { KeyTexts } from "#messages/key-texts.js";
import { unended } from "#messages/wording.js";

export const keys: KeyTexts = {
  newKey: ({ place, fingerprint }) =>
    `A new signing key was made: ${fingerprint} in ${
      place.kind === "file" ? place.path : `the OS keyring (${place.service})`
    }. Give its fingerprint to your auditor.`,
  keyringPassedOver: ({ cause }) =>
    `The OS keyring ${cause === null ? "did not answer" : `did not take the key (${unended(cause)})`}; ` +
    "it is kept in an encrypted file.",
  keyLeft: ({ fingerprint, code }) =>
    `The private key ${fingerprint}, which signs nothing any more, could not be destroyed (${code}); ` +
    "it is tried again whenever the journal is opened.",
  rotated: ({ seq, to }) => `Entry ${seq} introduces the key ${to}; what follows is signed by it.`,
  destroyed: ({ fingerprint }) => `The private key ${fingerprint} is destroyed.`,
  exported: ({ path, fingerprint, name }) =>
    `The private key ${fingerprint} is in ${path}, encrypted; openssl pkey -in FILE reads it. To sign this journal on another ` +
    `machine, put it there as ~/.config/shoseki/keys/${name}. Whoever has it and its passphrase can sign as you.`,
  exportPassphrase: ({ path }) => `The key will be written to ${path}.\nA passphrase for that file: `,
  labels: {
    journal: "Journal",
    fingerprint: "Fingerprint",
    public: "Public key",
    private: "Private key",
    identity: "Identity",
    origin: "Origin",
    verifier: "Verifier key",
  },
  kept: (place) => {
    if (place.kind === "file") return place.path;
    if (place.kind === "keyring") return `the OS keyring (${place.service})`;
    return place.kind === "missing" ? "not on this machine" : "perhaps in the OS keyring, which does not say";
  },
  columns: { entries: "Entries", from: "From", until: "Until", key: "Key" },
  none: "none yet",
};
