import type { OperationRequest } from "#domain/command.js";
import { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import { MUTATION } from "../../contract/act.js";
import type { Pushes } from "../../contract/pushes.js";

/** A session whose inventory is known. */
interface Working {
  readonly session: ProviderSession;
  readonly pushes: Pushes;
}

/** An operation as the program plans it. */
export async function plan({ session, pushes }: Working, request: OperationRequest, id: string | null) {
  const inventory = new Inventory();
  inventory.apply([...pushes.objects.values()].map((object) => ({ change: "enter", object })));
  return await operationOf(request).prepare({ session, inventory }, id);
}

/** Plans, runs and settles an operation as the program does; what is refused is not run. */
export async function perform(working: Working, request: OperationRequest, id: string | null) {
  const prepared = await plan(working, request, id);
  if (prepared.refusal !== null) return { prepared, failed: null, seen: null };
  return { prepared, ...(await prepared.settle(await prepared.run(MUTATION), {})) };
}
