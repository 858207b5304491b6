import type { OperationRequest } from "#domain/command.js";
import type { FullMachine } from "#domain/full-machine.js";
import { operationOf } from "#operations/operation-of.js";
import { type Moment, thisMoment } from "#session/elapsed.js";
import type { Plan } from "#session/plan.js";
import { estate } from "../inventory/estate.js";
import { type FakeProvider, facts } from "./fake-provider.js";

/** A plan as an operator has just seen it, when the machine was as `before`; reading it is not among the calls. */
export async function planned(
  provider: FakeProvider,
  request: OperationRequest = { name: "StartVM" },
  before: FullMachine = facts(),
  changes: Partial<Plan> = {},
): Promise<Plan> {
  const { machine, twists } = provider;
  const read = twists.read;
  provider.machine = before;
  delete twists.read;
  const operation = operationOf(request);
  const id = operation.on === "host" ? provider.host.id : before.id;
  const prepared = await operation.prepare(
    { session: provider, inventory: estate() },
    operation.on === null ? null : id,
  );
  provider.calls.length = 0;
  provider.machine = machine;
  if (read !== undefined) twists.read = read;
  return {
    at: "vc1",
    readBy: "the session",
    operation,
    ask: "start web-01",
    target: prepared.target,
    host: prepared.host,
    prepared,
    readAt: thisMoment(),
    refusal: null,
    ...changes,
  };
}

/** One that was read so long ago, in milliseconds on either clock: after 2 s it is read again before it is run. */
export function lookedAt(steadyMs: number, wallMs = steadyMs): { readonly readAt: Moment } {
  const { steady, wall } = thisMoment();
  return { readAt: { steady: steady - steadyMs, wall: wall - wallMs } };
}
