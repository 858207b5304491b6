import type { Colour } from "#themes/colour.js";
import { rgbOf } from "#themes/palette.js";
import { nearestOf16, nearestOf256, readableOn } from "#themes/reduce.js";
import { ATTRIBUTES, type Attribute, type Style } from "#themes/theme.js";

/** How many colours a terminal can be told by SGR. */
export type Colours = "16" | "256" | "truecolor";

/** The parameters of SGR, ECMA-48 8.3.117; for a colour by number or value those of ISO 8613-6, as terminals write them. */
type Codes = readonly (number | string)[];

const ATTRIBUTE_CODES: Readonly<Record<Attribute, number>> = {
  bold: 1,
  dim: 2,
  italic: 3,
  underline: 4,
  inverse: 7,
};

export function attributeCodes(style: Style): Codes {
  return ATTRIBUTES.filter((each) => style[each]).map((each) => ATTRIBUTE_CODES[each]);
}

/** Where the codes of the eight colours and of the bright ones begin, and the code that a number or a value comes after. */
interface Ground {
  readonly normal: number;
  readonly bright: number;
  readonly extended: number;
}
const FOREGROUND: Ground = { normal: 30, bright: 90, extended: 38 };
const BACKGROUND: Ground = { normal: 40, bright: 100, extended: 48 };

/** A colour that is null has no code. */
export function colourCodes(style: Style, colours: Colours): Codes {
  const { fg, bg } = colours === "16" ? reduced(style) : style;
  return [
    ...(fg === null ? [] : [codeOf(fg, FOREGROUND, colours)]),
    ...(bg === null ? [] : [codeOf(bg, BACKGROUND, colours)]),
  ];
}

function codeOf(colour: Colour, ground: Ground, colours: Colours): number | string {
  if (colour.kind === "rgb") {
    if (colours === "truecolor") return `${ground.extended};2;${colour.rgb.join(";")}`;
    return `${ground.extended};5;${nearestOf256(colour.rgb)}`;
  }
  const { index } = colour;
  if (index < 8) return ground.normal + index;
  return index < 16 ? ground.bright + index - 8 : `${ground.extended};5;${index}`;
}

/** Both in the sixteen. Two colours that are far apart can come to one there. */
function reduced({ fg, bg }: Style): Pick<Style, "fg" | "bg"> {
  const background = bg === null ? null : ansiOf(bg);
  const foreground = fg === null ? null : ansiOf(fg);
  if (foreground === null || background === null) return { fg: ansi(foreground), bg: ansi(background) };
  return { fg: ansi(readableOn(foreground, background)), bg: ansi(background) };
}

/** An ANSI name stays what it is: the terminal's owner has said how it looks. */
function ansiOf(colour: Colour): number {
  return colour.kind === "palette" && colour.index < 16 ? colour.index : nearestOf16(rgbOf(colour));
}

function ansi(index: number | null): Colour | null {
  return index === null ? null : { kind: "palette", index };
}
