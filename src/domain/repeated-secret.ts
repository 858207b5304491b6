import { failure, type ShosekiError } from "#domain/errors.js";

/** What stands in place of a text of others that repeats a secret: a part of it could be enough. */
export const WITHHELD = "(a text that repeats a secret, and is not shown)";

/** The fewest characters of base64 that are looked for: two or three stand in every text. */
const LEAST_BASE64 = 4;

/** How often one form may stand within another, as JSON within XML within a URL. */
const LAYERS = 3;

/**
 * Whether a text repeats a secret: as it is, or as programs write it (XML, JSON, URL, base64, hexadecimal), also one within
 * another.
 */
export function repeats(text: string, secret: string): boolean {
  if (secret === "") return false;
  const searched = [secret, ...encoded(Buffer.from(secret))];
  let read = new Set([text]);
  for (let layer = 0; layer <= LAYERS; layer++) {
    if ([...read].some((each) => searched.some((form) => each.includes(form)))) return true;
    read = new Set([...read].flatMap((each) => DECODERS.map((decode) => decode(each))));
  }
  return false;
}

/**
 * The same error, its texts withheld that repeat one of the secrets: a server may answer with what it was asked. What it
 * is caused by has the same texts, and goes too.
 */
export function withoutRepeating(error: ShosekiError, secrets: readonly string[]): ShosekiError {
  const { code, facts } = error.problem;
  const kept = Object.entries(facts).map(([name, fact]): [string, unknown] => {
    const told = typeof fact === "string" && secrets.some((secret) => repeats(fact, secret));
    return [name, told ? WITHHELD : fact];
  });
  if (kept.every(([name, fact]) => (facts as Record<string, unknown>)[name] === fact)) return error;
  return failure(code, Object.fromEntries(kept) as never);
}

/** A secret in the middle of something that was written in base64 begins at any of three places of a group. */
function encoded(bytes: Buffer): readonly string[] {
  const hex = bytes.toString("hex");
  const groups = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // What the bytes before and after it share with it is not its own.
    return shifted
      .replace(/=+$/, "")
      .slice(shift === 0 ? 0 : shift + 1, (shift + bytes.length) % 3 === 0 ? undefined : -1);
  });
  const base64 = groups.filter((text) => text.length >= LEAST_BASE64);
  return [
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
    hex,
    hex.toUpperCase(),
  ];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const JSON_ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Each reads one layer back; what is not in its form stays as it is. */
const DECODERS: readonly ((text: string) => string)[] = [
  (text) => text,
  // Bytes that are no UTF-8 are left.
  (text) => text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => decodedUri(run) ?? run),
  (text) => text.replaceAll("+", " "),
  (text) =>
    text.replaceAll(
      /&(?:(lt|gt|amp|quot|apos)|#x([0-9a-f]{1,6})|#(\d{1,7}));/gi,
      (whole, name, hex, decimal) =>
        name === undefined ? character(hex, decimal) : (ENTITIES[name] ?? whole),
    ),
  (text) =>
    text.replaceAll(/\\(?:u([0-9a-f]{4})|(["\\/bfnrt]))/gi, (_, unit?: string, escaped = "") =>
      unit === undefined
        ? (JSON_ESCAPES[escaped] ?? escaped)
        : String.fromCharCode(Number.parseInt(unit, 16)),
    ),
];

function decodedUri(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function character(hex: string | undefined, decimal: string): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : "";
}
