import { endpointChoices } from "#cli/endpoint-choices.js";
import { endpointNamed, type NamedEndpoint } from "#cli/endpoint-named.js";
import { requestOf } from "#cli/exec-words.js";
import type { ExitCode } from "#cli/exit-code.js";
import type { Setting } from "#cli/io.js";
import type { Arguments, OptionName, OptionValues } from "#cli/options.js";
import { sayLost } from "#cli/say-lost.js";
import { addressOf } from "#cli/share-address.js";
import { directoriesOf } from "#config/directories.js";
import { programVersion } from "#config/program-version.js";
import type { Endpoint } from "#domain/endpoint.js";
import { expectedLogin } from "#providers/libvirt/expected-login.js";
import { type Address, type Announcement, findShared, stampOf } from "#sharing/announcement.js";
import { askShared } from "#sharing/ask-shared.js";

/** What can be said of a command that goes through another's session. Whatever else is said wants one of its own. */
const SHARED: ReadonlySet<OptionName> = new Set([
  "journal",
  "user",
  "reason",
  "ticket",
  "yes",
  "keep-going",
  "json",
  "lang",
]);

/**
 * The same as `execFirst`, with all that is known once the whole program is there. Answers the exit code; null where there
 * is to be a session of its own, and nothing was done. Errors: those of `endpointNamed`.
 */
export async function execShared(
  setting: Setting,
  { options }: Arguments,
  place: string,
  lines: readonly string[],
): Promise<ExitCode | null> {
  if (Object.keys(options).some((name) => !SHARED.has(name as OptionName))) return null;
  const { io, catalogue, json } = setting;
  const named = await endpointNamed(setting, place);
  const address = await addressIn(setting, named, options);
  const found =
    address === null
      ? null
      : findShared(directoriesOf(io.env).sockets, (each) => isSame(each, address) && isBoundBy(each, named));
  if (found === null) return null;
  const lang = catalogue.language;
  const { reason, ticket, yes = false, "keep-going": keepGoing = false } = options;
  const request = requestOf({ json, yes, keepGoing, reason, ticket, lang, lines }, io.env);
  let release = () => {};
  const answer = await askShared(found.socket, programVersion(), request, {
    begun: () => {
      release = io.holdSignals();
    },
    out: (text) => io.out(text),
    err: (text) => io.err(text),
    status: (text) => io.status(text),
    stopping: io.stopping,
    givingUp: io.givingUp,
  }).finally(() => release());
  if (answer.kind === "exit") return answer.code;
  if (answer.kind === "lost") return sayLost({ json, lang }, io);
  if (answer.why === "SESSION" || answer.why === "SILENT") io.err(catalogue.results.notShared(answer.why));
  return null;
}

/** Null where it is nobody's. */
async function addressIn(
  { io: { env } }: Setting,
  { endpoint, text, profile }: NamedEndpoint,
  options: OptionValues,
): Promise<Address | null> {
  const isSimulator = endpoint.platform === "simulator";
  const login = options.user ?? profile?.user ?? (await loginUnsaid(endpoint, env));
  const { journal } = endpointChoices(options, env, profile);
  // Without a journal that is named, each simulator has its own.
  if (login === null || (isSimulator && journal === null)) return null;
  return addressOf(endpoint, text, login, journal ?? directoriesOf(env).journal);
}

/** Null where it has to be said. */
async function loginUnsaid(endpoint: Endpoint, env: NodeJS.ProcessEnv): Promise<string | null> {
  if (endpoint.platform === "simulator") return "operator";
  return endpoint.platform === "libvirt" ? await expectedLogin(endpoint, env) : endpoint.user;
}

function isSame(one: Address, other: Address): boolean {
  return (["journal", "endpoint", "login"] as const).every((key) => one[key] === other[key]);
}

/** What a profile forbids, a session forbids that was opened by it, as it is now. */
function isBoundBy({ profile: its }: Announcement, { profile }: NamedEndpoint): boolean {
  return profile === null || (its?.name === profile.name && its.stamp === stampOf(profile.path));
}
