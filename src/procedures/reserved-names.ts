/** What an expression calls something already, or could not call anything. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...["vms", "hosts", "datastores", "now", "done", "on", "off", "suspended"],
  ...["cel", "google", "optional", "true", "false", "null", "in"],
  // Kept for CEL's own use.
  ...["as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop"],
  ...["package", "namespace", "return", "var", "void", "while", "prototype"],
  // Types, and what converts to them.
  ...[
    "bool",
    "bytes",
    "double",
    "duration",
    "dyn",
    "int",
    "list",
    "map",
    "null_type",
    "string",
    "timestamp",
    "type",
    "uint",
  ],
]);
