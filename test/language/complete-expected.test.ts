import { expect, test } from "vitest";
import { complete } from "#language/complete.js";
import { expectedAt } from "#language/expected.js";
import { verbs } from "#language/verbs.js";
import { child, cursorIn, named, vocabularyOf } from "./complete-inventory.js";

function at(marked: string) {
  const { line, column } = cursorIn(marked);
  return expectedAt(line, column);
}

/** `cpu: COUNT > COUNT`: the verb, the place, and what is to come. */
function brief(marked: string): string {
  const { verb, place, rest } = at(marked);
  const what =
    place.kind === "parameter"
      ? place.parameter.name
      : place.kind === "optionValue"
        ? `--${place.option.name}`
        : place.kind;
  return `${verb?.verb ?? "-"}: ${what} > ${rest}`;
}

test("a hint says what is to come, from the verb to the last word", () => {
  expect(brief("")).toBe("-: verb > ");
  expect(brief("mem")).toBe("-: verb > ");
  expect(brief("memory")).toBe("memory: verb > TARGET SIZE");
  expect(brief("memory ")).toBe("memory: TARGET > TARGET SIZE");
  expect(brief("memory web")).toBe("memory: TARGET > SIZE");
  expect(brief("memory web-01 ")).toBe("memory: SIZE > SIZE");
  expect(brief("memory web-01 8")).toBe("memory: SIZE > ");
  expect(brief("memory web-01 8GiB ")).toBe("memory: nothing > ");
  expect(brief("snapshot ")).toBe("-: verb > create | list | revert | remove");
  expect(brief("host maintenance ")).toBe("-: verb > enter | exit");
  expect(brief("snapshot revert web-01 ")).toBe("snapshot revert: NAME > [NAME]");
  expect(brief("vms ")).toBe("vms: PATTERN > [PATTERN]");
  expect(brief("destroy web-01")).toBe("-: nothing > ");
  expect(brief("# memory ")).toBe("-: nothing > ");
});

test("options are to come until they are given", () => {
  expect(brief("clone web-01 ")).toBe(
    "clone: NEW-NAME > NEW-NAME [--host HOST] [--datastore DATASTORE] [--on]",
  );
  expect(brief("clone web-01 web-09 --on ")).toBe(
    "clone: optionName > [--host HOST] [--datastore DATASTORE]",
  );
  expect(brief("clone web-01 web-09 --host ")).toBe("clone: --host > HOST [--datastore DATASTORE] [--on]");
  expect(brief("clone web-01 web-09 --host=")).toBe("clone: --host > HOST [--datastore DATASTORE] [--on]");
  expect(brief("clone web-01 web-09 --host=es")).toBe("clone: --host > [--datastore DATASTORE] [--on]");
  expect(brief("clone web-01 web-09 --host")).toBe("clone: optionName > HOST [--datastore DATASTORE] [--on]");
  expect(brief("clone --host e")).toBe("clone: --host > TARGET NEW-NAME [--datastore DATASTORE] [--on]");
  expect(brief("clone a b --host x --datastore y --on ")).toBe("clone: nothing > ");
  expect(brief("disk web-01 80GiB ")).toBe("disk: optionName > [--disk LABEL | --add]");
  expect(brief("disk web-01 80GiB --add ")).toBe("disk: nothing > ");
  expect(brief("disk web-01 80GiB --disk ")).toBe("disk: --disk > LABEL");
  expect(brief("clone -- --web ")).toBe("clone: NEW-NAME > NEW-NAME");
});

test("what already stands after the cursor is not to come", () => {
  expect(brief("memory | 8GiB")).toBe("memory: TARGET > TARGET");
  expect(brief("clone web-01 | --on")).toBe(
    "clone: NEW-NAME > NEW-NAME [--host HOST] [--datastore DATASTORE]",
  );
});

test("a note takes anything, and help only verbs", () => {
  expect(brief("note ")).toBe("note: TEXT > TEXT");
  expect(brief("note the customer's --host is ")).toBe("note: TEXT > ");
  expect(brief("help ")).toBe("help: VERB... > [VERB...]");
  expect(brief("help snapshot ")).toBe("help: VERB... > ");
  expect(brief("help start ")).toBe("help: nothing > ");
});

test("no half-typed line is too strange to be completed or hinted at", () => {
  const vocabulary = vocabularyOf({
    machines: [named("web 01", "vm-1")],
    tree: { "": [child("/DC0", "holds")] },
  });
  const strange = [
    ...verbs.flatMap(({ examples }) => examples),
    "move 'web --host \"esx\\",
    "move --host='a\" b' --host --host= -- -- --",
    "disk @ @* '' --disk= --add=x --disk",
    "memory '' ''",
    "help help help",
    "note 'it\\",
    "\\",
    " \\",
    "''",
    '"\\"',
    "start /",
    "start //\\'/",
    "start 😀\ud83d",
    "stop web\nstart web",
    "snapshot\u3000revert\u00a0x",
    "constructor __proto__ --toString=",
    "move x --constructor --__proto__=",
  ];
  for (const line of strange) {
    for (let column = -1; column <= line.length + 1; column++) {
      const cursor = Math.min(Math.max(0, column), line.length);
      const { start, end } = complete(line, column, vocabulary);
      expect(
        start >= 0 && start <= cursor && cursor <= end && end <= line.length,
        `${line} at ${column}`,
      ).toBe(true);
      expect(typeof expectedAt(line, column).rest).toBe("string");
    }
  }
  expect(complete("stop ", Number.NaN, vocabulary).start).toBe(0);
});
