import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Vcsim } from "../rigs/vcsim.js";

/** A server on 127.0.0.1 that is not what the operator takes it for. */
export interface StrangeServer {
  readonly endpoint: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** HTTPS with the certificate that the operator trusts, answering every request in its own way. */
export async function startHttps(vcsim: Vcsim, answer: RequestListener): Promise<StrangeServer> {
  return await listen(createHttps({ key: vcsim.keyPem, cert: vcsim.caPem }, answer));
}

/** Plain TCP: `greet` is all that it ever says. */
export async function startTcp(greet: (socket: Socket) => void): Promise<StrangeServer> {
  return await listen(createServer(greet));
}

async function listen(server: Server): Promise<StrangeServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `vsphere://operator@127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
