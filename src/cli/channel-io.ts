import type { Io } from "#cli/io.js";
import type { Channel } from "#sharing/caller.js";

/** The world of whoever asks from another process: what is said goes there, and nothing can be asked of them. */
export function channelIo({ out, err, status, stopping, givingUp }: Channel): Io {
  return {
    env: {},
    secrets: { password: null, passphrase: null },
    out,
    err,
    status,
    readStandardInput: async () => "",
    async *readLines() {},
    terminal: null,
    canAsk: false,
    askLine: async () => null,
    askSecret: async () => null,
    holdSignals: () => () => undefined,
    stopping,
    givingUp,
    outClosed: new AbortController().signal,
  };
}
