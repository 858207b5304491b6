import type { Setting } from "#cli/io.js";
import { printable } from "#messages/printable.js";
import type { Answer, Answers } from "#procedures/run/conductor.js";

/** What can be answered at a terminal. */
type Asked = "go" | "no" | "seen" | "again" | "skip" | "back-out" | "pause";

/** Which word means which answer. */
const WORDS = [
  ["yes", "go"],
  ["no", "no"],
  ["again", "again"],
  ["skip", "skip"],
  ["back-out", "back-out"],
  ["pause", "pause"],
] as const;

type Word = (typeof WORDS)[number];

/** These stand with a reason. */
const REASONED: ReadonlySet<Asked> = new Set<Asked>(["skip", "back-out"]);

/**
 * Asks at the terminal until there is an answer that can be given here; a reason follows its word, or is asked for. Why it
 * asks once more is said. The run is paused where the question is broken off.
 */
export async function askOf<K extends Asked>(
  setting: Setting,
  question: string,
  kinds: readonly K[],
): Promise<Answer<K | "pause">> {
  for (;;) {
    const said = await setting.io.askLine(`${question} `);
    const found = said === null ? ({ kind: "pause", why: null } as const) : await meant(setting, said, kinds);
    if (found !== null) return found as Answer<K | "pause">;
  }
}

/** Null where it is no answer here. */
async function meant(
  setting: Setting,
  said: string,
  kinds: readonly Asked[],
): Promise<Answers[Asked] | null> {
  const { io, catalogue } = setting;
  const { answers, askWhy, noAnswer, noReason, inFull } = catalogue.procedureRun;
  const [, word = "", rest = ""] = /^\s*(\S*)\s*(.*?)\s*$/su.exec(said) ?? [];
  const known = WORDS.find(([name]) => answers[name].includes(word.toLowerCase()));
  const again = (why: string) => {
    io.err(printable(why));
    return null;
  };
  if (kinds.includes("seen") && word !== "" && !isCommand(known, word, rest, kinds)) {
    // One letter is a slip, and no evidence.
    const isShort = rest === "" && word.length === 1 && known !== undefined && isWordHere(known, kinds);
    return isShort ? again(inFull({ word, answer: known[0] })) : { kind: "seen", text: said.trim() };
  }
  const found = known?.[1];
  if (found === "pause") return { kind: found, why: rest === "" ? null : rest };
  if (found === undefined || !kinds.includes(found)) {
    const words = WORDS.filter((each) => isWordHere(each, kinds)).map(([name]) => name);
    return again(noAnswer({ said: said.trim(), words }));
  }
  if (found !== "skip" && found !== "back-out") return { kind: found };
  const why = (rest === "" ? ((await io.askLine(`${askWhy} `)) ?? "") : rest).trim();
  return why === "" ? again(noReason) : { kind: found, why };
}

/** Where it is asked what was seen, that is said in any words but these: one alone, or one with its reason; in full. */
function isCommand(known: Word | undefined, word: string, rest: string, kinds: readonly Asked[]): boolean {
  if (known === undefined || word.length === 1 || !isWordHere(known, kinds)) return false;
  return rest === "" || REASONED.has(known[1]);
}

function isWordHere([, kind]: Word, kinds: readonly Asked[]): boolean {
  return kind === "pause" || kinds.includes(kind);
}
