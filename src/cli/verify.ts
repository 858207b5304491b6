import { readHeldCheckpoints, readHeldKeys } from "#cli/held-evidence.js";
import type { Setting } from "#cli/io.js";
import { isFile } from "#cli/is-file.js";
import { journalToRead } from "#cli/journal-directory.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { readAnchors } from "#cli/read-anchors.js";
import { reportError } from "#cli/report-error.js";
import { LOGIN, OPTIONS_OF } from "#cli/subcommand-options.js";
import { verdictJson } from "#cli/verdict-json.js";
import { sayVerdict } from "#cli/verdict-said.js";
import { verifyCapsule } from "#cli/verify-capsule.js";
import { verifyProof } from "#cli/verify-proof.js";
import { failure } from "#domain/errors.js";
import { looksLikeCapsule } from "#handover/capsule/looks-like-capsule.js";
import { verifyJournal } from "#journal/verify.js";

/** `shoseki verify [DIR|PROOF|FILE.tar]`: exit 0 sound, 1 not sound, 2 could not be checked. Writes nothing. */
export async function verify(setting: Setting, args: Arguments): Promise<0 | 1 | 2> {
  const { options, words } = args;
  try {
    allowOnly(args, "verify", OPTIONS_OF.verify);
    const stray = LOGIN.find((name) => options[name] !== undefined);
    if (options.endpoint === undefined && stray !== undefined) {
      throw failure("USAGE", { problem: `--${stray} is for --endpoint` });
    }
    const [, place, extra] = words;
    if (extra !== undefined) throw failure("USAGE", { problem: "verify takes one directory or file" });
    if (place === "") throw failure("USAGE", { problem: { kind: "EMPTY", place: "DIR" } });
    // `sim:` is no path.
    if (place !== undefined && place !== "sim:" && isFile(place)) {
      const check = looksLikeCapsule(place) ? verifyCapsule : verifyProof;
      return await check(setting, args, place);
    }
    return await verifyDirectory(setting, args, journalToRead(setting, place ?? options.journal));
  } catch (cause) {
    reportError(setting, cause);
    return 2;
  } finally {
    setting.io.status(null);
  }
}

async function verifyDirectory(setting: Setting, args: Arguments, directory: string): Promise<0 | 1> {
  const { signers, against, endpoint, deep = false } = args.options;
  const { io, catalogue, json } = setting;
  const held = {
    ...(signers === undefined ? {} : { signers: readHeldKeys(signers) }),
    ...(against === undefined ? {} : { against: readHeldCheckpoints(against) }),
    ...(endpoint === undefined ? {} : { anchors: await readAnchors(setting, args, endpoint, directory) }),
  };
  const begun = performance.now();
  const perSecond = (entries: number) => Math.round(entries / ((performance.now() - begun) / 1000));
  const verdict = await verifyJournal(directory, {
    ...held,
    deep,
    onProgress: (done, read) => io.status(catalogue.evidence.verifying({ done, perSecond: perSecond(read) })),
  });
  io.status(null);
  const seconds = (performance.now() - begun) / 1000;
  const pace = { seconds, perSecond: perSecond(verdict.entries) };
  if (json) io.out(JSON.stringify(verdictJson(verdict, pace)));
  else sayVerdict(setting, verdict, { ...pace, endpoint: held.anchors?.endpoint ?? null });
  return verdict.fault === null ? 0 : 1;
}
