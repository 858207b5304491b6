import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { directoriesOf } from "#config/directories.js";

/** Where nothing else is short enough for a socket. */
const SHORT = `/tmp/shoseki-${process.getuid?.()}`;

test("what is made while working is in the state directory, and what is set in the configuration's", () => {
  expect(directoriesOf({ XDG_STATE_HOME: "/s", XDG_CONFIG_HOME: "/c" })).toEqual({
    journal: "/s/shoseki/journal",
    simulatorJournals: "/s/shoseki/simulator",
    history: "/s/shoseki/history",
    keys: "/c/shoseki/keys",
    profiles: "/c/shoseki/profiles",
    knownHosts: "/c/shoseki/known_hosts",
    themes: "/c/shoseki/themes",
    sockets: ["/s/shoseki/run", SHORT],
  });
});

test("sockets are where the system keeps what is the session's, if it says where", () => {
  const { sockets } = directoriesOf({ XDG_STATE_HOME: "/s", XDG_RUNTIME_DIR: "/run/user/1000" });
  expect(sockets).toEqual(["/run/user/1000/shoseki", "/s/shoseki/run", SHORT]);
  expect(directoriesOf({ XDG_STATE_HOME: "/s", XDG_RUNTIME_DIR: "relative" }).sockets).toEqual([
    "/s/shoseki/run",
    SHORT,
  ]);
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
