import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { directoriesOf } from "#config/directories.js";

test("what is made while working is in the state directory, and what is set in the configuration's", () => {
  expect(directoriesOf({ XDG_STATE_HOME: "/s", XDG_CONFIG_HOME: "/c" })).toEqual({
    journal: "/s/shoseki/journal",
    simulatorJournals: "/s/shoseki/simulator",
    history: "/s/shoseki/history",
    keys: "/c/shoseki/keys",
    themes: "/c/shoseki/themes",
  });
});

test("without XDG's variables, or with relative ones, they are below the home directory", () => {
  for (const env of [{}, { XDG_STATE_HOME: "s", XDG_CONFIG_HOME: "" }]) {
    const { themes, history } = directoriesOf(env);
    expect([themes, history]).toEqual([
      join(homedir(), ".config/shoseki/themes"),
      join(homedir(), ".local/state/shoseki/history"),
    ]);
  }
});
