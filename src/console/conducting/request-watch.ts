import { join, resolve } from "node:path";
import { sayInPassing } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { readRegular } from "#files/read-regular.js";
import { REQUEST_LIMIT } from "#procedures/approval/read-request.js";
import { sha256Of } from "#procedures/approval/request.js";
import { requestName } from "#procedures/approval/request-name.js";
import { writeRequestFile } from "#procedures/approval/write-request.js";
import type { Answer, RequestFile } from "#procedures/run/conductor.js";

/** How often it is looked for a signature, in milliseconds. */
const LOOK_MS = 1_000;
/** Far more than a signature needs, in bytes. */
const SIGNATURE_LIMIT = 65_536;

interface Watched {
  readonly asked: RequestFile;
  readonly directory: string;
  /** The SHA-256 of signatures that are not handed in again. */
  readonly handedIn: Set<string>;
}

/** The file that a second person is to sign, and the signature beside it, as soon as there is one. */
export class RequestWatch {
  /** Null where the request could not be written. */
  readonly path: string | null;
  readonly #asked: RequestFile;
  readonly #handedIn: Set<string>;
  #timer: NodeJS.Timeout | null = null;

  constructor(console: Console, { asked, directory, handedIn }: Watched) {
    this.#asked = asked;
    this.#handedIn = handedIn;
    const path = resolve(join(directory, requestName(asked.request, sha256Of(asked.bytes))));
    this.path = this.#written(console, path) ? path : null;
  }

  /** Hands in a signature as soon as there is one beside the request. */
  begin(handIn: (signed: Answer<"approval">) => void): void {
    const { path } = this;
    if (path === null) return;
    this.#timer = setInterval(() => {
      const signature = textIn(`${path}.sig`);
      if (signature === null || this.#handedIn.has(sha256Of(signature))) return;
      this.#handedIn.add(sha256Of(signature));
      handIn(signedRequest(path, this.#asked, signature));
    }, LOOK_MS).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #written(console: Console, path: string): boolean {
    try {
      writeRequestFile(path, this.#asked.bytes);
      return true;
    } catch (error) {
      sayInPassing(console, error);
      return false;
    }
  }
}

/** A signature with the request as it lies there: if that was changed since it was asked for, it approves nothing. */
export function signedRequest(path: string, asked: RequestFile, signature: string): Answer<"approval"> {
  return { kind: "approval", request: bytesIn(path) ?? asked.bytes, signature };
}

/** The text of a signature; null where there is none. */
export function textIn(path: string): string | null {
  const text = bytesIn(path, SIGNATURE_LIMIT)?.toString("utf8").trim() ?? "";
  return text === "" ? null : `${text}\n`;
}

function bytesIn(path: string, limit = REQUEST_LIMIT): Buffer | null {
  try {
    return readRegular(path, limit);
  } catch {
    return null;
  }
}
