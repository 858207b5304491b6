import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { receivedHandover, receivedLines } from "#cli/received-handover.js";

/**
 * `shoseki handover show FILE.tar [--signers FILE]`: another operator's handover, once it was checked; `--json` the report with
 * what vouches for it. Nothing is recorded. Throws as `readHandover` does.
 */
export async function handoverShow(setting: Setting, { options }: Arguments, file: string): Promise<0> {
  const read = await receivedHandover(setting, file, options);
  const { io, json } = setting;
  if (json) {
    const { path, capsule, report, origin, key, vouched, isOwn, newestKnown, handover } = read;
    io.out(
      JSON.stringify({
        handover: {
          path,
          capsule,
          report,
          origin,
          key,
          vouched,
          own: isOwn,
          newestKnown,
          text: handover,
        },
      }),
    );
  } else io.out(receivedLines(read, setting).join("\n"));
  return 0;
}
