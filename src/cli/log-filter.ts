import picomatch from "picomatch";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import type { Criteria } from "#journal/index/criteria.js";

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

/** By its id, as it is or behind an `@`, its name, or a glob of it. */
function targetNamed(target: string): NonNullable<Criteria["target"]> {
  const fits = picomatch(target, { dot: true, nobrace: true, noext: true, bash: true });
  return ({ id, name }) => id === target || `@${id}` === target || name === target || fits(name);
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
