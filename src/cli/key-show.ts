import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { keyStoreOf } from "#cli/key-store.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { readLastLine } from "#journal/last-line.js";
import { layoutOf } from "#journal/layout.js";
import { verifierKey } from "#journal/note/verifier-key.js";
import { readEpochs } from "#journal/read-epochs.js";
import { readingFiles } from "#journal/reading-files.js";
import { table } from "#listings/table.js";

/** `shoseki key show`: a journal's key, where its private half is, and the keys before it. Needs no passphrase. */
export async function showKey(setting: Setting, { options }: Arguments): Promise<0> {
  const directory = journalToRead(setting, options.journal);
  const { epochs, lastSeq } = await readingFiles(directory, async () => {
    const layout = layoutOf(directory);
    return { epochs: readEpochs(layout).epochs(), lastSeq: readLastLine(layout)?.entry.seq ?? 0 };
  });
  const current = epochs.at(-1);
  if (current === undefined) throw failure("JOURNAL_MISSING", { directory });
  const { fingerprint, identity, origin, public: publicKey } = current;
  const kept = await keyStoreOf(setting).find(fingerprint);
  const verifier = verifierKey(origin, current.publicKey);
  const spans = epochs.map(({ fromSeq, fingerprint: key, earliest, latest }, index) => {
    const toSeq = (epochs[index + 1]?.fromSeq ?? lastSeq + 1) - 1;
    return { fromSeq, toSeq, fingerprint: key, earliest, latest };
  });
  const { io, json, catalogue } = setting;
  if (json) {
    const shown = {
      journal: directory,
      fingerprint,
      public: publicKey,
      private: kept,
      identity,
      origin,
      verifier,
    };
    io.out(JSON.stringify({ ...shown, epochs: spans }));
    return 0;
  }
  const { labels, columns, none } = catalogue.keys;
  const rows = [
    [labels.journal, directory],
    [labels.fingerprint, fingerprint],
    [labels.public, publicKey],
    [labels.private, catalogue.keys.kept(kept)],
    [labels.identity, identity],
    [labels.origin, origin],
    [labels.verifier, verifier],
  ];
  const head = [columns.entries, columns.from, columns.until, columns.key];
  const lines = spans.map(({ fromSeq, toSeq, fingerprint: key, earliest, latest }) =>
    toSeq < fromSeq ? [none, "", "", key] : [`${fromSeq}-${toSeq}`, earliest, latest, key],
  );
  io.out([...table(rows), "", ...table([head, ...lines])].join("\n"));
  return 0;
}
