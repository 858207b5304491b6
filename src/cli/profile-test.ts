import { profileNamed } from "#cli/endpoint-named.js";
import type { ExitCode } from "#cli/exit-code.js";
import { humanPrinter } from "#cli/human-printer.js";
import { inEndpointSession } from "#cli/in-endpoint-session.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { ShosekiError } from "#domain/errors.js";
import { table } from "#listings/table.js";
import type { Catalogue } from "#messages/catalogue.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Pong } from "#providers/login-facts.js";
import type { Session } from "#session/session.js";

/** What a profile's server is like, as a Login finds it. Times in milliseconds; `serverSessions` is null where they are not shown. */
interface Tested {
  readonly profile: string;
  readonly endpoint: string;
  readonly platform: ProviderSession["platform"];
  readonly product: string;
  readonly apiVersion: string;
  readonly trust: ProviderSession["login"]["trust"];
  readonly certificate: string | null;
  readonly user: string;
  readonly roundTripMs: number;
  /** Null where the server has no clock that can be asked. */
  readonly clockOffsetMs: number | null;
  readonly machines: number;
  readonly hosts: number;
  readonly serverSessions: { readonly count: number; readonly own: number } | null;
}

/**
 * `shoseki profile test NAME`: logs in as the profile says, tells what is there, logs out. A session like any other, with its entries.
 * Answers 0, or 3 where there is no session. Throws what is found before Login.
 */
export async function testProfile(setting: Setting, args: Arguments, name: string): Promise<ExitCode> {
  // A profile it is, and no endpoint: what is named like one is not looked for elsewhere.
  await profileNamed(setting, name);
  const printer = humanPrinter(setting);
  let provider: ProviderSession | null = null;
  const showing = {
    printer: setting.json ? { ...printer, aside: () => undefined } : printer,
    onConnected: (connected: ProviderSession) => {
      provider = connected;
    },
  };
  return await inEndpointSession(setting, args, name, showing, async (session) => {
    if (provider === null) return 3;
    const tested = await look(name, session, provider);
    if (setting.json) setting.io.out(JSON.stringify(tested));
    else setting.io.out(said(tested, setting.catalogue));
    return 0;
  });
}

async function look(profile: string, session: Session, provider: ProviderSession): Promise<Tested> {
  const begun = performance.now();
  const { clockOffsetMs }: Pong = await provider.ping();
  const roundTripMs = performance.now() - begun;
  const { product, apiVersion, trust, certificate, user } = provider.login;
  return {
    profile,
    endpoint: session.login.HST.endpoint,
    platform: provider.platform,
    product,
    apiVersion,
    trust,
    certificate,
    user,
    roundTripMs: Math.round(roundTripMs),
    clockOffsetMs: clockOffsetMs === null ? null : Math.round(clockOffsetMs),
    machines: session.inventory.machines.all().length,
    hosts: session.inventory.hosts.all().length,
    serverSessions: await sessionsOf(provider, user),
  };
}

/** Whether the login may see them decides what becomes of a session that a crash leaves behind. */
async function sessionsOf({ sessions }: ProviderSession, user: string): Promise<Tested["serverSessions"]> {
  if (sessions === undefined) return null;
  try {
    const all = await sessions.all();
    return { count: all.length, own: all.filter((each) => each.user === user).length };
  } catch (error) {
    if (error instanceof ShosekiError && error.code === "SERVER_FAULT") return null;
    throw error;
  }
}

function said(tested: Tested, { profiles: texts }: Catalogue): string {
  const { labels } = texts;
  const certificate = tested.certificate === null ? "" : ` (SHA-256 ${tested.certificate})`;
  const rows = [
    [labels.endpoint, tested.endpoint],
    [labels.product, tested.product],
    [labels.api, tested.apiVersion],
    [labels.trust, `${texts.trust[tested.trust]}${certificate}`],
    [labels.user, tested.user],
    [labels.roundTrip, `${tested.roundTripMs} ms`],
    ...(tested.clockOffsetMs === null ? [] : [[labels.clock, texts.clock({ ms: tested.clockOffsetMs })]]),
    [labels.inventory, texts.inventory(tested)],
    // With libvirt a session is its connections: nothing of it is left behind.
    ...(tested.platform === "libvirt"
      ? []
      : [[labels.sessions, texts.sessions(tested.serverSessions ?? { count: null, own: 0 })]]),
  ];
  return [...table(rows), texts.works({ name: tested.profile })].join("\n");
}
