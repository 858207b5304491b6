import { expect, test } from "vitest";
import { LineEditor } from "#console/line/line-editor.js";
import { widthOf } from "#console/widgets/width.js";

const KEYS =
  "left right home end backspace delete ctrl+a ctrl+e ctrl+b ctrl+f ctrl+d ctrl+h ctrl+k ctrl+u ctrl+w ctrl+y ctrl+y alt+y alt+y alt+b alt+f alt+d alt+backspace ctrl+t alt+t alt+u alt+l alt+c ctrl+_ ctrl+/ ctrl+left ctrl+right alt+left alt+right".split(
    " ",
  );
/** What is awkward by itself, or beside another of them. */
const PIECES =
  "a,Z,9,-, ,\u3000,業,が,か\u3099,\u3099,e,\u0301,ß,ŉ,İ,😀,👨,\u200d,👩,🏽,\ufe0f,🇯,🇵,ᄀ,ᅡ,ᆨ,क,्,ष,ｶ,ﾞ,\u0600,\u200b,\u202e,\ud83d,\ude00,\n,\r\n,\t,\u001b,start web-01,業務 サーバー".split(
    ",",
  );
const segmenter = new Intl.Segmenter();

/** Mulberry32: the same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function boundaries(text: string): Set<number> {
  return new Set([...segmenter.segment(text)].map(({ index }) => index).concat(text.length));
}

test.each(Array.from({ length: 20 }, (_, seed) => seed))("whatever is pressed and typed: seed %i", (seed) => {
  const random = numbers(seed);
  const some = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const editor = new LineEditor();
  let first = "";
  for (let step = 0; step < 600; step += 1) {
    const done: string[] = [];
    const act = random(100);
    if (act < 55) {
      const key = some(KEYS);
      done.push(key);
      expect(editor.press(key)).toBe(true);
    } else if (act < 97) {
      const text = Array.from({ length: 1 + random(3) }, () => some(PIECES)).join("");
      done.push(text);
      editor.insert(text);
    } else if (act < 99) {
      editor.replace(random(60) - 5, random(60) - 5, some(PIECES));
    } else {
      // All the way back, and on with another text.
      for (let undo = 0; undo < 700; undo += 1) editor.press("ctrl+_");
      expect(editor.text).toBe(first);
      editor.set(Array.from({ length: random(20) }, () => some(PIECES)).join(""), random(25) - 2);
      first = editor.text;
    }
    const { text, column } = editor;
    expect(text.isWellFormed(), `${done}`).toBe(true);
    expect(text, `${done}`).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(boundaries(text).has(column), `column ${column} of ${JSON.stringify(text)} after ${done}`).toBe(
      true,
    );

    const width = random(40);
    const seen = editor.visible(width);
    const where = `${JSON.stringify(seen)} in ${width} of ${JSON.stringify(text)} at ${column}`;
    expect(widthOf(seen.text), where).toBeLessThanOrEqual(width);
    expect(seen.cursorColumn, where).toBeGreaterThanOrEqual(0);
    if (width > 0) expect(seen.cursorColumn, where).toBeLessThan(width);
    expect(text, where).toContain(seen.text);
    if (!seen.cutLeft) expect(text.startsWith(seen.text), where).toBe(true);
    if (!seen.cutRight) expect(text.endsWith(seen.text), where).toBe(true);
  }
  for (let undo = 0; undo < 700; undo += 1) editor.press("ctrl+_");
  expect(editor.text).toBe(first);
});
