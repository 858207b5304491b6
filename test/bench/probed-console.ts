import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Terminal } from "../terminal/terminal.js";

const PROBE = fileURLToPath(new URL("./console-probe.ts", import.meta.url));

/** A key, in milliseconds: from its bytes to the end of the next frame, and what the program's thread worked meanwhile. */
export interface Framed {
  readonly clock: number;
  readonly work: number;
}

/** A program in a terminal that is timed from within as well. */
export interface Probed extends AsyncDisposable {
  readonly terminal: Terminal;
  /** Of every key since the last question. */
  frames(): Promise<readonly Framed[]>;
  /** MiB in use after collection. */
  heap(): Promise<number>;
  /** What the program's process has worked, in milliseconds. */
  cpu(): Promise<number>;
}

/** Starts a program of Node with the probe in it, in a terminal of that size. */
export async function startProbed(
  program: string,
  args: readonly string[],
  size: { readonly columns: number; readonly rows: number },
): Promise<Probed> {
  const path = join(tmpdir(), `shoseki-probe-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const server = createServer();
  server.listen(path);
  await once(server, "listening");
  const terminal = Terminal.start(process.execPath, ["--expose-gc", "--import", PROBE, program, ...args], {
    ...size,
    patience: 60_000,
    env: { SHOSEKI_PROBE: path, NODE_ENV: "production" },
  });
  const [socket] = (await once(server, "connection")) as [Socket];
  socket.on("error", () => undefined);
  const lines = createInterface({ input: socket });
  const ask = async (question: string): Promise<unknown> => {
    const answered = once(lines, "line");
    socket.write(`${question}\n`);
    const [line] = (await answered) as [string];
    return JSON.parse(line);
  };
  return {
    terminal,
    frames: async () => (await ask("frames")) as readonly Framed[],
    heap: async () => (await ask("heap")) as number,
    cpu: async () => (await ask("cpu")) as number,
    async [Symbol.asyncDispose]() {
      await terminal[Symbol.asyncDispose]();
      socket.destroy();
      server.close();
      rmSync(path, { force: true });
    },
  };
}
