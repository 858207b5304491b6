import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The directories of root's programs, which an ordinary user's PATH leaves out. */
const OF_ROOT = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** Those of the programs that are not on this machine. */
export function missingPrograms(programs: readonly string[]): readonly string[] {
  const places = [...(process.env.PATH ?? "").split(delimiter), ...OF_ROOT];
  return programs.filter((program) => !places.some((place) => existsSync(join(place, program))));
}
