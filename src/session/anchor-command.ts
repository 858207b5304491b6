import { failure, type ShosekiError } from "#domain/errors.js";
import type { AnchorPlace } from "#session/anchor-place.js";
import { type CommandEnd, type OperatorCommand, programOf, runCommand } from "#session/operator-command.js";

/**
 * A command that is given each checkpoint as a signed note on its standard input, and says by exit code 0 that it has
 * put it away. One that takes too long is killed, with all that it has started. Errors: `ANCHOR_COMMAND_FAILED` (it says
 * so itself), `ANCHOR_COMMAND_UNFINISHED` (nobody knows), `NOT_SENT`.
 */
export function byCommand(command: OperatorCommand): AnchorPlace {
  const name = programOf(command.line);
  return {
    target: { kind: "Command", id: null, uuid: null, name },
    put: async (note, { signal }) => {
      if (signal.aborted) throw failure("NOT_SENT", { cause: `${name} was stopped before it was run` });
      const problem = problemOf(name, await runCommand(command, { input: note, signal }));
      if (problem !== null) throw problem;
    },
  };
}

function problemOf(command: string, why: CommandEnd): ShosekiError | null {
  if (why.kind === "NOT_STARTED") return failure("ANCHOR_COMMAND_FAILED", { command, why });
  if (why.kind !== "EXIT") return failure("ANCHOR_COMMAND_UNFINISHED", { command, why });
  return why.exitCode === 0 ? null : failure("ANCHOR_COMMAND_FAILED", { command, why });
}
