import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent, createServer as createHttpsServer, type Server as HttpsServer, request } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { type ProxyAction, ProxyScript } from "./proxy-action.js";
import { passOn, replace, streamForever, truncate } from "./proxy-answer.js";
import { identify, type ProxiedCall } from "./soap-call.js";

/** The server behind the proxy; a Vcsim is one. The proxy answers with the same certificate. */
export interface ProxyTarget {
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
  readonly keyPem: string;
}

/** Which calls; all of what is given must match. */
export interface CallFilter {
  readonly method?: string;
  readonly operationId?: string;
  readonly target?: string;
}

const standing = new Set(["WaitForUpdatesEx", "WaitForUpdates"]);

/** A TLS proxy on 127.0.0.1 that counts SOAP calls, adds latency, and does to single calls what a test asks. */
export class SoapProxy {
  readonly host = "127.0.0.1";
  readonly #target: ProxyTarget;
  readonly #agent: Agent;
  readonly #https: HttpsServer;
  readonly #script = new ProxyScript();
  readonly #calls: ProxiedCall[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #watchers = new Set<() => void>();
  #front: Server | undefined;
  #port = 0;
  #connections = 0;
  #seq = 0;
  #delay = 0;
  #jitter = 0;

  constructor(target: ProxyTarget) {
    this.#target = target;
    this.#agent = new Agent({ keepAlive: true, noDelay: true, ca: target.caPem });
    this.#https = createHttpsServer({ key: target.keyPem, cert: target.caPem }, (incoming, response) => {
      this.#serve(incoming, response).catch(() => response.destroy());
    });
    this.#https.on("tlsClientError", () => undefined);
    this.#https.keepAliveTimeout = 0;
    this.#https.requestTimeout = 0;
  }

  get port(): number {
    return this.#port;
  }

  /** TCP connections accepted so far. */
  get connections(): number {
    return this.#connections;
  }

  /** Connections that are open. */
  get openConnections(): number {
    return this.#sockets.size;
  }

  /** The calls that arrived since the last reset, in order. */
  calls(filter: CallFilter = {}): ProxiedCall[] {
    return this.#calls.filter((call) => matches(call, filter));
  }

  resetCalls(): void {
    this.#calls.length = 0;
  }

  /** The next call that matches, or the first that has arrived since the last reset; when it has arrived. */
  async arrival(filter: CallFilter): Promise<ProxiedCall> {
    return await this.#until(() => this.calls(filter)[0]);
  }

  /** As {@link arrival}, when the server has answered it (whatever the client gets). */
  async answer(filter: CallFilter): Promise<ProxiedCall> {
    return await this.#until(() => this.calls(filter).find((call) => call.answeredAt !== undefined));
  }

  /**
   * Adds a round trip to every call: half before it is passed on, the rest before its answer goes out, `ms` in all and up
   * to `jitter` more. A standing wait has it too, on the way there and on the way back, not while it stands.
   */
  delay(ms: number, jitter = 0): void {
    this.#delay = ms;
    this.#jitter = jitter;
  }

  /** Does this to the next `times` calls of the method (`*`: any), in the order asked for. */
  on(method: string, action: ProxyAction, { times = 1 }: { readonly times?: number } = {}): void {
    this.#script.add(method, action, times);
  }

  /** Forgets the delay and all actions; calls that hang go on hanging. */
  reset(): void {
    this.delay(0);
    this.#script.clear();
  }

  /** New connections are refused (ECONNREFUSED) until {@link restore}; open ones go on. */
  async refuseConnections(): Promise<void> {
    const front = this.#front;
    if (front === undefined) return;
    this.#front = undefined;
    front.close(); // its 'close' event would wait for the open connections
  }

  /** Destroys all connections, and refuses new ones until {@link restore}. */
  async cut(): Promise<void> {
    await this.refuseConnections();
    this.dropConnections();
  }

  /** Destroys all connections; new ones are accepted. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** New connections are shown this certificate; open ones go on. */
  show({ cert, key }: { readonly cert: string; readonly key: string }): void {
    this.#https.setSecureContext({ cert, key });
  }

  /** Listens, again on the same port. */
  async restore(): Promise<void> {
    if (this.#front !== undefined) return;
    const front = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    front.listen({ host: this.host, port: this.#port, exclusive: true });
    await once(front, "listening");
    this.#port = (front.address() as AddressInfo).port;
    this.#front = front;
  }

  async close(): Promise<void> {
    await this.cut();
    this.#agent.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #accept(socket: Socket): void {
    this.#connections += 1;
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#sockets.delete(socket));
    this.#https.emit("connection", socket);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const body = await buffer(incoming);
    const text = body.toString("utf8");
    const call: ProxiedCall = {
      seq: ++this.#seq,
      ...identify(incoming.method ?? "", incoming.url ?? "", text),
      headers: incoming.headers,
      body: text,
      startedAt,
      forwarded: false,
      bytesSent: 0,
    };
    this.#calls.push(call);
    response.on("close", () => {
      call.finishedAt = performance.now();
      this.#tell();
    });
    const action = this.#script.take(call.method);
    this.#tell();
    await this.#act(call, action, incoming, body, response);
  }

  async #act(
    call: ProxiedCall,
    action: ProxyAction | undefined,
    incoming: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const back = await this.#there();
    if (action?.kind === "hook") await action.beforeForward?.(call);
    if (action?.kind === "stallRequest") return;
    if (action?.kind === "resetBeforeForward") {
      response.destroy();
      return;
    }
    if (action?.kind === "streamForever") return await streamForever(call, response);
    if (action?.kind === "replaceReply" && action.forward === false) {
      await back();
      return await replace(action, response);
    }

    const reply = await this.#forward(call, incoming, body, response);
    if (action === undefined) {
      await back();
      return await passOn(reply, response);
    }
    await this.#answer(call, action, reply, response, back);
  }

  async #answer(
    call: ProxiedCall,
    action: ProxyAction,
    reply: IncomingMessage,
    response: ServerResponse,
    back: () => Promise<void>,
  ): Promise<void> {
    await back();
    if (action.kind === "hook") await action.beforeAnswer?.(call);
    if (action.kind === "truncateReply") return await truncate(reply, response, action.how);
    if (action.kind === "hook") return await passOn(reply, response);
    await buffer(reply);
    if (action.kind === "resetAfterForward") response.destroy();
    if (action.kind === "replaceReply") await replace(action, response);
  }

  /** Waits half of the round trip; what it returns waits for the rest of it. */
  async #there(): Promise<() => Promise<void>> {
    const whole = this.#delay + Math.random() * this.#jitter;
    if (whole === 0) return async () => undefined;
    const begun = performance.now();
    await pause(whole / 2);
    const rest = whole - (performance.now() - begun);
    return async () => {
      if (rest > 0) await pause(rest);
    };
  }

  async #forward(
    call: ProxiedCall,
    incoming: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<IncomingMessage> {
    const { host, port } = this.#target;
    const { connection: _, "transfer-encoding": __, ...headers } = incoming.headers;
    const outgoing = request({
      host,
      port,
      agent: this.#agent,
      method: incoming.method,
      path: incoming.url,
      headers: { ...headers, host: `${host}:${port}`, "content-length": body.length },
    });
    if (standing.has(call.method)) response.on("close", () => outgoing.destroy());
    call.forwarded = true;
    outgoing.end(body);
    const [reply] = (await once(outgoing, "response")) as [IncomingMessage];
    call.answeredAt = performance.now();
    call.status = reply.statusCode ?? 0;
    this.#tell();
    return reply;
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  async #until<T>(look: () => T | undefined): Promise<T> {
    return await new Promise((resolve) => {
      const watcher = () => {
        const found = look();
        if (found === undefined) return;
        this.#watchers.delete(watcher);
        resolve(found);
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }
}

function matches(call: ProxiedCall, filter: CallFilter): boolean {
  return Object.entries(filter).every(
    ([key, value]) => value === undefined || call[key as keyof CallFilter] === value,
  );
}

/** Starts a proxy on a free port before the server. */
export async function startSoapProxy(target: ProxyTarget): Promise<SoapProxy> {
  const proxy = new SoapProxy(target);
  await proxy.restore();
  return proxy;
}
