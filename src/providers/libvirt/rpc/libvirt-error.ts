import { failure, ShosekiError } from "#domain/errors.js";
import { ERROR_NAMES } from "#providers/libvirt/rpc/error-names.js";
import { domain, network } from "#providers/libvirt/rpc/handles.js";
import type { XdrReader } from "#providers/libvirt/rpc/xdr-reader.js";
import { int, looseText } from "#providers/libvirt/rpc/xdr-scalars.js";
import { optional, struct } from "#providers/libvirt/rpc/xdr-type.js";

/** `remote_error`. Its message is in the language of the server, and in whatever encoding that has. */
export const remoteError = struct({
  code: int,
  domain: int,
  message: optional(looseText),
  level: int,
  dom: optional(domain),
  str1: optional(looseText),
  str2: optional(looseText),
  str3: optional(looseText),
  int1: int,
  int2: int,
  net: optional(network),
});

/** VIR_ERR_SYSTEM_ERROR: its `int1` is an `errno`. */
const SYSTEM_ERROR = 38;

/** What a libvirt server has said instead of a reply (`virError`). */
export class LibvirtError extends Error {
  override readonly name = "LibvirtError";
  /** `virErrorNumber`. */
  readonly code: number;
  /** `virErrorDomain`: the part of libvirt that it comes from. */
  readonly domain: number;
  /** `virErrorLevel`: 1 a warning, 2 an error. */
  readonly level: number;
  /** The server's own `errno`, where that is what it is about (`VIR_ERR_SYSTEM_ERROR`). */
  readonly systemError: number | null;

  constructor(error: {
    code: number;
    domain: number;
    level: number;
    message: string;
    systemError?: number | null;
  }) {
    super(error.message);
    this.code = error.code;
    this.domain = error.domain;
    this.level = error.level;
    this.systemError = error.systemError ?? null;
  }

  /** `VIR_ERR_NO_DOMAIN`, or `VIR_ERR_101` of one that is not told apart here. */
  get fault(): string {
    return ERROR_NAMES[this.code] ?? `VIR_ERR_${this.code}`;
  }
}

/** The error that a server has answered a call with: `SERVER_FAULT`, its cause a `LibvirtError`. Throws `REPLY_INVALID`. */
export function errorIn(reader: XdrReader): ShosekiError {
  const { code, domain: from, level, message, int1 } = remoteError.read(reader);
  reader.end();
  const said = new LibvirtError({
    code,
    domain: from,
    level,
    message: message ?? "it says no more",
    systemError: code === SYSTEM_ERROR ? int1 : null,
  });
  return failure("SERVER_FAULT", { fault: said.fault, message: said.message }, said);
}

/** What the server has said, where that is what an error is about; else null. */
export function libvirtErrorOf(error: unknown): LibvirtError | null {
  const cause = error instanceof ShosekiError ? error.cause : null;
  return cause instanceof LibvirtError ? cause : null;
}
