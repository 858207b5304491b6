import { parseKeyBlob, type SshKey } from "#journal/ssh/public-key.js";

/** A line of allowed signers (ssh-keygen(1), ALLOWED SIGNERS). */
export interface SignersLine {
  /** Patterns of principals, in the order of the line. */
  readonly principals: readonly string[];
  /** Patterns of namespaces; null where all will do. */
  readonly namespaces: readonly string[] | null;
  /** Milliseconds since 1970; both belong to the validity. Null where there is no such end. */
  readonly validAfter: number | null;
  readonly validBefore: number | null;
  readonly key: SshKey;
}

/** Why a line counts for nothing. */
export type LineProblem =
  /** A certificate authority's: certificates are not supported. */
  | "CERT_AUTHORITY"
  /** One that is not known, stands there twice, or lacks its value. */
  | "OPTION"
  | "TIME"
  /** It is none, or of a type that is not believed. */
  | "KEY"
  | "PRINCIPALS";

const LINE = /^(?:"(?<quoted>[^"]+)"|(?<plain>[^\s"]+))[ \t]+(?<rest>\S.*)$/;
/** Between quotes; `\"` is one that belongs to the value. No two of the alternatives begin alike. */
const VALUE = String.raw`(?:\\"|\\(?!")|[^"\\])*`;
const OPTIONS = new RegExp(String.raw`^(?<options>(?:[^\s"]|"${VALUE}")+)[ \t]+(?<rest>\S.*)$`);
const OPTION = new RegExp(`(?<name>[A-Za-z-]+)(?:="(?<value>${VALUE})")?(?:,(?=.)|$)`, "y");
const KEY = /^(?<type>\S+)[ \t]+(?<base64>[A-Za-z0-9+/]+={0,2})(?:[ \t].*)?$/;

/** Reads a line that is neither empty nor a comment. */
export function parseSignersLine(text: string): SignersLine | LineProblem {
  const { quoted, plain, rest = "" } = LINE.exec(text.trim())?.groups ?? {};
  const principals = (quoted ?? plain ?? "").split(",");
  if (principals.some((each) => each === "" || each === "!")) return "PRINCIPALS";
  const bare = keyOf(rest);
  if (bare !== null) return { principals, namespaces: null, validAfter: null, validBefore: null, key: bare };
  const { options = "", rest: written = "" } = OPTIONS.exec(rest)?.groups ?? {};
  const said = optionsOf(options);
  if (typeof said === "string") return said;
  const key = keyOf(written);
  return key === null ? "KEY" : { principals, ...said, key };
}

function keyOf(text: string): SshKey | null {
  const { type, base64 = "" } = KEY.exec(text)?.groups ?? {};
  const blob = Buffer.from(base64, "base64");
  if (blob.toString("base64").replace(/=+$/, "") !== base64.replace(/=+$/, "")) return null;
  const key = parseKeyBlob(blob);
  return key?.type === type ? key : null;
}

function optionsOf(text: string): Omit<SignersLine, "principals" | "key"> | LineProblem {
  const given = namedOptions(text);
  if (given === null) return "OPTION";
  if (given.has("cert-authority")) return "CERT_AUTHORITY";
  const [after, before] = [given.get("valid-after"), given.get("valid-before")];
  const namespaces = given.get("namespaces")?.split(",") ?? null;
  const validAfter = after === undefined ? null : timeOf(after);
  const validBefore = before === undefined ? null : timeOf(before);
  if (Number.isNaN(validAfter) || Number.isNaN(validBefore)) return "TIME";
  if (validAfter !== null && validBefore !== null && validBefore <= validAfter) return "TIME";
  return { namespaces, validAfter, validBefore };
}

/** Whether each option has a value. */
const KNOWN: ReadonlyMap<string, boolean> = new Map([
  ["cert-authority", false],
  ["namespaces", true],
  ["valid-after", true],
  ["valid-before", true],
]);

function namedOptions(text: string): ReadonlyMap<string, string> | null {
  const options = new Map<string, string>();
  const matching = new RegExp(OPTION);
  let end = 0;
  while (end < text.length) {
    const { name = "", value } = matching.exec(text)?.groups ?? {};
    const known = name.toLowerCase();
    if (KNOWN.get(known) !== (value !== undefined) || options.has(known)) return null;
    options.set(known, (value ?? "").replaceAll('\\"', '"'));
    end = matching.lastIndex;
  }
  return options.size > 0 ? options : null;
}

const TIME = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z|UTC)?$/i;

/** `YYYYMMDD[HHMM[SS]][Z]`, in local time without the `Z`, in milliseconds; NaN for what is no time. */
function timeOf(text: string): number {
  const match = TIME.exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    match?.slice(1, 7).map((digits) => Number(digits ?? 0)) ?? [];
  const parts = [year, month - 1, day, hour, minute, second] as const;
  const asUtc = new Date(Date.UTC(...parts));
  const isTime = match !== null && asUtc.toISOString().startsWith(isoOf(parts));
  if (!isTime) return Number.NaN;
  return match[7] === undefined ? new Date(...parts).getTime() : asUtc.getTime();
}

function isoOf([year, month, ...others]: readonly [number, number, number, number, number, number]): string {
  const [day, hour, minute, second] = others.map((each) => String(each).padStart(2, "0"));
  return `${String(year).padStart(4, "0")}-${String(month + 1).padStart(2, "0")}-${day}T${hour}:${minute}:${second}`;
}
