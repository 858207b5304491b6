import { connect } from "node:net";

/**
 * Loaded into a console before it runs (`--import`): times it from within, from the bytes of a key to the end of the frame
 * that is written next, and asks for its heap. `SHOSEKI_PROBE` is the socket on which the bench asks: `frames` for every key
 * since the last question, in milliseconds by the clock and of this thread on a processor, `heap` for the MiB in use after
 * collection, `cpu` for what the whole process has worked, in milliseconds.
 */
const END_OF_FRAME = "\u001b[?2026l";

let pressed: { readonly at: number; readonly work: number } | null = null;
let frames: { readonly clock: number; readonly work: number }[] = [];

/** What this thread has worked, in milliseconds. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const { stdin, stdout } = process;
const push = stdin.push.bind(stdin);
stdin.push = (chunk, encoding) => {
  pressed ??= { at: performance.now(), work: worked() };
  return push(chunk, encoding);
};

const write = stdout.write.bind(stdout) as (...args: unknown[]) => boolean;
stdout.write = (...args: unknown[]) => {
  // To a terminal, Node writes before it returns.
  const written = write(...args);
  if (pressed !== null && String(args[0]).endsWith(END_OF_FRAME)) {
    frames.push({ clock: performance.now() - pressed.at, work: worked() - pressed.work });
    pressed = null;
  }
  return written;
};

const answers: Readonly<Record<string, () => unknown>> = {
  frames: () => {
    const since = frames;
    frames = [];
    pressed = null;
    return since;
  },
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  heap: () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 2 ** 20;
  },
};

const socket = connect(process.env.SHOSEKI_PROBE ?? "");
socket.unref();
socket.on("error", () => undefined);
socket.setEncoding("utf8").on("data", (asked: string) => {
  socket.write(`${JSON.stringify(answers[asked.trim()]?.() ?? null)}\n`);
});
