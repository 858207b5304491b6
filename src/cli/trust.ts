import type { ExitCode } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { listKnownHosts } from "#cli/trust-list.js";
import { forgetHost } from "#cli/trust-remove.js";
import { trustServer } from "#cli/trust-server.js";
import { failure } from "#domain/errors.js";

/** `shoseki trust [list] | ENDPOINT|PROFILE | remove HOST[:PORT]`: which servers' certificates are known. Throws what goes wrong. */
export async function trust(setting: Setting, args: Arguments): Promise<ExitCode> {
  const [, word = "list", host, extra] = args.words;
  allowOnly(args, "trust", word === "list" ? OPTIONS_OF.trust : []);
  if (word === "remove") {
    if (host === undefined || extra !== undefined)
      throw failure("USAGE", { problem: "trust remove takes one HOST[:PORT]" });
    return await forgetHost(setting, host);
  }
  if (host !== undefined)
    throw failure("USAGE", {
      problem: "trust takes one ENDPOINT or PROFILE, or list, or remove HOST[:PORT]",
    });
  return word === "list" ? listKnownHosts(setting) : await trustServer(setting, word);
}
