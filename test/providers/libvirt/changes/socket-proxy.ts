import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** The network before a server that is reached by a unix socket alone: a port of 127.0.0.1, whose connections a test can end. */
export async function startSocketProxy(path: string) {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect({ path });
    for (const [from, to] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(from);
      from
        .on("error", () => undefined)
        .on("close", () => {
          open.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    /** Ends all connections; new ones can be made. */
    cut() {
      for (const each of open) each.destroy();
    },
    async [Symbol.asyncDispose]() {
      server.close();
      this.cut();
    },
  };
}
