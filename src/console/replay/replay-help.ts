import type { Span } from "#console/widgets/spans.js";
import { fitTo } from "#console/widgets/width.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { OfferedReplayKey, ReplayKey } from "#messages/replay-texts.js";

/** The keys that are offered under a replay, in the order in which they are shown. */
export const REPLAY_HINTS: readonly (readonly [key: string, what: OfferedReplayKey])[] = [
  ["Space", "pause"],
  ["← →", "seek"],
  ["[ ]", "markers"],
  ["Enter", "entry"],
  ["< >", "speed"],
  ["/", "search"],
  ["g", "goTo"],
  ["?", "help"],
  ["q Esc", "leave"],
];

const OTHERS: readonly (readonly [key: string, what: ReplayKey])[] = [
  ["n N", "again"],
  [". ,", "step"],
  ["i", "idle"],
  ["Home End", "ends"],
  ["Shift+←↑↓→", "pan"],
];

const KEY_WIDTH = 12;

export function helpLines({ replay }: Catalogue): readonly (readonly Span[])[] {
  return [
    [],
    [["title", replay.helpTitle]],
    [],
    ...[...REPLAY_HINTS, ...OTHERS].map(([key, what]): readonly Span[] => [
      ["key", fitTo(key, KEY_WIDTH)],
      ["text", replay.keys[what]],
    ]),
  ];
}
