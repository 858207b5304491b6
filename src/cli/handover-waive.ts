import { inExchange } from "#cli/in-exchange.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { waiveHandover } from "#handover/exchange/waive-handover.js";

/**
 * `shoseki handover waive --reason TEXT`: the shift begins without a handover, so that no console is held for one. Errors: `USAGE`
 * for a reason that says nothing, and those of the journal and its key.
 */
export async function handoverWaive(setting: Setting, { options }: Arguments): Promise<0> {
  const { io, json, catalogue } = setting;
  const { reason = "" } = options;
  // Before any key is asked for.
  if (reason.trim() === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "--reason" } });
  await inExchange(setting, options.journal, async (_, trail) => {
    const { seq } = waiveHandover((event) => trail.handover(event), reason);
    if (json) io.out(JSON.stringify({ waived: { seq, reason } }));
    else io.out(catalogue.handoverExchange.waived({ seq }));
  });
  return 0;
}
