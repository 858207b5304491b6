import {
  ANSWER_NAMESPACE,
  DECISION_NAMESPACES,
  type Decision,
  type HandoverAnswer,
} from "#domain/handover.js";
import { keyThatSigned } from "#journal/ssh/signature-file.js";

/** What an entry says of an answer to a handover. */
export interface AnswerSaid {
  /** The answer's file, whole. */
  readonly file: string;
  /** The report that it is an answer to, whole, and its lower-case hex SHA-256. */
  readonly text: string;
  readonly report: string;
  readonly decision: Decision;
  /** The fingerprint of whoever has answered. */
  readonly key: string;
  /** Armoured, over the report. */
  readonly signature: string;
}

/** Why an answer is not what an entry says, or not signed by whom it names; null where it is. */
export function answerProblem({ file, text, report, decision, key, signature }: AnswerSaid): string | null {
  const end = file.indexOf("\n") + 1;
  const line = file.slice(0, end);
  const answer = answerIn(line);
  if (answer === null) return "its answer cannot be read";
  const isSo =
    answer.report === report &&
    answer.decision === decision &&
    answer.signature === signature &&
    answer.incoming?.key === key;
  if (!isSo) return "its answer is another than it says";
  const namespace: string | undefined = DECISION_NAMESPACES[decision];
  if (keyThatSigned(signature, namespace ?? "", Buffer.from(text))?.fingerprint !== key)
    return `the report is not signed by ${key} as ${decision}`;
  if (keyThatSigned(file.slice(end), ANSWER_NAMESPACE, Buffer.from(line))?.fingerprint !== key)
    return `its answer is not signed by ${key}`;
  return null;
}

function answerIn(line: string): Partial<HandoverAnswer> | null {
  try {
    return JSON.parse(line) as Partial<HandoverAnswer> | null;
  } catch {
    return null;
  }
}
