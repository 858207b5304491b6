import { AUDIT_COMMANDS } from "#console/commands/audit-commands.js";
import { GENERAL_COMMANDS } from "#console/commands/general-commands.js";
import { LOOK_COMMANDS } from "#console/commands/look-commands.js";
import { OPERATION_COMMANDS } from "#console/commands/operation-commands.js";
import { RUN_COMMANDS } from "#console/commands/run-commands.js";
import type { Command } from "#console/console.js";

/** Everything the operator can do, in the order in which help shows it. */
export const ALL_COMMANDS: readonly Command[] = [
  ...LOOK_COMMANDS,
  ...OPERATION_COMMANDS,
  ...AUDIT_COMMANDS,
  ...RUN_COMMANDS,
  ...GENERAL_COMMANDS,
];
