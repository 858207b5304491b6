import { escaped } from "#documents/escaped.js";
import type { HandoverPageTexts } from "#messages/handover-page-texts.js";

/** The player's place, the choice of recording and what goes with a jump. Hidden until there is a script. */
export function recordingPart(names: readonly string[], texts: HandoverPageTexts): readonly string[] {
  const { headings, labels, screen, noRecording } = texts;
  const heading = `<h3 id="recording-heading">${escaped(headings.recording)}</h3>`;
  if (names.length === 0) return [heading, `<p>${escaped(noRecording)}</p>`];
  const options = names.map((name, number) => `<option value="${number}">${escaped(name)}</option>`);
  return [
    '<section id="recording" aria-labelledby="recording-heading" hidden>',
    heading,
    '<div class="fields">',
    `<label for="recording-file">${escaped(labels.recording)}</label>`,
    `<select id="recording-file" autocomplete="off">${options.join("")}</select>`,
    box("play-after-jump", labels.playAfterJump, true),
    box("keep-in-view", labels.keepInView, true),
    "</div>",
    '<p id="recording-error" class="problem" role="alert"></p>',
    `<div id="player" data-screen="${escaped(screen)}"></div>`,
    "</section>",
  ];
}

function box(id: string, label: string, checked: boolean): string {
  return `<label><input type="checkbox" id="${id}"${checked ? " checked" : ""}> ${escaped(label)}</label>`;
}
