import { join } from "node:path";
import { type Answer, type Asker, askShared, type Patience } from "#sharing/ask-shared.js";
import type { Channel, Serving } from "#sharing/caller.js";
import type { RunRequest } from "#sharing/message.js";
import { ShareServer } from "#sharing/share-server.js";
import { temporaryDirectory } from "../journal/temporary-directory.js";

export const PROGRAM = "1.2.3";

export const REQUEST: RunRequest = {
  lines: ["start web-01"],
  json: false,
  locale: "",
  yes: false,
  keepGoing: false,
  reason: null,
  ticket: null,
  pid: 4242,
};

/** Somebody who asks, and all that they were told. */
export class Someone implements Asker {
  readonly told: string[] = [];
  readonly #stop = new AbortController();
  readonly #giveUp = new AbortController();
  readonly stopping = this.#stop.signal;
  readonly givingUp = this.#giveUp.signal;

  begun(): void {
    this.told.push("begun");
  }

  out(text: string): void {
    this.told.push(`out ${text}`);
  }

  err(text: string): void {
    this.told.push(`err ${text}`);
  }

  status(text: string | null): void {
    this.told.push(`status ${text}`);
  }

  /** As a signal does: the first stops, a second gives up. */
  signal(): void {
    (this.#stop.signal.aborted ? this.#giveUp : this.#stop).abort();
  }

  ask(path: string, request = REQUEST, patience?: Patience): Promise<Answer> {
    return askShared(path, PROGRAM, request, this, patience);
  }
}

/** Who serves, at a path of its own. */
export interface Served extends AsyncDisposable {
  readonly path: string;
  readonly server: ShareServer;
}

export async function served(
  serve: (request: RunRequest, channel: Channel) => ReturnType<Serving["serve"]>,
  serving: Partial<Serving> = {},
): Promise<Served> {
  const place = temporaryDirectory();
  const path = join(place.path, "s.sock");
  const server = await ShareServer.listen(path, { program: PROGRAM, ready: () => true, serve, ...serving });
  if (server === "TAKEN") throw new Error("taken");
  return {
    path,
    server,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      place[Symbol.dispose]();
    },
  };
}
