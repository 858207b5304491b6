import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MESSAGE_TYPES, type Message, PROGRAMS } from "#providers/libvirt/rpc/message.js";
import { MessageSplitter } from "#providers/libvirt/rpc/message-splitter.js";

/** A request of libvirt's protocol that a client has sent; what keeps a connection alive is none. */
interface Counted {
  /** REMOTE_PROC_..., by number. */
  readonly procedure: number;
  /** Which round trip it belongs to, from 1: those sent before anything of that trip was answered are one. */
  readonly trip: number;
}

interface CountingOptions {
  /**
   * Answers are held until the client has sent nothing for so many milliseconds, as a long way would hold them: what it sends
   * without waiting for an answer is then one round trip, however fast the server. 0: they are passed on as they come.
   */
  readonly holdMs?: number;
  /** Procedures that neither count nor end a round trip: what is asked beside the rest as often as that takes. */
  readonly beside?: readonly number[];
}

/** Stands before a libvirtd on a unix socket of its own, passes everything on, and counts what clients ask for. */
export class CountingProxy {
  readonly path: string;
  readonly #directory: string;
  readonly #target: NetConnectOpts;
  readonly #holdMs: number;
  readonly #beside: ReadonlySet<number>;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #requests: Counted[] = [];
  #trip = 0;
  /** Whether something was answered since the round trip began. */
  #isAnswered = true;

  private constructor(target: NetConnectOpts, { holdMs = 0, beside = [] }: CountingOptions) {
    this.#directory = mkdtempSync(join(tmpdir(), "shoseki-counting-"));
    this.path = join(this.#directory, "libvirt-sock");
    this.#target = target;
    this.#holdMs = holdMs;
    this.#beside = new Set(beside);
    this.#server = createServer((client) => this.#accept(client));
  }

  static async start(target: NetConnectOpts, options: CountingOptions = {}): Promise<CountingProxy> {
    const proxy = new CountingProxy(target, options);
    proxy.#server.listen(proxy.path);
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** What has been asked for since the last time that this was asked, in order; round trips count from 1 again. */
  take(): readonly Counted[] {
    const taken = this.#requests;
    this.#requests = [];
    this.#trip = 0;
    this.#isAnswered = true;
    return taken;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #counts({ program, procedure, type }: Message, wanted: number): boolean {
    return program === PROGRAMS.remote.number && type === wanted && !this.#beside.has(procedure);
  }

  #accept(client: Socket): void {
    const server = connect(this.#target);
    const fromClient = new MessageSplitter();
    const fromServer = new MessageSplitter();
    const held: Buffer[] = [];
    let sent = 0;
    let isWaiting = false;
    const pass = () => {
      isWaiting = false;
      const bytes = Buffer.concat(held.splice(0));
      if (bytes.length === 0 || client.destroyed) return;
      for (const message of fromServer.push(bytes)) {
        if (this.#counts(message, MESSAGE_TYPES.reply)) this.#isAnswered = true;
      }
      client.write(bytes);
    };
    /** Whatever has arrived meanwhile is read before it is said to be silent: we may have been busy ourselves. */
    const passWhenSilent = () => {
      const before = sent;
      setTimeout(() => setImmediate(() => (sent === before ? pass() : passWhenSilent())), this.#holdMs);
    };
    client.on("data", (chunk) => {
      for (const message of fromClient.push(chunk)) {
        sent += 1;
        if (!this.#counts(message, MESSAGE_TYPES.call)) continue;
        if (this.#isAnswered) this.#trip += 1;
        this.#isAnswered = false;
        this.#requests.push({ procedure: message.procedure, trip: this.#trip });
      }
      server.write(chunk);
    });
    server.on("data", (chunk) => {
      held.push(chunk);
      if (this.#holdMs === 0) pass();
      else if (!isWaiting) {
        isWaiting = true;
        passWhenSilent();
      }
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.#sockets.delete(one);
        pass();
        other.end();
      });
    }
  }
}
