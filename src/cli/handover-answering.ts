import { resolve } from "node:path";
import { agrees } from "#cli/agree.js";
import { agreeToKey } from "#cli/agree-to-key.js";
import { inExchange } from "#cli/in-exchange.js";
import type { Setting } from "#cli/io.js";
import { operatorHere } from "#cli/operator.js";
import type { Arguments } from "#cli/options.js";
import { receivedHandover, receivedLines } from "#cli/received-handover.js";
import { saidQuestions } from "#cli/said-questions.js";
import { showText } from "#cli/show-text.js";
import { failure } from "#domain/errors.js";
import { answerHandover, mustBeTwo, type Saying } from "#handover/exchange/answer-handover.js";
import { isSameOperator } from "#handover/exchange/is-same-operator.js";
import { mustBeAbout } from "#handover/exchange/must-be-about.js";
import type { HandoverRead } from "#handover/exchange/read-handover.js";
import { printable } from "#messages/printable.js";

/** `shoseki handover accept FILE.tar [--reason TEXT] [-o FILE]`: takes a shift over. Errors: those of `answering`. */
export async function handoverAccept(setting: Setting, args: Arguments, file: string): Promise<0> {
  const { reason } = args.options;
  if (reason?.trim() === "") throw empty("--reason");
  return await answering(setting, args, file, {
    decision: "accepted",
    reason: reason ?? null,
    questions: [],
  });
}

/** `shoseki handover refuse FILE.tar --reason TEXT`: the shift stays with the outgoing operator, who is told why. */
export async function handoverRefuse(setting: Setting, args: Arguments, file: string): Promise<0> {
  const { reason = "" } = args.options;
  if (reason.trim() === "") throw empty("--reason");
  return await answering(setting, args, file, { decision: "refused", reason, questions: [] });
}

/** `shoseki handover question FILE.tar --question SECTION[#SEQ]=TEXT ...`: asks about what the report says. */
export async function handoverQuestion(setting: Setting, args: Arguments, file: string): Promise<0> {
  const questions = saidQuestions(args.options.question ?? []);
  return await answering(setting, args, file, { decision: "questioned", reason: null, questions });
}

function empty(place: string): Error {
  return failure("USAGE", { problem: { kind: "EMPTY", place } });
}

/**
 * Shows the report, has its key and the answer agreed to at the terminal, where there is one and `--yes` does not agree to the
 * answer beforehand, and answers. Throws what reading and answering throw, `HANDOVER_KEY_UNKNOWN`, `HANDOVER_NOT_SIGNED`, and the
 * errors of the journal and its key.
 */
async function answering(setting: Setting, { options }: Arguments, file: string, saying: Saying): Promise<0> {
  const read = await receivedHandover(setting, file, options);
  const { path, key, origin } = read;
  // Before any key is asked for.
  if (read.isOwn) throw failure("HANDOVER_OWN", { key });
  const isAsked = setting.io.canAsk && options.yes !== true;
  mustBeAbout(read.handover, saying.questions);
  mustBeTwo(operatorHere(), read.handover, saying);
  if (isAsked) await showText(setting.io, [...receivedLines(read, setting), ""].join("\n"));
  if (isSameOperator(read.handover, operatorHere())) setting.io.err(sameOperatorSaid(setting, read));
  await agreeToKey(setting, read.vouched, { path, key, origin, of: "OUTGOING" });
  if (isAsked) await agreeToAnswer(setting, saying);
  const place = options.output === undefined ? { beside: path } : resolve(options.output);
  await inExchange(setting, options.journal, async (exchange) => {
    const given = await answerHandover(exchange, read, saying, place);
    say(setting, read, saying, { path: given.path, seq: given.entry.seq, again: given.isAgain });
  });
  return 0;
}

async function agreeToAnswer({ io, catalogue }: Setting, saying: Saying): Promise<void> {
  const { askDecision, question, reason, yes } = catalogue.handoverExchange;
  const said = [
    ...(saying.reason === null ? [] : [reason({ reason: saying.reason })]),
    ...saying.questions.map(question),
  ];
  if (said.length > 0) io.err(said.map(printable).join("\n"));
  if (!(await agrees(io, askDecision[saying.decision], yes)))
    throw failure("HANDOVER_NOT_SIGNED", { why: "ANSWER" });
}

function sameOperatorSaid({ catalogue }: Setting, { handover: { outgoing } }: HandoverRead): string {
  const who = `${outgoing.os}@${outgoing.console}`;
  return printable(catalogue.handoverExchange.sameOperator({ who }));
}

interface Answered {
  readonly path: string;
  readonly seq: number;
  readonly again: boolean;
}

function say({ io, json, catalogue }: Setting, read: HandoverRead, saying: Saying, done: Answered): void {
  const { id, revision } = read.handover;
  const { decision } = saying;
  const { report, key } = read;
  if (json) io.out(JSON.stringify({ answer: { handover: id, revision, report, decision, key, ...done } }));
  else
    io.out(
      catalogue.handoverExchange
        .answered({ decision, ...done })
        .map(printable)
        .join("\n"),
    );
}
