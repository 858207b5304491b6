import type { Check } from "#cli/doctor/check.js";
import { Keyring } from "#credentials/keyring.js";
import { found } from "#domain/finding.js";

/** An item that nobody has: to ask for it says that the keyring answers. */
const NOBODY = "doctor";

export const keyringCheck: Check = {
  name: "keyring",
  look: async ({ setting }) => {
    const reply = await new Keyring(setting.io.env).look(NOBODY);
    switch (reply.kind) {
      case "absent":
        return [found("KEYRING_NONE", {})];
      case "timeout":
        return [found("KEYRING_MUTE", { seconds: reply.seconds })];
      case "failed":
        return [found("KEYRING_BROKEN", { cause: reply.cause })];
      default:
        return [found("KEYRING_THERE", {})];
    }
  },
};
