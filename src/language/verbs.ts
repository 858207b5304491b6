import type { OperationName } from "#domain/operation-name.js";

export type VerbName =
  | "vms"
  | "hosts"
  | "info"
  | "rename"
  | "cpu"
  | "memory"
  | "start"
  | "stop"
  | "note"
  | "help";

/** What may stand in a place: a target, a filter of a listing, the rest of the line, ... */
export type ParameterKind = "target" | "pattern" | "newName" | "count" | "size" | "text" | "verb";

interface Parameter {
  /** As usage shows it. */
  readonly name: string;
  readonly kind: ParameterKind;
  readonly optional: boolean;
}

/** A verb of the command language. Its summary is the catalogue's text of the same name. */
export interface Verb {
  readonly verb: VerbName;
  readonly parameters: readonly Parameter[];
  /** The operation it asks for; null for what changes nothing out there. */
  readonly operation: OperationName | null;
  readonly examples: readonly string[];
}

const target: Parameter = { name: "TARGET", kind: "target", optional: false };
const filter: Parameter = { name: "PATTERN", kind: "pattern", optional: true };

/** Every verb, in the order help shows them. Parser, help and completion are made from this table. */
export const verbs: readonly Verb[] = [
  {
    verb: "vms",
    parameters: [filter],
    operation: null,
    examples: ["vms", "vms web-*", "vms '/DC0/vm/Web servers/*'"],
  },
  { verb: "hosts", parameters: [filter], operation: null, examples: ["hosts", "hosts esx-0[1-4]*"] },
  { verb: "info", parameters: [target], operation: null, examples: ["info web-01", "info @vm-42"] },
  {
    verb: "rename",
    parameters: [target, { name: "NEW-NAME", kind: "newName", optional: false }],
    operation: "RenameVM",
    examples: ["rename web-01 web-02", "rename @vm-42 'Web server 2'"],
  },
  {
    verb: "cpu",
    parameters: [target, { name: "COUNT", kind: "count", optional: false }],
    operation: "ModifyCPU",
    examples: ["cpu web-01 4"],
  },
  {
    verb: "memory",
    parameters: [target, { name: "SIZE", kind: "size", optional: false }],
    operation: "ModifyMemory",
    examples: ["memory web-01 8GiB", "memory web-* 512MiB"],
  },
  {
    verb: "start",
    parameters: [target],
    operation: "StartVM",
    examples: ["start web-01", "start web-*", "start /DC0/vm/web-01"],
  },
  { verb: "stop", parameters: [target], operation: "StopVM", examples: ["stop web-01"] },
  {
    verb: "note",
    parameters: [{ name: "TEXT", kind: "text", optional: false }],
    operation: null,
    examples: ["note Moving the web tier; the customer was called at 10:40"],
  },
  {
    verb: "help",
    parameters: [{ name: "VERB", kind: "verb", optional: true }],
    operation: null,
    examples: ["help", "help memory"],
  },
];

/** The verb of that name, or null. Case counts. */
export function findVerb(name: string): Verb | null {
  return verbs.find((entry) => entry.verb === name) ?? null;
}

/** How a verb is written: `cpu TARGET COUNT`, `vms [PATTERN]`. */
export function usageOf(verb: Verb): string {
  const places = verb.parameters.map(({ name, optional }) => (optional ? `[${name}]` : name));
  return [verb.verb, ...places].join(" ");
}
