import { chmodSync, lstatSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { Caller, type Serving } from "#sharing/caller.js";

/** How many may be served at once: more are turned away, and log in themselves. */
const MOST_CALLERS = 64;

/** A socket that takes requests for a session. */
export class ShareServer {
  readonly #server: Server;
  readonly #callers = new Set<Caller>();

  private constructor(server: Server, serving: Serving) {
    this.#server = server;
    server.on("connection", (socket) => this.#take(socket, serving));
    // A connection that cannot be taken is its caller's trouble.
    server.on("error", () => undefined);
  }

  /**
   * Listens at a path in a directory that is ours alone. What a process that has died left there is removed. Answers
   * `TAKEN` where somebody listens already; throws what the system says.
   */
  static async listen(path: string, serving: Serving): Promise<ShareServer | "TAKEN"> {
    const server = (await listenAt(path)) ?? ((await isStale(path)) ? await listenAt(path) : null);
    return server === null ? "TAKEN" : new ShareServer(server, serving);
  }

  /** Takes no more; resolves once what is under way has its end. */
  async close(): Promise<void> {
    this.#server.close();
    await Promise.all([...this.#callers].map((caller) => caller.leave()));
  }

  #take(socket: Socket, serving: Serving): void {
    if (this.#callers.size >= MOST_CALLERS) {
      socket.destroy();
      return;
    }
    const caller = new Caller(socket, serving);
    this.#callers.add(caller);
    void caller.gone.then(() => this.#callers.delete(caller));
  }
}

/** Null where there is something at the path already. */
function listenAt(path: string): Promise<Server | null> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<Server | null>();
  server.once("error", (error: NodeJS.ErrnoException) =>
    error.code === "EADDRINUSE" ? resolve(null) : reject(error),
  );
  server.once("listening", () => {
    server.removeAllListeners("error");
    resolve(server);
  });
  // The name is there, and takes connections, within this call: not for a moment are there others who could connect.
  const before = process.umask(0o077);
  try {
    server.listen(path);
    if (server.listening) chmodSync(path, 0o600);
  } finally {
    process.umask(before);
  }
  return promise;
}

/** Removes a socket that nobody listens at; answers whether there was one. */
async function isStale(path: string): Promise<boolean> {
  const before = markOf(path);
  if (!(await isRefused(path))) return false;
  // Another console may have taken it meanwhile.
  if (markOf(path) !== before) return false;
  rmSync(path, { force: true });
  return true;
}

/** What tells one socket from the next at its place, whose inode may well be the same; empty where there is none. */
function markOf(path: string): string {
  const there = lstatSync(path, { throwIfNoEntry: false, bigint: true });
  return there === undefined ? "" : `${there.ino}:${there.ctimeNs}`;
}

function isRefused(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" || error.code === "ENOENT"),
    );
  });
}
