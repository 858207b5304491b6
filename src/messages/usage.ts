import type { Catalogue } from "#messages/catalogue.js";
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
    ...section(
      headings.usage,
      subcommandLines.map(([name, written]): Row => [written, subcommands[name]]),
    ),
    ...section(
      headings.endpoints,
      endpointLines.map(([name, written]): Row => [written, endpoints[name]]),
    ),
    ...usage.simulator.map((line) => `    ${line}`),
    ...section(headings.options, generalOptions.map(option)),
    ...section(headings.logOptions, logOptions.map(option)),
    ...section(headings.verifyOptions, verifyOptions.map(option)),
    ...section(headings.touchedOptions, touchedOptions.map(option)),
    ...section(headings.replayOptions, replayOptions.map(option)),
    ...section(headings.profileOptions, profileOptions.map(option)),
    ...section(headings.procedureOptions, procedureOptions.map(option)),
    ...section(headings.handoverOptions, handoverOptions.map(option)),
    ...section(headings.exitCodes, Object.entries(exitCodes)),
    ...section(headings.environment, Object.entries(environment)),
    ...shown(
      headings.examples,
      exampleLines.map(([name, ...typed]) => [examples[name], ...typed]),
    ),
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
