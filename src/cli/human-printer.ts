import type { Setting } from "#cli/io.js";
import { notAnchored } from "#cli/not-anchored.js";
import type { Printer } from "#cli/printer.js";
import { progressLine } from "#cli/progress-line.js";
import type { Entry, Status } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import { change, duration } from "#listings/change.js";
import { detailRows } from "#listings/detail-rows.js";
import { listing } from "#listings/listing.js";
import { rowObject } from "#listings/rows.js";
import { table } from "#listings/table.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { seconds } from "#messages/wording.js";

/** What is said of a result stands under the operation's name. */
const INDENT = 8;
/** `EnterMaintenance`. */
const LONGEST_NAME = 16;

/** Listings and outcomes on standard output; what is said of the session itself on standard error. */
export function humanPrinter({ io, catalogue }: Setting): Printer {
  const { labels, results } = catalogue;
  const why = (error: ShosekiError) => {
    const { what, notDone, next } = explain(error.problem, catalogue);
    return [what, `${notDone} ${next}`].map((line) => `${" ".repeat(INDENT)}${line}`);
  };
  return {
    aside: (entry) => {
      // Why there is no session is said once, in full, where the error is reported.
      if (entry.OPR === "Login" && entry.phase === "outcome" && entry.RST?.status !== "OK") return;
      if (entry.phase !== "recovery") {
        if (entry.AFT?.trust === "insecure") {
          const thumbprint = String(entry.AFT.certificate);
          io.err(results.insecure({ endpoint: entry.HST.endpoint, thumbprint }));
        }
        return io.err(resultLine(entry));
      }
      const status = entry.RST?.status ?? "UNKNOWN";
      return io.err(results.recovered({ operation: entry.OPR, target: printable(entry.TGT.name), status }));
    },
    notAnchored: (entry, error) => {
      io.err(`${resultLine(entry)}\n${" ".repeat(INDENT)}${notAnchored(entry, error, catalogue)}`);
    },
    anchoredNowhere: () => io.err(results.anchoredNowhere()),
    plan: ({ operation, target, prepared }) => {
      const choices = prepared?.choices ?? [];
      // What was asked for is no news; what is chosen beside it is.
      if (choices.every(({ why: reason }) => reason === "asked")) return;
      io.err(printable(results.chosen({ operation: operation.name, target: target.name, choices })));
    },
    progress: progressLine(io, results),
    awaitingAgreement: (ask) => io.err(results.awaitingAgreement({ ask: printable(ask) })),
    cancelling: (tasks) => io.err(results.cancelling({ tasks })),
    outcome: (entry, error) => io.out([resultLine(entry), ...(error === null ? [] : why(error))].join("\n")),
    summary: (outcomes) => io.err(results.summary({ total: outcomes.length, counts: countsOf(outcomes) })),
    note: (entry) => io.out(results.noted({ seq: entry.seq })),
    list: (kind, inventory, rows) => {
      const { cells, count } = listing(kind, rows, inventory, catalogue);
      io.out([...table(cells), count].join("\n"));
    },
    one: (inventory, row, beside) => {
      io.out(table(detailRows(labels, rowObject(inventory, row, beside))).join("\n"));
    },
    help: (text) => io.out(text),
  };
}

/** `OK      ModifyCPU  web-03  cpus 2 -> 4  0.02 s  #6`, the same in every language. */
function resultLine(entry: Entry): string {
  const status = (entry.RST?.status ?? "UNKNOWN").padEnd(INDENT - 1);
  const parts = [
    `${status} ${entry.OPR.padEnd(LONGEST_NAME)}`,
    printable(entry.TGT.name),
    change(entry),
    `${seconds(duration(entry))} s`,
  ];
  return [...parts, `#${entry.seq}`].filter((part) => part !== null).join("  ");
}

function countsOf(outcomes: readonly Entry[]): (readonly [Status, number])[] {
  const counts = new Map<Status, number>();
  for (const { RST } of outcomes) {
    const status = RST?.status ?? "UNKNOWN";
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts];
}
