import type { Block } from "#documents/report-document.js";
import type { Handover } from "#domain/handover.js";
import type { Catalogue } from "#messages/catalogue.js";

/** How the journal is: what it is held against later. */
export function journalBlocks({ journal }: Handover, { handover: texts }: Catalogue): readonly Block[] {
  const { labels } = texts;
  const { origin, treeSize, rootHash, sound, problem, anchor, keys } = journal;
  // What is not found in a journal that is not sound may have been there.
  const [noCheckpoint, noAnchor] = sound
    ? [texts.noCheckpoint, texts.noAnchor]
    : [texts.cannotBeTold, texts.cannotBeTold];
  return [
    {
      kind: "facts",
      rows: [
        [labels.origin, origin],
        [labels.treeSize, treeSize === 0 ? noCheckpoint : String(treeSize)],
        [labels.root, treeSize === 0 ? noCheckpoint : rootHash],
        [labels.verified, sound ? texts.sound : texts.unsound({ problem: problem ?? "" })],
        [labels.anchor, anchor === null ? noAnchor : texts.anchored(anchor)],
        ...keys.map((key) => [labels.signingKey, texts.keyOf(key)] as const),
      ],
    },
  ];
}
