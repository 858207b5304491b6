import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { MadeCertificate } from "./certificates.js";

/** A server on 127.0.0.1 that shows a certificate, another one when told, and remembers what it was asked. */
export class TlsServer {
  /** The bodies of the requests that have arrived. */
  readonly requests: string[] = [];
  /** Connections that were accepted. */
  connections = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(shown: MadeCertificate) {
    this.#server = createServer({ cert: shown.cert, key: shown.key }, (request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      request.on("end", () => {
        this.requests.push(body);
        response.end("<ok/>");
      });
    });
    this.#server.keepAliveTimeout = 0;
    this.#server.on("tlsClientError", () => undefined);
    this.#server.on("connection", (socket: Socket) => {
      this.connections += 1;
      this.#sockets.add(socket.on("error", () => undefined));
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  static async start(shown: MadeCertificate): Promise<TlsServer> {
    const made = new TlsServer(shown);
    made.#server.listen(0, "127.0.0.1");
    await once(made.#server, "listening");
    return made;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From the next connection on; open ones go on. */
  show({ cert, key }: MadeCertificate): void {
    this.#server.setSecureContext({ cert, key });
  }

  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dropConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
