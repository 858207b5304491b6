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

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/;

/** A day or a time without a zone is local, as the operator reads the clock; RFC 3339 says its own. */
function timeOf(option: string, text: string): number {
  const [, day, clock = "00:00", zone = ""] = TIME.exec(text) ?? [];
  const written = `${day}T${clock}`;
  if (day === undefined || !roundTrips(written)) {
    throw failure("USAGE", { problem: { kind: "NO_TIME", option, text } });
  }
  return Date.parse(`${written}${zone}`);
}

/** Date.parse alone takes the 31st of February, and hour 24. */
function roundTrips(written: string): boolean {
  const time = new Date(`${written}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(written.slice(0, 19));
}
