import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { type Message, messageBytes } from "#providers/libvirt/rpc/message.js";
import { MessageSplitter } from "#providers/libvirt/rpc/message-splitter.js";

/** A message on its way, and where it goes. */
interface Passing {
  readonly to: "server" | "client";
  readonly message: Message;
}

/** What becomes of it: what goes on instead, and whether its connection ends then, or all of them do. */
export interface Meddling {
  readonly instead?: readonly Uint8Array[];
  readonly cut?: "this" | "all";
}

/** Everything passes as it came. */
const NOTHING: Meddling = {};

/** The way to a libvirt server by TCP, on which a test sees every message of libvirt's and does with it what it likes. */
export class LibvirtProxy {
  readonly host = "127.0.0.1";
  /** Asked of every message, in order. */
  meddle: (passing: Passing) => Meddling = () => NOTHING;
  /** Whether new connections are taken. */
  isOpen = true;
  /** Connections that were taken. */
  connections = 0;
  readonly #server: Server;
  readonly #ways = new Set<Way>();

  private constructor(port: number) {
    this.#server = createServer((client) => {
      if (!this.isOpen) return void client.resetAndDestroy();
      this.connections += 1;
      const way = new Way(client, connect({ host: "127.0.0.1", port, noDelay: true }), (passing) => {
        const { instead, cut } = this.meddle(passing);
        for (const bytes of instead ?? [messageBytes(passing.message)]) way.pass(passing.to, bytes);
        if (cut === "this") way.cut();
        else if (cut === "all") this.cut();
      });
      this.#ways.add(way);
      void way.ended.then(() => this.#ways.delete(way));
    });
  }

  /** @param port of the server, on 127.0.0.1 */
  static async before({ port }: { readonly port: number }): Promise<LibvirtProxy> {
    const proxy = new LibvirtProxy(port);
    proxy.#server.listen(0, proxy.host);
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that either end still has. */
  get open(): number {
    return this.#ways.size;
  }

  /** Ends every connection; what was passed before arrives. */
  cut(): void {
    for (const way of this.#ways) way.cut();
  }

  /** Resolves when both ends have let go of every connection. */
  async quiet(): Promise<void> {
    await Promise.all([...this.#ways].map(({ ended }) => ended));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const way of this.#ways) way.destroy();
    await closed;
  }
}

/** One connection of a client, and the one to the server that belongs to it. */
class Way {
  /** Resolves when both ends are closed. */
  readonly ended: Promise<unknown>;
  readonly #sockets: { readonly client: Socket; readonly server: Socket };
  #isCut = false;

  constructor(client: Socket, server: Socket, onMessage: (passing: Passing) => void) {
    this.#sockets = { client, server };
    client.setNoDelay(true);
    this.ended = Promise.all(
      [client, server].map((socket) => new Promise((resolve) => socket.once("close", resolve))),
    );
    this.#read(client, "server", onMessage);
    this.#read(server, "client", onMessage);
  }

  pass(to: Passing["to"], bytes: Uint8Array): void {
    if (!this.#isCut && this.#sockets[to].writable) this.#sockets[to].write(bytes);
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of Object.values(this.#sockets)) {
      socket.end();
      // Nobody reads any more what still comes.
      socket.removeAllListeners("data").resume();
    }
  }

  destroy(): void {
    for (const socket of Object.values(this.#sockets)) socket.destroy();
  }

  #read(from: Socket, to: Passing["to"], onMessage: (passing: Passing) => void): void {
    const splitter = new MessageSplitter();
    from.on("data", (chunk: Buffer) => {
      for (const message of splitter.push(chunk)) if (!this.#isCut) onMessage({ to, message });
    });
    from.on("error", () => undefined);
    from.on("end", () => this.#sockets[to].end());
    from.on("close", () => this.#sockets[to].end());
  }
}
