import { freePath } from "#handover/exchange/free-path.js";
import { fileOfAnswer } from "#handover/name-of-handover.js";

/** Where an answer goes: to a file that is named, or beside the handover's (`FILE.answer`, `FILE.answer-2`, ...). */
export type AnswerPlace = string | { readonly beside: string };

/** @param bytes of the answer, where they are known: where they are already, they are not put once more */
export function answerPath(place: AnswerPlace, bytes?: Uint8Array): string {
  return typeof place === "string" ? place : freePath(fileOfAnswer(place.beside), bytes);
}
