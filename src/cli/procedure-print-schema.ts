import type { Setting } from "#cli/io.js";
import { PROCEDURE_SCHEMA } from "#procedures/procedure-schema.js";

/** `shoseki procedure print-schema`: the JSON Schema of procedures, with the content of docs/procedure.schema.json. */
export function printProcedureSchema({ io }: Setting): 0 {
  io.out(JSON.stringify(PROCEDURE_SCHEMA, null, 2));
  return 0;
}
