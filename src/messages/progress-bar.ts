const WIDTH = 24;

/** `[######------------------]`, for what part is done, 0 to 1. ASCII, for whatever terminal there is. */
export function progressBar(done: number): string {
  const full = Math.round(done * WIDTH);
  return `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}]`;
}
