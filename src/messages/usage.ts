import type { Catalogue } from "#messages/catalogue.js";
import { generalOptions, logOptions, verifyOptions } from "#messages/options.js";

type Row = readonly [left: string, right: string];

/**
 * What `shoseki --help` prints: subcommands, endpoints, options, exit codes, environment, examples. Lines joined by
 * newlines, without a last one.
 */
export function usageText({ usage }: Catalogue): string {
  const { headings, subcommands, endpoints, options, exitCodes, environment, examples } = usage;
  const option = ([name, written]: (typeof generalOptions)[number]): Row => [written, options[name]];
  return [
    usage.tagline,
    ...section(headings.usage, [
      ["shoseki ENDPOINT", subcommands.console],
      ["shoseki exec ENDPOINT LINE...", subcommands.exec],
      ["shoseki run ENDPOINT FILE|-", subcommands.run],
      ["shoseki log [OPTIONS]", subcommands.log],
      ["shoseki verify [DIR|PROOF]", subcommands.verify],
      ["shoseki proof [SEQ]", subcommands.proof],
      ["shoseki key show|rotate|export FILE", subcommands.key],
      ["shoseki help [VERB...]", subcommands.help],
    ]),
    ...section(headings.endpoints, [
      ["vsphere://[USER@]HOST[:PORT]", endpoints.vsphere],
      ["sim:[?vms=200&seed=1&latency=50ms]", endpoints.sim],
    ]),
    ...usage.simulator.map((line) => `    ${line}`),
    ...section(headings.options, generalOptions.map(option)),
    ...section(headings.logOptions, logOptions.map(option)),
    ...section(headings.verifyOptions, verifyOptions.map(option)),
    ...section(headings.exitCodes, Object.entries(exitCodes)),
    ...section(headings.environment, Object.entries(environment)),
    ...shown(headings.examples, [
      [examples.demo, "shoseki exec sim: vms 'start web-*'"],
      [examples.trust, "shoseki exec vsphere://ops@vc1.example hosts --thumbprint 3F:A1:..."],
      [
        examples.change,
        "shoseki exec vsphere://ops@vc1.example 'stop web-01' 'memory web-01 8GiB' 'start web-01' \\",
        "    --ticket CHG-1042 --reason 'out of memory on Monday'",
      ],
      [examples.script, "shoseki run vsphere://ops@vc1.example evening.shoseki --keep-going"],
      [examples.evidence, "shoseki log --since 2026-01-05 --op ModifyMemory --failed"],
      [
        examples.auditor,
        "shoseki log --format jsonl | sed -n 5p > line.json; shoseki log --sig 4 > 4.sig",
        "jq -cj .e line.json | ssh-keygen -Y verify -f allowed_signers -I IDENTITY -n entry@shoseki -s 4.sig \\",
        "    -O verify-time=20260105030000Z",
      ],
    ]),
    "",
    usage.footer,
  ].join("\n");
}

/** What is typed is ASCII, so its width is its length. */
function section(heading: string, rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return ["", heading, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)];
}

function shown(heading: string, examples: readonly (readonly [string, ...string[]])[]): readonly string[] {
  const lines = examples.flatMap(([meaning, ...typed]) => [
    `  # ${meaning}`,
    ...typed.map((line) => `  ${line}`),
  ]);
  return ["", heading, ...lines];
}
