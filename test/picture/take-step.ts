import type { Terminal } from "../terminal/terminal.js";

/** What the operator does, and what is then to be seen: `type`, then `press`, then wait for `see`. */
export interface Step {
  readonly type?: string;
  readonly press?: readonly string[];
  readonly see: string | RegExp;
}

export async function takeStep(terminal: Terminal, { type = "", press = [], see }: Step): Promise<void> {
  terminal.type(type);
  terminal.press(...press);
  await terminal.see(see);
}
