import type { Wanted } from "#cli/completion/wanted.js";
import { LOG_FORMATS } from "#cli/log-format.js";
import type { ValueOption } from "#cli/options.js";
import { verbs } from "#language/verbs.js";

/** What stands after each option that takes a value. */
export const OPTION_VALUES: Readonly<Record<ValueOption, Wanted>> = {
  journal: "directory",
  user: "anything",
  ca: "file",
  thumbprint: "anything",
  reason: "anything",
  ticket: "anything",
  timeout: "anything",
  lang: ["en", "ja"],
  format: [...LOG_FORMATS.keys()],
  op: verbs.flatMap(({ operation }) => operation ?? []),
  target: "anything",
  since: "anything",
  until: "anything",
  sig: "anything",
  limit: "anything",
  theme: "theme",
  "anchor-command": "anything",
  signers: "file",
  against: "file",
  endpoint: "endpoint",
  relogin: ["ask", "always"],
  "lock-after": "anything",
  "password-command": "anything",
  confirm: ["risk", "changes", "names"],
  protect: "anything",
  from: "anything",
};
