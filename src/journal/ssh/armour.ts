const BEGIN = "-----BEGIN SSH SIGNATURE-----";
const END = "-----END SSH SIGNATURE-----";

/** What OpenSSH wraps at. */
const WIDTH = 70;

/** The longest file that is read: the largest RSA key's is 6 KB. */
const LIMIT = 16_384;

const ARMOUR = new RegExp(`^${BEGIN}\n((?:[A-Za-z0-9+/=]{1,76}\n)+)${END}\n?$`);

/** An armoured signature file, as `ssh-keygen -Y sign` writes it. */
export function armoured(blob: Buffer): string {
  const lines = blob.toString("base64").match(new RegExp(`.{1,${WIDTH}}`, "g")) ?? [];
  return [BEGIN, ...lines, END, ""].join("\n");
}

/** The blob of a file that holds one armoured block and nothing else; null for any other. */
export function unarmoured(text: string): Buffer | null {
  if (text.length > LIMIT) return null;
  const base64 = ARMOUR.exec(text)?.[1]?.replaceAll("\n", "");
  if (base64 === undefined) return null;
  const blob = Buffer.from(base64, "base64");
  return blob.toString("base64") === base64 ? blob : null;
}
