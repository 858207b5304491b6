import { resolve } from "node:path";
import { inExchange } from "#cli/in-exchange.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { handOverAgain } from "#handover/exchange/hand-over-again.js";
import { layoutOf, segmentsOf } from "#journal/layout.js";
import { printable } from "#messages/printable.js";

/**
 * `shoseki handover again [ID] [-o FILE]`: the file of what was handed over or answered last, made again of the journal. Throws
 * `JOURNAL_MISSING`, as `handOverAgain` does, and the errors of the journal and its key.
 */
export async function handoverAgain(setting: Setting, { options }: Arguments, id: string): Promise<0> {
  const { io, json, catalogue } = setting;
  const path = options.output === undefined ? null : resolve(options.output);
  // No journal is founded, with a new key, to look for what it cannot have.
  const directory = journalToRead(setting, options.journal);
  if (segmentsOf(layoutOf(directory)).length === 0) throw failure("JOURNAL_MISSING", { directory });
  await inExchange(setting, options.journal, async (exchange) => {
    const made = await handOverAgain(exchange, { id: id === "" ? null : id, path });
    const { seq, TGT, OPR } = made.entry;
    if (json) io.out(JSON.stringify({ again: { handover: TGT.id, operation: OPR, seq, path: made.path } }));
    else io.out(printable(catalogue.handoverExchange.writtenAgain({ path: made.path, seq })));
  });
  return 0;
}
