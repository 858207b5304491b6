import type { Role } from "#themes/theme.js";

/** One line above the command line: how the last thing went. It stays until the next. */
export interface Notice {
  readonly role: Extract<Role, "ok" | "warning" | "danger" | "info">;
  readonly text: string;
}
