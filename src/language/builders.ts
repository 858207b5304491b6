import type { Command, OperationRequest, TargetExpression } from "#domain/command.js";
import type { Arguments } from "#language/arguments.js";
import type { VerbName } from "#language/verbs.js";

/** How each verb's words become a command. `note` is not here: its text is no words. */
export const builders: Readonly<Record<Exclude<VerbName, "note">, (words: Arguments) => Command>> = {
  vms: (words) => ({ kind: "list", what: "vms", pattern: words.optionalTarget(0) }),
  hosts: (words) => ({ kind: "list", what: "hosts", pattern: words.optionalTarget(0) }),
  info: (words) => ({ kind: "info", target: words.target(0) }),
  rename: (words) => operation(words.target(0), { name: "RenameVM", newName: words.newName(1) }),
  cpu: (words) => operation(words.target(0), { name: "ModifyCPU", cpus: words.count(1) }),
  memory: (words) => operation(words.target(0), { name: "ModifyMemory", memoryMiB: words.size(1) }),
  start: (words) => operation(words.target(0), { name: "StartVM" }),
  stop: (words) => operation(words.target(0), { name: "StopVM" }),
  help: (words) => ({ kind: "help", verb: words.optionalVerb(0) }),
};

function operation(target: TargetExpression, request: OperationRequest): Command {
  return { kind: "operation", request, target };
}
