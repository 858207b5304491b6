import { homedir } from "node:os";
import { GENERAL } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { type Directories, directoriesOf } from "#config/directories.js";
import { briefUsageOf } from "#language/usage.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import {
  generalOptions,
  handoverOptions,
  logOptions,
  procedureOptions,
  profileOptions,
  replayOptions,
  touchedOptions,
  verifyOptions,
} from "#messages/options.js";
import { subcommandLines } from "#messages/subcommand-lines.js";
import { endpointLines, exampleLines } from "#messages/usage-examples.js";
import { asTyped, prose, roff, tagged, typed } from "./roff.js";

/** The day on which its own words, those below, were last changed. */
const CHANGED = "2026-11-28";

/** What is in each place that the program keeps things in. */
const FILES: Readonly<Record<keyof Directories, string>> = {
  journal: "The journal: entries, checkpoints, tiles. See docs/journal-format.md.",
  simulatorJournals: "Journals of the embedded simulator, one a run.",
  keys: "Signing keys, encrypted, where they are not in the OS keyring.",
  knownHosts:
    "The certificates that you have agreed to, a line each. govc's own files (GOVC_TLS_KNOWN_HOSTS) are read too.",
  profiles: "Profiles, a file each: shoseki profile schema prints their JSON Schema.",
  themes: "Your own themes, a file each. See docs/themes.md.",
  history: "The command lines that were typed in the console.",
  sockets: "The sockets of open consoles, which only you can open.",
};

const { usage, help } = en;

/** The manual page, docs/shoseki.1, as the man macros have it. Made from the tables that usage, help and parsing are made from. */
export function manPage(version: string): string {
  const lines = [
    '.\\" Written by npm run man. Change the tables that it is made from, or test/man/man-page.ts.',
    `.TH SHOSEKI 1 "${CHANGED}" "Shoseki ${version}" "User Commands"`,
    ".SH NAME",
    "shoseki \\- an audited shell for virtual machines",
    ".SH SYNOPSIS",
    ...subcommandLines.flatMap(([, written], index) => [...(index === 0 ? [] : [".br"]), typed(written)]),
    ".SH DESCRIPTION",
    prose(
      "Shoseki opens one authenticated session on a hypervisor and keeps it for a shift. Every operation is an entry in a journal, signed, " +
        "chained and on the disk before anything is sent: who did what to which machine, when, where, how, and with what result (4W1H1R). " +
        "What cannot be recorded is not done.",
    ),
    ".PP",
    prose(
      "The journal can be checked without Shoseki, by ssh-keygen, openssl, jq and any verifier of C2SP tlog checkpoints, and by people who do not trust who wrote it.",
    ),
    ".SH SUBCOMMANDS",
    ...subcommandLines.flatMap(([name, written]) => [
      ...tagged(typed(written), sentence(usage.subcommands[name])),
      ...optionsTaken(name),
    ]),
    ".SH ENDPOINTS",
    ...endpointLines.flatMap(([name, written]) => tagged(typed(written), sentence(usage.endpoints[name]))),
    ".PP",
    "Of the simulator:",
    ...asTyped(usage.simulator),
    ".SH OPTIONS",
    "Options may stand anywhere on the line. Every subcommand takes",
    `${list(GENERAL)}.`,
    ...optionTable(generalOptions),
    '.SS "Of profile add"',
    ...optionTable(profileOptions),
    '.SS "Of procedure"',
    ...optionTable(procedureOptions),
    '.SS "Of handover"',
    ...optionTable(handoverOptions),
    '.SS "Of replay"',
    ...optionTable(replayOptions),
    '.SS "Of touched"',
    ...optionTable(touchedOptions),
    '.SS "Of log"',
    ...optionTable(logOptions),
    '.SS "Of verify and proof"',
    ...optionTable(verifyOptions),
    '.SH "COMMAND LANGUAGE"',
    prose(
      "Each LINE is one command, and one argument: quote it. The same lines are typed in the console and stand in scripts.",
    ),
    ...verbs.flatMap((verb) => tagged(typed(briefUsageOf(verb)), sentence(help.summaries[verb.verb]))),
    ".PP",
    prose(help.targets),
    ".PP",
    prose("shoseki help VERB says what stands after each, with examples, and how it is undone."),
    '.SH "EXIT STATUS"',
    ...Object.entries(usage.exitCodes).flatMap(([code, means]) => tagged(`\\fB${code}\\fR`, sentence(means))),
    ".PP",
    prose("verify answers 0 sound, 1 not sound, 2 not checked; doctor 0 well, 1 something to mend."),
    ".SH ENVIRONMENT",
    ...Object.entries(usage.environment).flatMap(([name, means]) =>
      tagged(`\\fB${roff(name)}\\fR`, sentence(means)),
    ),
    ".SH FILES",
    prose(
      "The XDG variables above have them elsewhere. All are made when they are needed, open to nobody else.",
    ),
    ...files(),
    ".SH SIGNALS",
    prose(usage.footer),
    ".SH EXAMPLES",
    ...exampleLines.flatMap(([name, ...lines], index) => [
      ...(index === 0 ? [] : [".PP"]),
      `${prose(usage.examples[name])}:`,
      ...asTyped(lines),
    ]),
    ".PP",
    "Complete command lines in the shell, from its start file:",
    ...asTyped([
      'eval "$(shoseki completion bash)"           # ~/.bashrc',
      "shoseki completion zsh > ~/.zfunc/_shoseki   # a directory of $fpath",
      "shoseki completion fish > ~/.config/fish/completions/shoseki.fish",
    ]),
    '.SH "SEE ALSO"',
    "\\fBssh-keygen\\fR(1),".replace("-", "\\-"),
    "\\fBjq\\fR(1)",
    ".PP",
    prose("docs/console.md, docs/auditing.md, docs/journal-format.md, docs/threat-model.md in the package."),
  ];
  return `${lines.join("\n")}\n`;
}

function optionsTaken(name: (typeof subcommandLines)[number][0]): readonly string[] {
  const taken = OPTIONS_OF[name];
  return taken.length === 0 ? [] : [".sp 0", `Takes ${list(taken)}.`];
}

function list(names: readonly string[]): string {
  return names.map((name) => typed(`--${name}`)).join(", ");
}

function optionTable(table: typeof generalOptions): readonly string[] {
  return table.flatMap(([name, written]) => tagged(typed(written), sentence(usage.options[name])));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.:]$/u.test(text) ? "" : "."}`;
}

/** As they are for a home directory that is called `~`. */
function files(): readonly string[] {
  const places = directoriesOf({ XDG_RUNTIME_DIR: "/XDG_RUNTIME_DIR" });
  return (Object.keys(FILES) as (keyof Directories)[]).flatMap((name) => {
    const place: string | readonly string[] = places[name];
    const path = typeof place === "string" ? place : (place[0] ?? "");
    const shown = path.replace(homedir(), "~").replace("/XDG_RUNTIME_DIR", "$XDG_RUNTIME_DIR");
    return tagged(`\\fI${roff(shown)}\\fR`, FILES[name]);
  });
}
