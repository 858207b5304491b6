import { homedir } from "node:os";
import { isEndpointText, parseEndpoint } from "#cli/endpoint.js";
import type { Setting } from "#cli/io.js";
import { libvirtLack } from "#cli/libvirt-lack.js";
import { directoriesOf } from "#config/directories.js";
import type { Profile } from "#config/profile.js";
import type { ProfileChecks } from "#config/profile-checks.js";
import { readProfile } from "#config/profile-files.js";
import type { Endpoint } from "#domain/endpoint.js";
import { ShosekiError } from "#domain/errors.js";

/** What was named as an endpoint: by its text, or by a profile that has it. */
export interface NamedEndpoint {
  readonly endpoint: Endpoint;
  /** The endpoint as it was typed, or as it stands in the profile. */
  readonly text: string;
  readonly profile: Profile | null;
  /** How a console names it: the profile's name, the host, or the driver where it is this machine, or `sim`. It holds no `:`. */
  readonly name: string;
}

/** Errors: `BAD_ENDPOINT`; `PROFILE_UNKNOWN`, `PROFILE_INVALID`, `FILE_UNREADABLE`. */
export async function endpointNamed(setting: Setting, text: string): Promise<NamedEndpoint> {
  // What cannot be a file's name was meant as an endpoint, and says why it is none.
  if (isEndpointText(text) || !/^[\w.-]+$/u.test(text)) {
    const endpoint = parseEndpoint(text);
    return { endpoint, text, profile: null, name: shortName(endpoint) };
  }
  const profile = await profileNamed(setting, text);
  return { endpoint: parseEndpoint(profile.endpoint), text: profile.endpoint, profile, name: profile.name };
}

/** Errors: `PROFILE_UNKNOWN`, `PROFILE_INVALID`, `FILE_UNREADABLE`. */
export async function profileNamed({ io }: Setting, name: string): Promise<Profile> {
  return await readProfile(directoriesOf(io.env).profiles, name, profileChecks());
}

/** How what stands in profiles is checked here. */
export function profileChecks(): ProfileChecks {
  return { home: homedir(), endpoint: endpointProblem, lacking };
}

function endpointProblem(text: string): ReturnType<ProfileChecks["endpoint"]> {
  try {
    parseEndpoint(text);
    return null;
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.problem.code !== "BAD_ENDPOINT") throw error;
    const { text: shown, problem } = error.problem.facts;
    return { shown, problem };
  }
}

/** Only asked of an endpoint that can be read. */
function lacking(text: string, key: string): ReturnType<ProfileChecks["lacking"]> {
  const endpoint = parseEndpoint(text);
  return endpoint.platform === "libvirt" ? libvirtLack(endpoint, key) : null;
}

/** Most servers have no other. */
const USUAL_PATHS: ReadonlySet<string> = new Set(["/system", "/default"]);

function shortName(endpoint: Endpoint): string {
  if (endpoint.platform === "simulator") return "sim";
  if (endpoint.platform === "libvirt") {
    const { driver, host, port, path } = endpoint;
    const world = USUAL_PATHS.has(path) ? [] : [path.slice(path.lastIndexOf("/") + 1)];
    const parts = [host ?? driver, ...world, ...(port === null ? [] : [port])];
    return parts
      .filter((part) => part !== "")
      .join("-")
      .replaceAll(":", "-");
  }
  const [, port] = /:(\d+)$/u.exec(endpoint.name) ?? [];
  return [endpoint.host.replaceAll(":", "-"), ...(port === undefined ? [] : [port])].join("-");
}
