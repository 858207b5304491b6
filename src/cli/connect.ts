import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import type { Endpoint } from "#domain/endpoint.js";
import { failure } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Trust } from "#providers/vsphere/trust.js";

const DEFAULT_TIMEOUT_SECONDS = 60;

/** What it takes to connect, asked for before anything is recorded. */
export interface Connection {
  readonly user: string;
  /** @param signal aborted: the login is not waited for */
  connect(signal: AbortSignal): Promise<ProviderSession>;
}

/**
 * Reads user, password and trust; a provider is loaded when it is connected to. Errors: `USAGE`, `PASSWORD_MISSING`.
 */
export async function connectionTo(
  setting: Setting,
  endpoint: Endpoint,
  { options }: Arguments,
): Promise<Connection> {
  if (endpoint.platform === "simulator") {
    const user = options.user ?? null;
    return {
      user: user ?? "operator",
      connect: async () =>
        (await import("#providers/simulator/open.js")).openSimulator(endpoint.options, user),
    };
  }
  const user = options.user ?? endpoint.user;
  if (user === null || user === "") {
    throw failure("USAGE", {
      problem: `there is no user to log in as: say vsphere://USER@${endpoint.host} or --user USER`,
    });
  }
  const trust = trustOf(options);
  const timeoutMs = timeoutOf(options.timeout);
  const password = await passwordFor(setting, user, endpoint.name, options["password-stdin"] === true);
  return {
    user,
    connect: async (signal) =>
      (await import("#providers/vsphere/open.js")).openVsphere({
        endpoint,
        credentials: { user, password },
        trust,
        timeoutMs,
        signal,
      }),
  };
}

function trustOf({ ca, thumbprint, insecure }: Arguments["options"]): Trust {
  const given = [ca, thumbprint, insecure].filter((each) => each !== undefined);
  if (given.length > 1)
    throw failure("USAGE", { problem: "--ca, --thumbprint and --insecure exclude each other" });
  if (insecure) return { by: "insecure" };
  if (ca !== undefined) return { by: "ca", file: ca };
  if (thumbprint === undefined) return { by: "system" };
  const sha256 = thumbprint
    .replace(/^SHA-?256[:=]/i, "")
    .replaceAll(":", "")
    .toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw failure("USAGE", {
      problem: "--thumbprint takes the certificate's SHA-256: 64 hexadecimal digits",
    });
  }
  return { by: "thumbprint", sha256 };
}

function timeoutOf(text: string | undefined): number {
  const seconds = text === undefined ? DEFAULT_TIMEOUT_SECONDS : Number(text);
  if (!(seconds > 0 && seconds <= 3600)) {
    throw failure("USAGE", { problem: "--timeout takes seconds, more than 0 and at most 3600" });
  }
  return Math.ceil(seconds * 1000);
}

async function passwordFor(
  { io, catalogue }: Setting,
  user: string,
  endpoint: string,
  fromInput: boolean,
): Promise<string> {
  const password = fromInput
    ? (await io.readStandardInput()).replace(/\r?\n$/, "")
    : io.env.SHOSEKI_PASSWORD || (await io.askSecret(catalogue.prompts.password({ user, endpoint })));
  if (password === null || password === "") throw failure("PASSWORD_MISSING", { user });
  return password;
}
