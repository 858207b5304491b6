import picomatch from "picomatch";
import type { Arguments } from "#cli/options.js";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";

/** Whether an entry is asked for by `--op --target --user --since --until --failed`. Throws `USAGE` for a time that is none. */
export function logFilter({
  op,
  target,
  user,
  since,
  until,
  failed,
}: Arguments["options"]): (entry: Entry) => boolean {
  const from = since === undefined ? Number.NEGATIVE_INFINITY : timeOf("--since", since);
  const to = until === undefined ? Number.POSITIVE_INFINITY : timeOf("--until", until);
  const named =
    target === undefined ? null : picomatch(target, { dot: true, nobrace: true, noext: true, bash: true });
  return ({ OPR, TGT, USR, RST, STR }) => {
    const time = Date.parse(STR);
    return (
      (op === undefined || OPR.toLowerCase() === op.toLowerCase()) &&
      (named === null ||
        TGT.id === target ||
        `@${TGT.id}` === target ||
        TGT.name === target ||
        named(TGT.name)) &&
      (user === undefined || USR.name.toLowerCase() === user.toLowerCase()) &&
      (failed !== true || (RST !== undefined && RST.status !== "OK")) &&
      time >= from &&
      time < to
    );
  };
}

/** A day or a time without a zone is local, as the operator reads the clock; RFC 3339 says its own. */
function timeOf(option: string, text: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  const time = Date.parse(day ? `${text}T00:00:00` : text);
  if (Number.isNaN(time) || !/^\d{4}-\d\d-\d\d/.test(text)) {
    throw failure("USAGE", {
      problem: `${option} takes a day (2026-01-05) or a time (2026-01-05T03:00:00Z), not ${JSON.stringify(text)}`,
    });
  }
  return time;
}
