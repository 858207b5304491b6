import { expect, test } from "vitest";
import { endpointChoices } from "#cli/endpoint-choices.js";
import { profileChecks } from "#cli/endpoint-named.js";
import { readArguments } from "#cli/options.js";
import { parseProfile } from "#config/profile-text.js";

const TEXT = `endpoint: vsphere://vc1
read-only: true
ask-ticket: true
confirm: changes
protected: [db-*]
theme: dusk
journal: /j/profile
anchor-command: anchor profile
approvers: /etc/approvers-of-profile
lock-after: 15m
relogin: always
recording: on
record-input: true
hold-until-handover: true
share: false
`;
const profile = await parseProfile({ name: "vc1", path: "/p/vc1.yaml" }, Buffer.from(TEXT), profileChecks());

const ENVIRONMENT = {
  SHOSEKI_THEME: "dawn",
  SHOSEKI_JOURNAL: "/j/environment",
  SHOSEKI_ANCHOR_COMMAND: "anchor environment",
};

const choices = (line: readonly string[], env = {}, by: typeof profile | null = profile) =>
  endpointChoices(readArguments(line).options, env, by);

test("where nobody says anything, the defaults hold", () => {
  expect(choices([], {}, null)).toEqual({
    restraints: {
      readOnly: null,
      protected: [],
      confirm: "risk",
      demands: { reason: false, ticket: false },
      holdUntilHandover: false,
    },
    theme: null,
    lockAfterMs: null,
    relogin: "ask",
    recording: { wish: "off", input: false, by: "profile" },
    share: true,
    journal: null,
    anchorCommand: "",
    approvers: "/etc/shoseki/approvers",
  });
});

test("a profile goes before the defaults", () => {
  expect(choices([])).toEqual({
    restraints: {
      readOnly: "profile",
      protected: ["db-*"],
      confirm: "changes",
      demands: { reason: false, ticket: true },
      holdUntilHandover: true,
    },
    theme: "dusk",
    lockAfterMs: 900_000,
    relogin: "always",
    recording: { wish: "on", input: true, by: "profile" },
    share: false,
    journal: "/j/profile",
    anchorCommand: "anchor profile",
    approvers: "/etc/approvers-of-profile",
  });
});

test("the environment goes before the profile, an empty variable does not", () => {
  const { theme, journal, anchorCommand } = choices([], ENVIRONMENT);
  expect([theme, journal, anchorCommand]).toEqual(["dawn", "/j/environment", "anchor environment"]);
  const empty = { SHOSEKI_THEME: "", SHOSEKI_JOURNAL: "", SHOSEKI_ANCHOR_COMMAND: "" };
  expect(choices([], empty)).toEqual(choices([]));
});

test("an option goes before both", () => {
  const line = ["--theme", "noon", "--journal", "/j/option", "--anchor-command", "anchor option"];
  const more = ["--lock-after", "never", "--relogin", "ask", "--ask-reason", "--read-only"];
  expect(choices([...line, ...more], ENVIRONMENT)).toMatchObject({
    restraints: { readOnly: "option", demands: { reason: true, ticket: true } },
    theme: "noon",
    journal: "/j/option",
    anchorCommand: "anchor option",
    lockAfterMs: null,
    relogin: "ask",
  });
  expect(choices(["--anchor-command", ""], ENVIRONMENT).anchorCommand).toBe("");
  expect(choices(["--approvers", "/a/option"]).approvers).toBe("/a/option");
  expect(choices(["--no-share"], {}, null).share).toBe(false);
  expect(choices(["--record", "off"]).recording).toMatchObject({ wish: "off", by: "option" });
  expect(choices(["--record", "required", "--record-input"], {}, null).recording).toEqual({
    wish: "required",
    input: true,
    by: "option",
  });
});

test("a recording that the profile requires is not switched off by an option", () => {
  const required = { ...profile, recording: "required" } as const;
  const refused = expect.objectContaining({ code: "RECORDING_REQUIRED" });
  expect(() => choices(["--record", "off"], {}, required)).toThrow(refused);
  expect(choices(["--record", "on"], {}, required).recording).toMatchObject({ wish: "required" });
});

test.each([
  ["--lock-after", "3d"],
  ["--lock-after", "15"],
  ["--relogin", "never"],
  ["--record", "always"],
])("%s %s is no choice", (...line) => {
  expect(() => choices(line)).toThrow(expect.objectContaining({ code: "USAGE" }));
});
