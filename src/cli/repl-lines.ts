import type { Readable } from "node:stream";

/**
 * The lines of UTF-8 text as they come, the last one too where nothing ends it. Only LF and CRLF end a line: what a note
 * or a name holds beside them must not become a command of its own. The stream is destroyed at the end, whatever ends it.
 *
 * @param signal aborted: what has not been handed out yet is left
 */
export async function* linesOf(input: Readable, signal: AbortSignal): AsyncGenerator<string, void> {
  const stop = () => input.destroy();
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  const decoder = new TextDecoder();
  let begun = "";
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      const ended = (begun + decoder.decode(chunk, { stream: true })).split("\n");
      begun = ended.pop() ?? "";
      for (const line of ended) {
        if (signal.aborted) return;
        yield line.replace(/\r$/, "");
      }
    }
    begun += decoder.decode();
    if (begun !== "" && !signal.aborted) yield begun;
  } catch (error) {
    // A stream that is destroyed says that it ended too early.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}
