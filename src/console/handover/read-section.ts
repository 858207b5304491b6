import type { Console } from "#console/console.js";
import { blockLines } from "#console/prompts/block-lines.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import type { Handover, HandoverSection } from "#domain/handover.js";
import { sectionBlocks } from "#handover/document/section-blocks.js";

interface Reading {
  readonly section: HandoverSection;
  /** Asked at every painting, so that a draft stays live. */
  readonly handover: () => Handover;
  /** What else can be done about it. */
  readonly actions?: ReadonlyMap<string, { readonly does: string; run(): void }>;
  /** Told once its last line was on the screen. */
  readonly onRead?: () => void;
}

/** Shows a section of a report, in the words of the document that is made of it. */
export function readSection(console: Console, { section, handover, actions, onRead }: Reading): void {
  const { store, catalogue } = console;
  const dialog: TextDialog = new TextDialog({
    title: catalogue.handover.sections[section],
    isTall: true,
    lines: (width) => blockLines(sectionBlocks(handover(), section, catalogue), width),
    close: () => store.dialogs.close(dialog),
    ...(actions === undefined ? {} : { actions }),
    ...(onRead === undefined ? {} : { onRead }),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}
