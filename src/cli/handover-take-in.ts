import { resolve } from "node:path";
import { agreeToKey } from "#cli/agree-to-key.js";
import { readHeldKeys } from "#cli/held-evidence.js";
import { inExchange } from "#cli/in-exchange.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import type { Arguments } from "#cli/options.js";
import { type AnswerRead, readAnswer } from "#handover/exchange/read-answer.js";
import { takeInAnswer } from "#handover/exchange/take-in-answer.js";
import { layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { printable } from "#messages/printable.js";

/**
 * `shoseki handover answer FILE.tar.answer [--signers FILE]`: takes in what the incoming operator has answered. Throws what reading and
 * taking it in throw, `HANDOVER_KEY_UNKNOWN`, and the errors of the journal and its key.
 */
export async function handoverTakeIn(setting: Setting, { options }: Arguments, file: string): Promise<0> {
  const directory = journalToRead(setting, options.journal);
  const held = options.signers === undefined ? undefined : readHeldKeys(options.signers).keys;
  const read = await readingFiles(
    directory,
    async () => await readAnswer(resolve(file), { layout: layoutOf(directory), signers: held }),
  );
  const { path, answer } = read;
  await agreeToKey(setting, read.vouched, { path, key: answer.incoming.key, origin: "", of: "INCOMING" });
  await inExchange(setting, options.journal, async (exchange) => {
    const { entry, isAgain, alsoAcceptedBy } = await takeInAnswer(exchange, read);
    say(setting, read, { seq: entry.seq, again: isAgain, alsoAcceptedBy });
  });
  return 0;
}

function say(
  { io, json, catalogue }: Setting,
  { answer }: AnswerRead,
  done: { readonly seq: number; readonly again: boolean; readonly alsoAcceptedBy: string | null },
): void {
  const { handover, revision, report, decision, reason, questions, incoming } = answer;
  const { key } = incoming;
  if (json) {
    const said = { handover, revision, report, decision, reason, questions, key, ...done };
    io.out(JSON.stringify({ taken: said }));
    return;
  }
  const texts = catalogue.handoverExchange;
  const who = `${incoming.os}@${incoming.console}`;
  const lines = [
    texts.takenIn({ decision, who, key, ...done }),
    ...(reason === null ? [] : [texts.reason({ reason })]),
    ...questions.map((question) => `  ${texts.question(question)}`),
    done.alsoAcceptedBy === null ? texts.next[decision] : texts.acceptedTwice({ key: done.alsoAcceptedBy }),
  ];
  io.out(lines.map(printable).join("\n"));
}
