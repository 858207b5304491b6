import { execFileSync, spawnSync } from "node:child_process";
import { type TestFunction, test } from "vitest";
import { quoted } from "../../stories/seeds.js";
import type { OperatorHome } from "../../stories/shoseki.js";
import { completionScript, type Shell } from "./completion-script.js";

/** A test with a shell; skipped, and said so, where it is not there. With CI=true that is a failure. */
export function testIn(shell: Shell, name: string, story: TestFunction): void {
  const there = spawnSync(shell, ["--version"]).status === 0;
  if (there || process.env.CI === "true") test(`${shell}: ${name}`, story);
  else test.skip(`${shell}: ${name} (skipped: there is no ${shell} here)`, story);
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are the shells' own
/** How each shell is asked what it would offer at the end of each line: `== LINE`, and a candidate a line. */
const ASKING: Readonly<Record<Shell, (script: string, lines: readonly string[]) => readonly string[]>> = {
  bash: (script, lines) => [
    "--norc",
    "-c",
    [
      `source ${script}`,
      // As in an interactive bash.
      "COMP_WORDBREAKS=$' \\t\\n\"\\'><=;|&(:'",
      'ask() { COMP_LINE=$1 COMP_POINT=${#1}; _shoseki; echo "== $1"; printf "%s\\n" "${COMPREPLY[@]}"; }',
      ...lines.map((line) => `ask ${quoted(line)}`),
    ].join("\n"),
  ],
  fish: (script, lines) => [
    "--no-config",
    "-c",
    [
      `source ${script}`,
      ...lines.flatMap((line) => {
        const text = `'${line.replace(/[\\']/g, "\\$&")}'`;
        return [`echo == ${text}`, `complete -C ${text}`];
      }),
    ].join("\n"),
  ],
  // Outside of its line editor zsh completes nothing: what the script calls there is stood in for.
  zsh: (script, lines) => [
    "-f",
    "-c",
    [
      "typeset -A compstate",
      "compdef() { : }",
      'compset() { PREFIX="${PREFIX#*=}" }',
      'compadd() { for each in $texts; do [[ $each = "$PREFIX"* ]] && print -r -- "$each"; done }',
      'typeset -a found; _files() { found=("$PREFIX"*(N)); [[ $1 = -/ ]] && found=("$PREFIX"*(N/)); print -rl -- $found }',
      `source ${script}`,
      `ask() {
        print -r -- "== $1"; words=(\${(z)1}); [[ $1 = *' ' ]] && words+=('')
        PREFIX=\${words[-1]}; compstate[quote]=; [[ $PREFIX = \\'* ]] && { compstate[quote]="'"; PREFIX=\${PREFIX#?} }
        CURRENT=$#words; _shoseki
      }`,
      ...lines.map((line) => `ask ${quoted(line)}`),
    ].join("\n"),
  ],
};

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are the shells' own

/** What a shell offers at the end of each line, sorted. */
export async function offered(
  shell: Shell,
  home: OperatorHome,
  lines: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const script = await completionScript(home, shell);
  const said = execFileSync(shell, ASKING[shell](script, lines), {
    cwd: home.directory,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: home.directory, LANG: "C.UTF-8" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const found = new Map<string, string[]>();
  for (const line of said.split("\n").filter(Boolean)) {
    if (line.startsWith("== ")) found.set(line.slice(3), []);
    else [...found.values()].at(-1)?.push(line.split("\t")[0]?.trimEnd() ?? "");
  }
  return new Map([...found].map(([line, candidates]) => [line, [...new Set(candidates)].sort()]));
}
