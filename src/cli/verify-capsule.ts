import { readHeldKeys } from "#cli/held-evidence.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { recordingsSaid } from "#cli/recordings-said.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { checkCapsule, type ShiftCapsule } from "#handover/capsule/check-capsule.js";
import { printable } from "#messages/printable.js";

/** Checks the capsule of a shift: no journal is needed. All of it is always checked, with `--deep` or without. */
export async function verifyCapsule(setting: Setting, args: Arguments, path: string): Promise<0 | 1> {
  allowOnly(args, "verify FILE.tar", OPTIONS_OF.verifyCapsule);
  const { io, catalogue, json } = setting;
  const { signers: file } = args.options;
  const { capsule, faults } = await checkCapsule(path, {
    signers: file === undefined ? undefined : readHeldKeys(file),
    onProgress: (done) => io.status(catalogue.shiftCapsules.checking({ done })),
  });
  io.status(null);
  if (capsule === null) {
    if (json) io.out(JSON.stringify({ sound: false, faults }));
    else for (const fault of faults) io.out(printable(catalogue.shiftCapsules.unsound(fault)));
    return 1;
  }
  if (json) io.out(JSON.stringify(inJson(capsule)));
  else for (const line of said(setting, capsule, file)) io.out(printable(line));
  return 0;
}

function said(
  { catalogue: { shiftCapsules: texts, evidence } }: Setting,
  { handover, handOver, entries, origin, key, recordings, unlike }: ShiftCapsule,
  file: string | undefined,
): readonly string[] {
  const [firstSeq, lastSeq] = [entries[0]?.seq ?? 0, entries.at(-1)?.seq ?? 0];
  const { id, revision, outgoing, journal } = handover;
  const { count, whole } = recordings;
  return [
    texts.sound({ origin, firstSeq, lastSeq, recordings: count, whole, key }),
    ...handover.shift.lost.map((recording) => texts.lost(recording)),
    ...unlike.map((name) => texts.unlike({ name })),
    handOver === null
      ? texts.draft()
      : texts.handedOver({
          handover: id,
          revision,
          os: outgoing.os,
          console: outgoing.console,
          seq: handOver.seq,
        }),
    ...recordingsSaid(evidence, recordings),
    texts.word({ firstSeq, sound: journal.sound, size: journal.treeSize }),
    file === undefined ? texts.selfConsistent({ key }) : texts.held({ file }),
  ];
}

function inJson({
  handover,
  handOver,
  report,
  entries,
  origin,
  key,
  keys,
  isHeld,
  checkpoint,
  casts,
  recordings,
  unlike,
}: ShiftCapsule) {
  const { id, revision, outgoing } = handover;
  return {
    sound: true,
    trust: isHeld ? "held against copies" : "self-consistent only",
    heldAgainst: isHeld ? ["signers"] : [],
    faults: [],
    origin,
    key,
    keys: keys.map(({ fromSeq, fingerprint, identity }) => ({ fromSeq, fingerprint, identity })),
    handover: id,
    revision,
    report,
    outgoing,
    draft: handOver === null,
    handOver: handOver?.seq ?? null,
    firstSeq: entries[0]?.seq ?? 0,
    lastSeq: entries.at(-1)?.seq ?? 0,
    checkpoint: { size: checkpoint.size, root: checkpoint.root.toString("base64") },
    recordings: casts,
    lost: handover.shift.lost,
    findings: recordings,
    unlike,
  };
}
