import type { SubcommandWord } from "#cli/completion/places.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";

type Subcommand = (setting: Setting, args: Arguments) => Promise<number>;

/** Each is loaded when it is asked for: reading a journal needs no client of a hypervisor. `help` is the executable's own. */
export const SUBCOMMANDS: Readonly<Record<Exclude<SubcommandWord, "help">, () => Promise<Subcommand>>> = {
  exec: async () => (await import("#cli/exec.js")).exec,
  run: async () => (await import("#cli/run.js")).run,
  profile: async () => (await import("#cli/profile.js")).profile,
  procedure: async () => (await import("#cli/procedure.js")).procedure,
  log: async () => (await import("#cli/log.js")).log,
  handover: async () => (await import("#cli/handover.js")).handover,
  touched: async () => (await import("#cli/touched.js")).touched,
  replay: async () => (await import("#cli/replay.js")).replay,
  verify: async () => (await import("#cli/verify.js")).verify,
  proof: async () => (await import("#cli/proof.js")).proof,
  trust: async () => (await import("#cli/trust.js")).trust,
  key: async () => (await import("#cli/key.js")).key,
  doctor: async () => (await import("#cli/doctor.js")).doctor,
  completion: async () => (await import("#cli/completion.js")).completion,
};
