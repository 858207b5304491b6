import { hostname, userInfo } from "node:os";

/** Who sits at this machine, as the operating system says. */
export interface Operator {
  readonly os: string;
  readonly console: string;
}

export function operatorHere(): Operator {
  return { os: userName(), console: hostname() };
}

/** A user that the system has no name for is named by number. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}
