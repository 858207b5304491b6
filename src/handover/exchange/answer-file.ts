import {
  ANSWER_NAMESPACE,
  type AnswerProblem,
  DECISION_NAMESPACES,
  type HandoverAnswer,
} from "#domain/handover.js";
import { isAnswer } from "#handover/exchange/answer-shape.js";
import { canonical } from "#journal/canonical.js";
import type { Signer } from "#journal/signer.js";
import type { SshKey } from "#journal/ssh/public-key.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";

/** More than any answer has: some questions. In bytes. */
export const ANSWER_LIMIT = 1_048_576;

const NEWLINE = 0x0a;

/**
 * The file of an answer: its line (JCS and a newline), then the armoured signature over exactly that line, so that
 * `head -n 1` and `tail -n +2` give `ssh-keygen` what it verifies.
 */
export function answerFile(answer: HandoverAnswer, signer: Signer): string {
  const line = `${canonical(answer)}\n`;
  return line + signer.signFile(ANSWER_NAMESPACE, Buffer.from(line));
}

/** Whether a file is meant to be an answer, whatever may be wrong with it. */
export function looksLikeAnswer(bytes: Buffer): boolean {
  const [line = ""] = bytes.subarray(0, ANSWER_LIMIT).toString("latin1").split("\n", 1);
  return line.startsWith("{") && line.includes('"format":"shoseki-handover-answer/');
}

/** The answer that a file is, signed by the key that it names; else what is wrong with it. */
export function parseAnswer(
  bytes: Buffer,
): { readonly answer: HandoverAnswer } | { readonly problem: AnswerProblem } {
  const end = bytes.indexOf(NEWLINE) + 1;
  const line = bytes.subarray(0, end);
  const answer = bytes.length > ANSWER_LIMIT ? null : answerIn(line);
  if (answer === null) return { problem: "FORM" };
  if (!isCoherent(answer)) return { problem: "CONTRADICTS" };
  const key = keyThatSigned(bytes.toString("latin1", end), ANSWER_NAMESPACE, line);
  return isKeyOf(answer, key) ? { answer } : { problem: "SIGNATURE" };
}

/** Whether the report's bytes are signed for this decision by the key that the answer names. */
export function hasSigned(answer: HandoverAnswer, report: Uint8Array): boolean {
  return isKeyOf(answer, keyThatSigned(answer.signature, DECISION_NAMESPACES[answer.decision], report));
}

/** Must come back byte for byte. */
function answerIn(line: Buffer): HandoverAnswer | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line);
    const value: unknown = JSON.parse(text);
    return isAnswer(value) && `${canonical(value)}\n` === text ? value : null;
  } catch {
    // No UTF-8, no JSON, what JCS has no form for, or nested deeper than anybody nests.
    return null;
  }
}

/** Who questions asks something, who refuses says why, and nobody else asks. */
function isCoherent({ decision, reason, questions }: HandoverAnswer): boolean {
  if (decision === "refused" && (reason ?? "").trim() === "") return false;
  return (decision === "questioned") === questions.length > 0;
}

function isKeyOf(answer: HandoverAnswer, key: SshKey | null): boolean {
  if (key === null || answer.incoming.key !== key.fingerprint) return false;
  return answer.public === `${key.type} ${key.blob.toString("base64")}`;
}
