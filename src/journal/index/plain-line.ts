import type { Phase, Status } from "#domain/entry.js";
import type { IndexedEntry } from "#journal/index/indexed-entry.js";

/** Of well-formed UTF-8: no surrogates, and no replacement character. What is escaped is so in its only form. */
const CHARACTERS = String.raw`[ !#-[\]-~\u0080-\ud7ff\ue000-\ufffc]*`;
const TEXT = String.raw`${CHARACTERS}(?:\\["\\bfnrt]${CHARACTERS})*`;
const kept = (name: string) => `"(?<${name}>${TEXT})"`;
const text = `"${TEXT}"`;
/** Safe integers as they are written: at most 15 digits, which is enough for all that is counted here. */
const INTEGER = "(?:0|-?[1-9][0-9]{0,14})";
const COUNT = "(?:0|[1-9][0-9]{0,14})";
const FACT = `"${CHARACTERS}":(?:${text}|${INTEGER}|true|false|null)`;
const facts = (name: string) => String.raw`\{(?<${name}>(?:${FACT}(?:,${FACT})*)?)\}`;
/** A day that its month does not have is not seen here. */
const time = (name: string) =>
  `"(?<${name}>[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z)"`;
const uuid = (name: string) =>
  `"(?<${name}>[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})"`;

const RESULT = `\\{(?:"code":${text},)?(?:"fault":${text},)?(?:"message":${text},)?"status":"(?<status>OK|NG|REFUSED|UNKNOWN)"\\}`;

const RUN = `\\{"id":${uuid("run")}(?:,"item":${text})?(?:,"step":"(?<step>[a-z][a-z0-9-]{0,63})")?(?:,"undo":true)?\\}`;

const CAST = `\\{"at":${COUNT},"file":"(?<cast>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9]{1,6}\\.cast)"\\}`;

const LINE = new RegExp(
  `^\\{"e":\\{(?:"AFT":${facts("AFT")},)?(?:"BEF":${facts("BEF")},)?(?:"END":${time("END")},)?` +
    `"HST":\\{"endpoint":${kept("endpoint")},"host":(?:null|${text}),"platform":${text}\\},"OPR":"(?<OPR>[A-Za-z]+)",` +
    `(?:"RST":${RESULT},)?"STR":${time("STR")},` +
    `"TGT":\\{"id":(?:null|${kept("targetId")}),"kind":${text},"name":${kept("target")},"uuid":(?:null|${kept("targetUuid")})\\},` +
    `"USR":\\{"console":${text},"key":${text},"name":${kept("user")},"os":${text},"session":${kept("session")}\\},` +
    `(?:"ask":${text},)?(?:"cast":${CAST},)?(?:"chosen":${facts("chosen")},)?"id":${uuid("id")},(?:"ms":(?<ms>${COUNT}),)?` +
    `"phase":"(?<phase>intent|outcome|recovery|note|procedure)","prev":"[0-9a-f]{64}",(?:"ref":${uuid("ref")},)?(?:"run":${RUN},)?"seq":(?<seq>${COUNT}),` +
    `(?:"task":${kept("task")},)?(?:"ticket":${text},)?"v":1(?:,"why":${text})?\\},` +
    `"s":"[A-Za-z0-9+/]{85}[AQgw]=="\\}$`,
);

/**
 * Reads a line of a common form without parsing it. Null for one that may be an entry too, but whose form is not so
 * common: it holds a character, or a field, that few entries have. Every line that is read here is one that `decodeLine`
 * takes, with the same content: this is a part of the format, not a looser one.
 */
export function readPlainLine(bytes: Buffer): IndexedEntry | null {
  const match = LINE.exec(bytes.toString());
  const found = match?.groups;
  if (found === undefined) return null;
  const { AFT, BEF, END, STR = "", cast, chosen, ms, ref, run, status, step } = found;
  if (!isDay(STR) || (END !== undefined && !isDay(END))) return null;
  if (!inOrder(AFT) || !inOrder(BEF) || !inOrder(chosen)) return null;
  const complete = [AFT, BEF, END, ms, ref, status].every((value) => value !== undefined);
  if (found.phase === "outcome" && !complete) return null;
  return {
    seq: Number(found.seq),
    id: found.id ?? "",
    phase: found.phase as Phase,
    ref,
    STR,
    OPR: found.OPR ?? "",
    USR: { name: unescaped(found.user ?? ""), session: unescaped(found.session ?? "") },
    HST: { endpoint: unescaped(found.endpoint ?? "") },
    TGT: {
      id: found.targetId === undefined ? null : unescaped(found.targetId),
      uuid: found.targetUuid === undefined ? null : unescaped(found.targetUuid),
      name: unescaped(found.target ?? ""),
    },
    RST: status === undefined ? undefined : { status: status as Status },
    task: found.task === undefined ? undefined : unescaped(found.task),
    cast: cast === undefined ? undefined : { file: cast },
    run: run === undefined ? undefined : { id: run, ...(step === undefined ? {} : { step }) },
  };
}

/** Whether the day of a time is in its month: the 28th always is. */
function isDay(time: string): boolean {
  return time.slice(8, 10) <= "28" || new Date(time).toISOString() === time;
}

function unescaped(text: string): string {
  return text.includes("\\") ? (JSON.parse(`"${text}"`) as string) : text;
}

/** Whether the members of an object stand in the order of their code units, each once. Their names hold no escapes. */
function inOrder(members: string | undefined): boolean {
  if (members === undefined) return true;
  let last: string | null = null;
  for (let at = 0; at < members.length; ) {
    const end = members.indexOf('"', at + 1);
    const name = members.slice(at + 1, end);
    if (last !== null && name <= last) return false;
    last = name;
    at = endOfValue(members, end + 2) + 1;
  }
  return true;
}

/** Where a value ends that begins at `at`. */
function endOfValue(members: string, at: number): number {
  if (members[at] !== '"') {
    const comma = members.indexOf(",", at);
    return comma < 0 ? members.length : comma;
  }
  let end = at + 1;
  while (members[end] !== '"') end += members[end] === "\\" ? 2 : 1;
  return end + 1;
}
