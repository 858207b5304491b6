import type { FailedCommand, UnfinishedCommand } from "#domain/failed-command.js";
import { unended } from "#messages/wording.js";

/** What follows the name of a command that has failed. */
export function failedSaid(why: FailedCommand): string {
  if (why.kind === "NOT_STARTED") return `を起動できません: ${unended(why.cause)}`;
  const { exitCode, said } = why;
  return `が終了コード ${exitCode} で終了しました${said === null ? "" : `: ${unended(said)}`}`;
}

/** What follows the name of a command that did not come to its end. */
export function unfinishedSaid(why: UnfinishedCommand): string {
  if (why.kind === "SLOW") return `が ${why.seconds} 秒以内に終了しなかったため、強制終了しました`;
  return why.kind === "SIGNAL"
    ? `が ${why.signal} で終了しました`
    : "を待たないことにしたため、強制終了しました";
}
