import type { Setting } from "#cli/io.js";
import { PROFILE_SCHEMA } from "#config/profile-schema.js";

/** `shoseki profile schema`: the JSON Schema of profiles, as docs/profile.schema.json has it. */
export function printProfileSchema({ io }: Setting): 0 {
  io.out(JSON.stringify(PROFILE_SCHEMA, null, 2));
  return 0;
}
