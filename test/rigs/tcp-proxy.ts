import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { TcpTunnel } from "./tcp-tunnel.js";

/** A server to stand before: a Vcsim is one, and so is another proxy. */
export interface TcpTarget {
  readonly host: string;
  readonly port: number;
}

/**
 * The network before a server: a plain TCP proxy on 127.0.0.1, which passes on bytes as they are (TLS is the server's own)
 * until a test makes it fail.
 */
export class TcpProxy {
  readonly host = "127.0.0.1";
  /** Those that clients hold open. */
  readonly #open = new Set<TcpTunnel>();
  /** Those that have not been closed on both sides. */
  readonly #all = new Set<TcpTunnel>();
  readonly #watchers = new Set<() => void>();
  #target: TcpTarget;
  #front: Server | undefined;
  #port = 0;
  #accepted = 0;
  #stalled = false;

  constructor(target: TcpTarget) {
    this.#target = { host: target.host, port: target.port };
  }

  get port(): number {
    return this.#port;
  }

  /** Connections accepted so far. */
  get connections(): number {
    return this.#accepted;
  }

  /** Connections that clients hold open. */
  get openConnections(): number {
    return this.#open.size;
  }

  /** Bytes that have come from either side and are held. */
  get heldBytes(): number {
    return [...this.#all].reduce((sum, tunnel) => sum + tunnel.heldBytes, 0);
  }

  /**
   * Nothing gets through from now on, in either direction, and nobody is told: connections stay open, new ones are
   * accepted and lead nowhere. Bytes, FIN and RST that come are held.
   */
  stall(): void {
    this.#stalled = true;
    for (const tunnel of this.#all) tunnel.stall();
  }

  /** What is held goes on, in order, and what comes from now on. Connections made meanwhile reach the server now. */
  release(): void {
    this.#stalled = false;
    for (const tunnel of this.#all) tunnel.release();
    this.#tell();
  }

  /** Closes all connections with FIN, on both sides, stalled or not; what is held is lost. */
  drop(): void {
    for (const tunnel of this.#all) tunnel.drop();
    this.#open.clear();
    this.#tell();
  }

  /** Closes all connections with RST, on both sides, stalled or not; what is held is lost. */
  reset(): void {
    for (const tunnel of this.#all) tunnel.reset();
    this.#open.clear();
    this.#tell();
  }

  /** New connections are refused (ECONNREFUSED) until {@link restore}; open ones go on. */
  refuse(): void {
    this.#front?.close(); // its 'close' event would wait for the open connections
    this.#front = undefined;
  }

  /** Listens, again on the same port. Says nothing about a stall: that is {@link release}. */
  async restore(): Promise<void> {
    if (this.#front !== undefined) return;
    const front = createServer({ noDelay: true, allowHalfOpen: true }, (client) => this.#accept(client));
    front.listen({ host: this.host, port: this.#port, exclusive: true });
    await once(front, "listening");
    this.#port = (front.address() as AddressInfo).port;
    this.#front = front;
  }

  /** New connections go to another server; open ones stay where they are. */
  retarget(port: number, host = this.#target.host): void {
    this.#target = { host, port };
  }

  /** Resolves when what is asked for is so; looked at whenever a connection comes or goes, and when bytes come. */
  async until(met: (proxy: TcpProxy) => boolean): Promise<void> {
    return await new Promise((resolve) => {
      const watcher = () => {
        if (!met(this)) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.refuse();
    for (const tunnel of this.#all) tunnel.destroy();
    return Promise.resolve();
  }

  #accept(client: Socket): void {
    this.#accepted += 1;
    const tunnel = new TcpTunnel(client, () => this.#target, this.#stalled, {
      onChange: () => this.#tell(),
      onGone: () => {
        if (this.#open.delete(tunnel)) this.#tell();
      },
      onClosed: () => this.#all.delete(tunnel),
    });
    this.#open.add(tunnel);
    this.#all.add(tunnel);
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** Starts a proxy on a free port before a server. */
export async function startTcpProxy(target: TcpTarget): Promise<TcpProxy> {
  const proxy = new TcpProxy(target);
  await proxy.restore();
  return proxy;
}
