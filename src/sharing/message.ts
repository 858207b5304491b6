/** The version of what follows. `hello` and `cold` are the same in every one. */
export const PROTOCOL = 1;

/** The largest message, in bytes, without the newline behind it. */
export const LARGEST_MESSAGE = 1024 * 1024;

/** What is to be run on a session of somebody else's console. */
export interface RunRequest {
  readonly lines: readonly string[];
  readonly json: boolean;
  /** The locale that messages are wanted in: `ja`, `ja_JP.UTF-8`; empty where none is said. */
  readonly locale: string;
  readonly yes: boolean;
  readonly keepGoing: boolean;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** The process that asks. */
  readonly pid: number;
}

/** In this order: `hello`, and after `ready` one `run`; `stop` and `giveUp` as the signals come. */
export type ClientMessage =
  | { readonly kind: "hello"; readonly v: number; readonly program: string }
  | ({ readonly kind: "run" } & RunRequest)
  /** Begin nothing more, and have the server cancel what runs. */
  | { readonly kind: "stop" }
  /** Wait no longer. */
  | { readonly kind: "giveUp" };

/** Why a request is not taken, before anything of it was done. */
export type Cold =
  /** Another version speaks here. */
  | "VERSION"
  /** There is no session now. */
  | "SESSION";

/** `ready` or `cold` first; after a `run` what it says, line by line, and last `exit`. */
export type ServerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "cold"; readonly why: Cold }
  /** Whole lines, without the last newline. */
  | { readonly kind: "out"; readonly text: string }
  | { readonly kind: "err"; readonly text: string }
  /** A line that comes and goes; null takes it away. */
  | { readonly kind: "status"; readonly text: string | null }
  | { readonly kind: "exit"; readonly code: SharedExit };

/** The program's exit codes. */
export type SharedExit = 0 | 1 | 2 | 3 | 4 | 5;

type Message = ClientMessage | ServerMessage;
type Check = (value: unknown) => boolean;
type Checks<M extends Message> = {
  readonly [K in M["kind"]]: Readonly<Record<Exclude<keyof Extract<M, { kind: K }>, "kind">, Check>>;
};

const isText: Check = (value) => typeof value === "string";
const isTextOrNull: Check = (value) => value === null || isText(value);
const isFlag: Check = (value) => typeof value === "boolean";
const isNatural: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);

const CLIENT: Checks<ClientMessage> = {
  hello: { v: isNatural, program: isText },
  run: {
    lines: isTexts,
    json: isFlag,
    locale: isText,
    yes: isFlag,
    keepGoing: isFlag,
    reason: isTextOrNull,
    ticket: isTextOrNull,
    pid: isNatural,
  },
  stop: {},
  giveUp: {},
};

const SERVER: Checks<ServerMessage> = {
  ready: {},
  cold: { why: (value) => value === "VERSION" || value === "SESSION" },
  out: { text: isText },
  err: { text: isText },
  status: { text: isTextOrNull },
  exit: { code: (value) => isNatural(value) && (value as number) <= 5 },
};

/** As one line, with its newline. */
export function written(message: Message): string {
  return `${JSON.stringify(message)}\n`;
}

/** Null for what is no message of a client's: a kind, a field or a type that is not in the table. */
export function readClientMessage(line: string): ClientMessage | null {
  return read(line, CLIENT) as ClientMessage | null;
}

/** Null for what is no message of a server's. */
export function readServerMessage(line: string): ServerMessage | null {
  return read(line, SERVER) as ServerMessage | null;
}

function read(line: string, checks: Readonly<Record<string, Readonly<Record<string, Check>>>>): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { kind, ...fields } = value as Record<string, unknown>;
  const wanted = typeof kind === "string" && Object.hasOwn(checks, kind) ? checks[kind] : undefined;
  if (wanted === undefined || Object.keys(fields).some((name) => !Object.hasOwn(wanted, name))) return null;
  return Object.entries(wanted).every(([name, check]) => check(fields[name])) ? value : null;
}
