import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import type { Criteria } from "#journal/index/criteria.js";
import { targetNamed } from "#journal/target-named.js";

/** What is asked for by `--op --target --user --since --until --failed --run --step`. Throws `USAGE` for a time that is none. */
export function logFilter({
  op,
  target,
  user,
  since,
  until,
  failed,
  run,
  step,
}: Arguments["options"]): Criteria {
  return {
    ...(op === undefined ? {} : { op: (OPR) => OPR.toLowerCase() === op.toLowerCase() }),
    ...(target === undefined ? {} : { target: targetNamed(target) }),
    ...(user === undefined ? {} : { user: (name) => name.toLowerCase() === user.toLowerCase() }),
    ...(since === undefined ? {} : { since: timeOf("--since", since) }),
    ...(until === undefined ? {} : { until: timeOf("--until", until) }),
    ...(failed === true ? { failed } : {}),
    ...(run === undefined ? {} : { run: run.toLowerCase() }),
    ...(step === undefined ? {} : { step }),
  };
}

const AGE = /^(\d{1,5})([dhm])$/;
const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/;

/**
 * A day or a time without a zone is local, as the operator reads the clock; RFC 3339 says its own; `30d`, `12h` or `90m` is so
 * long ago. Milliseconds since 1970; throws `USAGE`.
 */
export function timeOf(option: string, text: string): number {
  const [, amount = "", unit = ""] = AGE.exec(text) ?? [];
  const age = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (Number.isFinite(age)) return Date.now() - age;
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
