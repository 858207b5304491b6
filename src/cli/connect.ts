import { certificateTrust } from "#cli/certificate-trust.js";
import type { NamedEndpoint } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import { refuseLacking } from "#cli/libvirt-lack.js";
import type { Arguments } from "#cli/options.js";
import { type PasswordSource, passwordSource, type SecretAsker } from "#cli/password-source.js";
import { reportError } from "#cli/report-error.js";
import type { Profile } from "#config/profile.js";
import type { LibvirtEndpoint, SimulatorOptions, VsphereEndpoint } from "#domain/endpoint.js";
import { failure } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import { expectedLogin } from "#providers/libvirt/expected-login.js";
import { parametersChecked } from "#providers/libvirt/sockets/parameters.js";
import type { Simulator } from "#providers/simulator/open.js";
import type { Trust } from "#providers/vsphere/trust.js";

const DEFAULT_TIMEOUT_SECONDS = 60;

/** What it takes to connect, asked for before anything is recorded. */
export interface Connection {
  readonly user: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Null where there is none. */
  readonly password: PasswordSource | null;
  /**
   * @param signal aborted: the login is not waited for
   * @param asker while the terminal is somebody's: asks for the password there, where it has to be asked for again
   */
  connect(signal: AbortSignal, asker?: SecretAsker): Promise<ProviderSession>;
  /** No more is connected: what was needed for it is let go of. */
  close(): void;
}

/**
 * Reads user, password and trust, from the options and then the profile; a provider is loaded when it is connected to. Errors:
 * `USAGE`, `BAD_ENDPOINT` for a user that ssh is not to be given, and those of `certificateTrust` and `PasswordSource.get`.
 */
export async function connectionTo(
  setting: Setting,
  { endpoint, profile }: NamedEndpoint,
  { options }: Pick<Arguments, "options">,
): Promise<Connection> {
  if (options.user?.includes(":")) {
    throw failure("USAGE", { problem: "a password is not taken from arguments, where others can read it" });
  }
  const said = options.user ?? profile?.user ?? null;
  if (endpoint.platform === "simulator") return simulated(endpoint.options, said);
  if (endpoint.platform === "libvirt") {
    refuseLacking(endpoint, options);
    const target = said === null ? endpoint : { ...endpoint, user: said };
    parametersChecked(target);
    return await byLibvirt(target, timeoutOf(options.timeout, profile), setting.io.env);
  }
  const user = said ?? endpoint.user;
  if (user === null || user === "") {
    throw failure("USAGE", {
      problem: `there is no user to log in as: say vsphere://USER@${endpoint.host} or --user USER`,
    });
  }
  const trust = await trustIn(setting, endpoint, options, profile);
  const timeoutMs = timeoutOf(options.timeout, profile);
  const wanted = { user, endpoint: endpoint.name, fromInput: options["password-stdin"] === true, profile };
  const source = passwordSource(setting, wanted, (error) => void reportError(setting, error));
  await source.get();
  return {
    user,
    timeoutMs,
    password: source,
    connect: async (signal, asker) => {
      const { openVsphere } = await import("#providers/vsphere/open.js");
      return await source.logIn((password) => {
        const credentials = { user, password };
        return openVsphere({ endpoint, credentials, trust, timeoutMs, signal });
      }, asker);
    },
    close: () => undefined,
  };
}

/** Who logs in, and by what right, is between libvirt and the operator's own keys: nothing is asked for. */
async function byLibvirt(
  endpoint: LibvirtEndpoint,
  timeoutMs: number,
  environment: NodeJS.ProcessEnv,
): Promise<Connection> {
  return {
    user: await expectedLogin(endpoint, environment),
    timeoutMs,
    password: null,
    connect: async (signal) => {
      const { openLibvirt } = await import("#providers/libvirt/open.js");
      return await openLibvirt({ endpoint, timeoutMs, signal, environment });
    },
    close: () => undefined,
  };
}

/** One server for all its Logins: the next one finds the world as the last one left it. */
function simulated(options: SimulatorOptions, user: string | null): Connection {
  let simulator: Simulator | null = null;
  return {
    user: user ?? "operator",
    timeoutMs: DEFAULT_TIMEOUT_SECONDS * 1000,
    password: null,
    connect: async (signal) => {
      const { simulatorAt } = await import("#providers/simulator/open.js");
      simulator ??= simulatorAt(options);
      return await simulator.logIn(user, signal);
    },
    close: () => simulator?.stop(),
  };
}

async function trustIn(
  setting: Setting,
  endpoint: VsphereEndpoint,
  { ca, thumbprint, insecure }: Arguments["options"],
  profile: Profile | null,
): Promise<Trust> {
  const isSaid = [ca, thumbprint, insecure].some((each) => each !== undefined);
  if (!isSaid && profile !== null && profile.trust !== null) return profile.trust;
  return await certificateTrust(setting, endpoint, { ca, thumbprint, insecure });
}

function timeoutOf(text: string | undefined, profile: Profile | null): number {
  const seconds = text === undefined ? (profile?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) : Number(text);
  if (!(seconds > 0 && seconds <= 3600)) {
    throw failure("USAGE", { problem: "--timeout takes seconds, more than 0 and at most 3600" });
  }
  return Math.ceil(seconds * 1000);
}
