import { escaped } from "#documents/escaped.js";
import type { PlayerFiles } from "#handover/page/player-files.js";
import type { HandoverPageTexts } from "#messages/handover-page-texts.js";

/** Whose the player is, and on what terms: they go with every copy of it. */
export function licencesPart(player: PlayerFiles, texts: HandoverPageTexts): readonly string[] {
  const { version, licences } = player;
  return [
    `<footer><p>${escaped(texts.player({ version }))}</p>`,
    `<details><summary>${escaped(texts.headings.licences)}</summary>`,
    ...licences.map((text) => `<pre lang="en" tabindex="0">${escaped(text.trim())}</pre>`),
    "</details></footer>",
  ];
}
