import { doctor } from "#cli/doctor.js";
import type { Io } from "#cli/io.js";
import { readArguments } from "#cli/options.js";
import type { FindingCode, FindingStatus } from "#domain/finding.js";
import { en } from "#messages/en.js";
import { jsonLines, type OperatorHome } from "../../stories/shoseki.js";
import { fakeIo, runRepl } from "../fake-io.js";

export interface Told {
  readonly check: string;
  readonly status: FindingStatus;
  readonly code: FindingCode;
  readonly what: string;
  readonly how: string;
}

/** What differs from a sound set-up. */
export interface Ailment {
  readonly env?: Readonly<Record<string, string>>;
  readonly io?: Partial<Io>;
  readonly args?: readonly string[];
}

/** `shoseki doctor --json` of an operator: all that it tells, and its exit code. */
export async function diagnosed(
  home: OperatorHome,
  { env = {}, io: more = {}, args = [] }: Ailment = {},
): Promise<{ readonly code: number; readonly told: readonly Told[]; readonly toMend: readonly Told[] }> {
  const { io, out } = fakeIo(home, async function* () {});
  const world = { ...io, ...more, env: { PATH: process.env.PATH, LANG: "C.UTF-8", ...io.env, ...env } };
  const code = await doctor(
    { io: world, catalogue: en, json: true },
    readArguments(["doctor", "--json", ...args]),
  );
  const told = jsonLines<Told>(out.join("\n"));
  return { code, told, toMend: told.filter(({ status }) => status === "mend") };
}

/** An operator who has worked here before: a journal, and its key in a file. */
export async function workedBefore(home: OperatorHome): Promise<void> {
  const fake = fakeIo(home, async function* () {
    yield "note the first shift";
  });
  const code = await runRepl(fake, ["sim:"]);
  if (code !== 0) throw new Error(fake.err.join("\n"));
}
