import stringWidth from "string-width";
import type { Patient } from "#cli/doctor/check.js";
import { CHECKS } from "#cli/doctor/checks.js";
import { type Examined, examine } from "#cli/doctor/examine.js";
import { said } from "#cli/doctor/said.js";
import { endpointChoices } from "#cli/endpoint-choices.js";
import { endpointNamed, type NamedEndpoint } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { directoriesOf } from "#config/directories.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { statusOf } from "#domain/finding.js";

/**
 * `shoseki doctor [PROFILE|ENDPOINT]`: what is wrong with a set-up, and how to mend it. Exit 0 well, 1 something to mend.
 * Creates and changes nothing, and logs in nowhere; a libvirt server is connected to, as it says nothing before.
 */
export async function doctor(setting: Setting, args: Arguments): Promise<0 | 1> {
  allowOnly(args, "doctor", OPTIONS_OF.doctor);
  const [, named, extra] = args.words;
  if (extra !== undefined) throw failure("USAGE", { problem: "doctor takes one profile or endpoint" });
  const { io, catalogue, json } = setting;
  const patient = await patientOf(setting, args, named);
  const release = io.holdSignals();
  let toMend = 0;
  try {
    for await (const examined of examine(patient, CHECKS)) {
      if (statusOf(examined.finding) === "mend") toMend += 1;
      io.out(json ? asJson(setting, examined) : asLines(setting, examined));
    }
  } finally {
    release();
  }
  if (!json) io.out(`\n${catalogue.doctor.summary({ toMend })}`);
  return toMend === 0 ? 0 : 1;
}

async function patientOf(
  setting: Setting,
  { options }: Arguments,
  text: string | undefined,
): Promise<Patient> {
  const named = text === undefined ? null : await whatIsNamed(setting, text);
  const profile = named === null || named instanceof Error ? null : named.profile;
  const { env } = setting.io;
  const directories = directoriesOf(env);
  const { journal, anchorCommand } = endpointChoices(options, env, profile);
  return { setting, directories, journal: journal ?? directories.journal, anchorCommand, named };
}

/** A profile that cannot be read is a finding; an endpoint that is none was typed wrongly. Errors: `BAD_ENDPOINT`. */
async function whatIsNamed(setting: Setting, text: string): Promise<NamedEndpoint | ShosekiError> {
  try {
    return await endpointNamed(setting, text);
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.code === "BAD_ENDPOINT") throw error;
    return error;
  }
}

function asJson({ catalogue }: Setting, { check, finding }: Examined): string {
  const { what, how } = said(finding, catalogue);
  return JSON.stringify({ check, status: statusOf(finding), ...finding, what, how });
}

function asLines({ catalogue }: Setting, { check, finding }: Examined): string {
  const { doctor: texts } = catalogue;
  const { what, how } = said(finding, catalogue);
  const status = padded(texts.statuses[statusOf(finding)], Object.values(texts.statuses));
  const name = padded(texts.checks[check], Object.values(texts.checks));
  const begun = `${status}  ${name}  `;
  const under = " ".repeat(stringWidth(begun));
  return [`${begun}${what}`, ...(how === "" ? [] : [`${under}${how}`])].join("\n");
}

function padded(text: string, column: readonly string[]): string {
  const width = Math.max(...column.map((each) => stringWidth(each)));
  return text + " ".repeat(width - stringWidth(text));
}
