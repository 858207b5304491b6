import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { OperatorHome } from "../../stories/shoseki.js";
import { Terminal } from "../../terminal/terminal.js";
import { completionScript, type Shell } from "./completion-script.js";
import { offered, testIn } from "./shells.js";

const SHELLS: readonly Shell[] = ["bash", "zsh", "fish"];

/** How endpoints begin; two profiles are beside them. */
const ENDPOINTS = [
  ...["qemu+ssh://", "qemu+tls://", "qemu:///system", "sim:", "test:///default"],
  ...["vsphere://", "xen+ssh://", "xen+tls://", "xen:///system"],
];

/** What is typed, and what is offered for it: in every shell the same. */
const OFFERED: readonly (readonly [string, readonly string[]])[] = [
  ["shoseki ex", ["exec"]],
  ["shoseki key ", ["export", "rotate", "show"]],
  ["shoseki --lang ja key r", ["rotate"]],
  ["shoseki completion ", ["bash", "fish", "zsh"]],
  ["shoseki exec ", ["osaka", "tokyo", ...ENDPOINTS]],
  ["shoseki run o", ["osaka"]],
  ["shoseki verify --endpoint t", ["test:///default", "tokyo"]],
  ["shoseki --lang ", ["en", "ja"]],
  ["shoseki log --format=", ["4w1h1r", "csv", "human", "jsonl"]],
  ["shoseki procedure report --format ", ["html", "md"]],
  ["shoseki procedure report --format=h", ["html"]],
  ["shoseki log --op Mod", ["ModifyCPU", "ModifyDisk", "ModifyMemory"]],
  ["shoseki --theme ni", ["night"]],
  ["shoseki --theme high", ["high-contrast"]],
  ["shoseki exec tokyo st", ["start", "stop"]],
  [
    "shoseki exec tokyo vms ho",
    ["host maintenance enter", "host maintenance exit", "host reboot", "host shutdown", "hosts"],
  ],
  ["shoseki help host maintenance ", ["enter", "exit"]],
  ["shoseki help snapshot re", ["remove", "revert"]],
  ["shoseki exec tokyo vms --reason 'out of memory' --k", ["--keep-going"]],
  ["shoseki exec tokyo vms --reason ", []],
  ["shoseki key export ev", ["evening.shoseki", "evidence/"]],
  ["shoseki log --journal ev", ["evidence/"]],
  ["shoseki exec --ca evening.shoseki tokyo --th", ["--thumbprint"]],
  ["shoseki profile t", ["test"]],
  ["shoseki profile show ", ["osaka", "tokyo"]],
  ["shoseki profile remove --y", ["--yes"]],
  ["shoseki profile add lab --confirm ", ["changes", "names", "risk"]],
  ["shoseki profile add lab --relogin ", ["always", "ask"]],
  ["shoseki trust remove ", []],
  ["shoseki trust list --j", ["--journal", "--json"]],
  ["shoseki trust remove vc1.example --j", ["--journal"]],
  ["shoseki doctor to", ["tokyo"]],
  ["shoseki log o", []],
  ["shoseki nonsense ", []],
];

/** As every shell shows it: bash and zsh add the slash of a directory, and bash a backslash before a blank, themselves. */
const alike = (candidates: readonly string[]) =>
  candidates
    .map((each) =>
      each
        .replace(/^--format=/, "")
        .replaceAll("\\ ", " ")
        .replace(/\/$/, ""),
    )
    .sort();

for (const shell of SHELLS) {
  testIn(
    shell,
    "subcommands, options, values that are closed, profiles, files and verbs are offered",
    async () => {
      using home = new OperatorHome();
      mkdirSync(join(home.directory, "evidence"));
      writeFileSync(join(home.directory, "evening.shoseki"), "");
      const said = await offered(
        shell,
        home,
        OFFERED.map(([line]) => line),
      );
      for (const [line, expected] of OFFERED)
        expect(alike(said.get(line) ?? ["nothing was said"]), line).toEqual(alike(expected));
    },
  );

  testIn(shell, "every subcommand is offered, with all of its options and no other's", async () => {
    using home = new OperatorHome();
    const words = Object.keys(OPTIONS_OF).filter(
      (name) => !["console", "repl", "verifyProof", "verifyCapsule"].includes(name),
    );
    const said = await offered(shell, home, ["shoseki ", ...words.map((word) => `shoseki ${word} --`)]);
    expect(said.get("shoseki ")).toEqual([...words, "osaka", "tokyo", ...ENDPOINTS].sort());
    for (const word of words) {
      const own = OPTIONS_OF[word as keyof typeof OPTIONS_OF];
      const options = [...own, "journal", "lang", "help", "version"].map((name) => `--${name}`);
      expect(said.get(`shoseki ${word} --`), word).toEqual(options.sort());
    }
  });
}

/** How an operator's shell begins, and reads the script. */
const STARTED: Readonly<Record<Shell, (script: string) => readonly string[]>> = {
  bash: (script) => [
    "--norc",
    "--noprofile",
    "-i",
    "-c",
    `bash --rcfile <(echo "PS1='ready> '; source ${script}") -i`,
  ],
  zsh: (script) => ["-f", "-i", "-c", `ZDOTDIR=${script.replace(/_shoseki$/, "")} exec zsh -i`],
  fish: (script) => [
    "--no-config",
    "-i",
    "-C",
    `function fish_prompt; echo 'ready> '; end; source ${script}`,
  ],
};

for (const shell of SHELLS) {
  testIn(shell, "at the keyboard, words are completed where they stand", async () => {
    using home = new OperatorHome();
    const script = await completionScript(home, shell);
    const rc = "PS1='ready> '; autoload -U compinit; compinit -u -d zcompdump; source ./_shoseki\n";
    writeFileSync(join(home.directory, ".zshrc"), rc);
    await using terminal = Terminal.start(shell, STARTED[shell](script), { home });
    await terminal.see("ready>");
    for (const [typed, seen] of [
      ["shoseki co\t", /ready> shoseki completion $/],
      ["f\t", /ready> shoseki completion fish/],
      ["shoseki exec os\t", /ready> shoseki exec osaka/],
      ["'sta\t", /ready> shoseki exec osaka 'start /],
      ["web-01' --tic\t", /ready> shoseki exec osaka 'start web-01' --ticket/],
      ["shoseki vsph\t", /ready> shoseki vsphere:\/\//],
      ["shoseki xen:\t", /ready> shoseki xen:\/\/\/system/],
    ] as const) {
      if (typed.startsWith("shoseki")) terminal.press("ctrl+u");
      terminal.type(typed);
      await terminal.until(String(seen), (rows) =>
        seen.test(`${rows.findLast((row) => row.startsWith("ready>"))} `),
      );
    }
  });
}
