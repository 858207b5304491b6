import picomatch from "picomatch/posix.js";

/** `name`: `/` is a character like any other. `path`: no wildcard stands for a `/`. */
export type GlobOver = "name" | "path";

const PARTS = /\\(?<quoted>.)|\[(?<not>[!^])?(?<set>(?:\\.|[^\]\\])+)\]|(?<wildcard>[*?])|(?<plain>.)/gsu;

/** Where `/` is no separator it stands for itself by a character that no name can hold. */
const SLASH_IN_NAME = "\uffff";

/**
 * A test for names or paths: `*` any characters, `?` one, `[a-c]` and `[!a-c]` one of a set, `\` makes the next
 * character plain. Case counts; both sides are compared in NFC. A set that makes no sense matches nothing.
 *
 * picomatch is made for file names and gives `( ) { } + | " ./` meanings of their own, which names like
 * `web (old)` run into; so every character that is no wildcard reaches it as a code escape.
 */
export function globMatcher(pattern: string, over: GlobOver): (candidate: string) => boolean {
  let slashes = 0;
  const translated = pattern.normalize("NFC").replaceAll(PARTS, (...args) => {
    const parts: Partial<Record<string, string>> = args.at(-1);
    if (parts.wildcard !== undefined) return parts.wildcard;
    if (parts.set !== undefined) return setOf(parts.set, parts.not !== undefined);
    const character = parts.quoted ?? parts.plain ?? "";
    if (character !== "/") return code(character);
    slashes++;
    return over === "path" ? "/" : SLASH_IN_NAME;
  });
  const expression = picomatch.makeRe(translated, {
    dot: true,
    nobrace: true,
    noextglob: true,
    noglobstar: true,
    literalBrackets: false,
    posix: false,
    strictSlashes: true,
    fastpaths: false,
    maxLength: 1_000_000,
    flags: "u",
  });
  if (over === "name") {
    return (name) => expression.test(name.normalize("NFC").replaceAll("/", SLASH_IN_NAME));
  }
  return (path) => path.split("/").length === slashes + 1 && expression.test(path.normalize("NFC"));
}

function setOf(set: string, negated: boolean): string {
  const members = set.replaceAll(/\\(?<quoted>.)|(?<dash>-)|(?<plain>.)/gsu, (...args) => {
    const { quoted, dash, plain = "" }: Partial<Record<string, string>> = args.at(-1);
    return dash ?? code(quoted ?? plain);
  });
  return `[${negated ? "^" : ""}${members}]`;
}

function code(character: string): string {
  if (!/[\0-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]/u.test(character)) return character;
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
