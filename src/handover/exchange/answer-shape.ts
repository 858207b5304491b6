import type { HandoverAnswer } from "#domain/handover.js";
import { isQuestion, isUuid } from "#handover/parse-handover.js";
import { isCount, isText, listOf, matches, oneOf, orNull, shape } from "#handover/shape.js";

/** Whether a value that was parsed is of an answer's form. Says nothing of whether it is true. */
export const isAnswer = shape({
  format: oneOf("shoseki-handover-answer/1"),
  handover: isUuid,
  revision: (value) => isCount(value) && value !== 0,
  report: matches(/^[0-9a-f]{64}$/),
  decision: oneOf("accepted", "refused", "questioned"),
  reason: orNull(isText),
  questions: listOf(isQuestion),
  incoming: shape({ os: isText, console: isText, key: matches(/^SHA256:[A-Za-z0-9+/]{43}$/) }),
  public: isText,
  at: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  signature: isText,
}) as (value: unknown) => value is HandoverAnswer;
