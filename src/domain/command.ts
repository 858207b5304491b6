/** A command line, understood: data, with nothing looked up yet. */
export type Command =
  | { readonly kind: "list"; readonly what: "vms" | "hosts"; readonly pattern: TargetExpression | null }
  | { readonly kind: "info"; readonly target: TargetExpression }
  | { readonly kind: "operation"; readonly request: OperationRequest; readonly target: TargetExpression }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "help"; readonly verb: string | null };

/** What is asked of a target. */
export type OperationRequest =
  | { readonly name: "StartVM" }
  | { readonly name: "StopVM" }
  | { readonly name: "RenameVM"; readonly newName: string }
  | { readonly name: "ModifyCPU"; readonly cpus: number }
  | { readonly name: "ModifyMemory"; readonly memoryMiB: number };

/**
 * How a target was named: `web-01`, `web-*`, `@vm-42` or `/DC0/vm/web-01`. `text` is what was typed, without
 * quotes; where `glob` is set, `pattern` is the same with what was quoted escaped by `\`.
 */
export type TargetExpression =
  | { readonly by: "id"; readonly text: string; readonly id: string }
  | { readonly by: "name" | "path"; readonly text: string; readonly glob: false }
  | { readonly by: "name" | "path"; readonly text: string; readonly glob: true; readonly pattern: string };
