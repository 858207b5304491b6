import type { OperationRequest, TargetExpression } from "#domain/command.js";

/** What undoes something. */
export type UndoRequest = Extract<OperationRequest, { readonly name: UndoName }>;

type UndoName =
  | "StartVM"
  | "StopVM"
  | "SuspendVM"
  | "RenameVM"
  | "ModifyCPU"
  | "ModifyMemory"
  | "MoveVM"
  | "DeleteVM"
  | "RemoveSnapshot"
  | "EnterMaintenance"
  | "ExitMaintenance";

type Lines = {
  readonly [N in UndoName]: (at: string, request: Extract<UndoRequest, { readonly name: N }>) => string;
};

const LINES: Lines = {
  StartVM: (at) => `start ${at}`,
  StopVM: (at) => `stop ${at}`,
  SuspendVM: (at) => `suspend ${at}`,
  RenameVM: (at, { newName }) => `rename ${at} ${word(newName)}`,
  ModifyCPU: (at, { cpus }) => `cpu ${at} ${cpus}`,
  ModifyMemory: (at, { memoryMiB }) => `memory ${at} ${memoryMiB}MiB`,
  MoveVM: (at, { host, datastore, folder }) =>
    `move ${at}${option("host", host)}${option("datastore", datastore)}${option("folder", folder)}`,
  DeleteVM: (at) => `delete ${at}`,
  RemoveSnapshot: (at, { snapshot }) => `snapshot remove ${at} ${word(snapshot ?? "")}`,
  EnterMaintenance: (at) => `host maintenance enter ${at}`,
  ExitMaintenance: (at) => `host maintenance exit ${at}`,
};

/** What no command line may hold, wherever it stands. */
const UNWRITABLE = /(?!\t)[\p{Cc}\p{Cs}]/u;

/** Characters that mean nothing to a command line, wherever they stand in a word. */
const PLAIN = /^[\p{L}\p{N}_./:][\p{L}\p{N}_./:-]*$/u;

/**
 * The command line that asks for this of one target, which it names by its id; null where a name is in it that no command
 * line can hold. Recovery reads it again.
 */
export function lineOf<N extends UndoName>(
  request: Extract<UndoRequest, { readonly name: N }>,
  target: string,
): string | null {
  const write: (at: string, request: Extract<UndoRequest, { readonly name: N }>) => string =
    LINES[request.name];
  const line = write(`@${word(target)}`, request);
  return UNWRITABLE.test(line) ? null : line;
}

function option(name: string, value: TargetExpression | null): string {
  return value === null ? "" : ` --${name} ${word(value.text)}`;
}

/** A text as one word; quoted unless nothing in it means anything. */
function word(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.includes("'") ? `"${text.replaceAll(/["\\]/gu, "\\$&")}"` : `'${text}'`;
}
