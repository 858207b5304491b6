import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";

export const READY = '{"kind":"ready"}\n';

/**
 * A server that is none of ours: answers each `hello` as it is told, and keeps what came. The socket emits `asked` once
 * something is to be run.
 */
export async function strange(
  answer: (socket: Socket) => void,
  path = join("/tmp", `shoseki-strange-${randomUUID()}.sock`),
) {
  const sockets: Socket[] = [];
  const heard = { text: "" };
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (piece) => {
      heard.text += piece;
      if (piece.includes("hello")) answer(socket);
      if (piece.includes('"run"')) socket.emit("asked");
    });
  }).listen(path);
  await once(server, "listening");
  return {
    path,
    heard,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
