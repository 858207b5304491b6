import { resolve } from "node:path";
import { PLACES } from "#cli/completion/places.js";
import { profileChecks } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Arguments, OptionName, OptionValues } from "#cli/options.js";
import { directoriesOf } from "#config/directories.js";
import { writeProfile } from "#config/profile-files.js";
import { isProfileName, profilePath } from "#config/profile-names.js";
import { parseProfile } from "#config/profile-text.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { withoutPassword } from "#domain/without-password.js";
import { printable } from "#messages/printable.js";

/** What a word means already where a profile's name could stand. */
const TAKEN: ReadonlySet<string> = new Set([...Object.keys(PLACES), "help", "sim", "all", "version"]);

const HEADER = "# A profile of Shoseki. What can stand here: shoseki profile schema\n";

/**
 * `shoseki profile add NAME --endpoint ENDPOINT ...`: writes a profile, which is not there yet. Errors: `USAGE`, `PROFILE_EXISTS`,
 * `PROFILE_UNWRITABLE`.
 */
export async function addProfile(setting: Setting, { options }: Arguments, name: string): Promise<0> {
  if (!isProfileName(name)) throw badName(name, "FORM");
  if (TAKEN.has(name)) throw badName(name, "TAKEN");
  if (options.endpoint === undefined) {
    throw failure("USAGE", {
      problem:
        "profile add takes --endpoint: vsphere://[user@]host[:port], qemu:///system and its like, or sim:",
    });
  }
  const { io, catalogue } = setting;
  const directory = directoriesOf(io.env).profiles;
  const { stringify } = await import("yaml");
  const text = HEADER + stringify(written(options), { lineWidth: 0 });
  await checkAll(name, profilePath(directory, name), text, options);
  const path = writeProfile(directory, name, text);
  io.out(catalogue.profiles.added({ name, path }).map(printable).join("\n"));
  return 0;
}

function badName(name: string, why: "FORM" | "TAKEN"): ShosekiError {
  return failure("USAGE", { problem: { kind: "PROFILE_NAME", name: withoutPassword(name), why } });
}

/** What the options say, as the file has it; what they do not say is left out. */
function written(options: OptionValues): Record<string, unknown> {
  const { endpoint, user, confirm, theme, relogin, timeout, protect } = options;
  const seconds = timeout === undefined || timeout.trim() === "" ? timeout : Number(timeout);
  const all = {
    endpoint,
    user,
    trust: trustIn(options),
    "read-only": options["read-only"],
    "ask-reason": options["ask-reason"],
    "ask-ticket": options["ask-ticket"],
    confirm,
    protected: protect,
    theme,
    // It holds wherever the program is started.
    journal: options.journal === undefined ? undefined : resolve(options.journal),
    "anchor-command": options["anchor-command"],
    approvers: options.approvers === undefined ? undefined : resolve(options.approvers),
    "password-command": options["password-command"],
    "lock-after": options["lock-after"],
    relogin,
    recording: options.record,
    "record-input": options["record-input"],
    share: options["no-share"] ? false : undefined,
    timeout: Number.isNaN(seconds) ? timeout : seconds,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function trustIn({ ca, thumbprint, insecure }: OptionValues): unknown {
  const given = [ca, thumbprint, insecure].filter((each) => each !== undefined);
  if (given.length > 1)
    throw failure("USAGE", { problem: "--ca, --thumbprint and --insecure exclude each other" });
  if (ca !== undefined) return { ca: resolve(ca) };
  if (thumbprint !== undefined) return { thumbprint };
  return insecure ? "insecure" : undefined;
}

/** The options that are not called as the keys are. */
const OPTION_OF: Readonly<Record<string, string>> = {
  "trust.ca": "ca",
  "trust.thumbprint": "thumbprint",
  protected: "protect",
  recording: "record",
};

const TRUST_OPTIONS = ["ca", "thumbprint", "insecure"] as const satisfies readonly OptionName[];

/** Which of them has said it. */
function trustOption(options: OptionValues): string {
  return TRUST_OPTIONS.find((each) => options[each] !== undefined) ?? "trust";
}

/** What would be refused when it is read is not written. There is no file yet that an error could point into. */
async function checkAll(name: string, path: string, text: string, options: OptionValues): Promise<void> {
  try {
    await parseProfile({ name, path }, Buffer.from(text), profileChecks());
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.problem.code !== "PROFILE_INVALID") throw error;
    const { problem } = error.problem.facts;
    const at = "at" in problem ? problem.at.replace(/^protected\.\d+$/u, "protected") : "";
    const option = `--${OPTION_OF[at] ?? (at === "trust" ? trustOption(options) : at)}`;
    throw failure("USAGE", { problem: { kind: "PROFILE_VALUE", option, problem } }, error);
  }
}
