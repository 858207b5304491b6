import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A server that takes connections and never says a word. */
export async function startMuteServer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `vsphere://ops@127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when somebody has connected. */
    met: once(server, "connection"),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
