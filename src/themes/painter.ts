import { sameColour } from "#themes/colour.js";
import { attributeCodes, type Colours, colourCodes } from "#themes/sgr.js";
import { ROLES, type Role, type Style, type Theme } from "#themes/theme.js";

/** What a terminal can show: no escape sequences at all (`plain`), attributes without colours (`none`), or that many colours. */
export type ColourDepth = "plain" | "none" | Colours;

/** A text as its role is painted. Painted texts can be put side by side, and nothing of one reaches the next. */
export type Paint = (role: Role, text: string) => string;

const RESET = "\u001b[0m";

/**
 * Each painted text begins from nothing and ends in nothing, so that one painted within another looks as it would alone; what
 * is left of the outer one after it is not painted. A role with the terminal's own colours and no attributes is the text itself.
 */
export function createPaint(theme: Theme, depth: ColourDepth): Paint {
  const open = ofEach((role) => {
    const codes = codesOf(theme.roles[role], theme.roles.text, depth);
    return codes.length === 0 ? "" : `\u001b[0;${codes.join(";")}m`;
  });
  const close = ofEach((role) => (open[role] === "" ? "" : RESET));
  // Called for every piece of every line that is drawn: nothing is worked out here.
  return (role, text) => open[role] + text + close[role];
}

function ofEach(make: (role: Role) => string): Readonly<Record<Role, string>> {
  return Object.fromEntries(ROLES.map((role) => [role, make(role)])) as Record<Role, string>;
}

function codesOf(style: Style, text: Style, depth: ColourDepth): readonly (number | string)[] {
  if (depth === "plain") return [];
  if (depth === "none") return attributeCodes(withoutColours(style, text));
  return [...attributeCodes(style), ...colourCodes(style, depth)];
}

/** A role that is told by its background, as a selection is, must be told without one. `text` is the theme's own. */
function withoutColours(style: Style, text: Style): Style {
  const stoodOut = style.bg !== null && !sameColour(style.bg, text.bg);
  return { ...style, inverse: style.inverse || stoodOut };
}
