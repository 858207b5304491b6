import { isAbsolute } from "node:path";
import type { LibvirtEndpoint } from "#domain/endpoint.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { withoutPassword } from "#domain/without-password.js";
import { parametersChecked } from "#providers/libvirt/sockets/parameters.js";
import { plainTcpProblem } from "#providers/libvirt/sockets/plain-tcp.js";
import { LIBVIRT_PORTS } from "#providers/libvirt/sockets/ports.js";

type Driver = LibvirtEndpoint["driver"];
type Transport = LibvirtEndpoint["transport"];

const SCHEME = /^(qemu|xen|test)(?:\+([a-z0-9]+))?:\/\//iu;

const TRANSPORTS: readonly string[] = ["unix", "ssh", "tls", "tcp"] satisfies readonly Transport[];

/** What each driver can open. */
const PATHS: Readonly<Record<Driver, { readonly form: RegExp; readonly said: string }>> = {
  qemu: { form: /^\/(?:system|session)$/u, said: "/system or /session" },
  xen: { form: /^\/system$/u, said: "/system" },
  test: { form: /^\/[^/\s]\S*$/u, said: "/default or a file of the server's" },
};

/** Parameters that name something on a disk. Where it is looked from must not depend on where somebody happens to be. */
const PLACES: readonly string[] = ["socket", "keyfile", "pkipath"];

/** The URI of a server's own, which goes nowhere else. */
const OPENED = /^[a-z]+:\/\/\/[^/?#\s][^?#\s]*$/u;

/** Parameters by which one server is told from another; the others say only how it is reached. */
const IDENTIFYING: readonly string[] = ["socket", "name"];

/** Whether a text begins as the libvirt endpoints do that are known here. */
export function isLibvirtText(text: string): boolean {
  return SCHEME.test(text);
}

/**
 * Reads what libvirt's own URIs are (`qemu:///system`, `qemu+ssh://[user@]host[:port]/system`, `test:///default`), but for what of
 * them would go unheeded here. Throws `BAD_ENDPOINT`.
 */
export function parseLibvirt(text: string): LibvirtEndpoint {
  const bad = (problem: string) => failure("BAD_ENDPOINT", { text: withoutPassword(text), problem });
  const [scheme = "", driverText = "", transportText] = SCHEME.exec(text) ?? [];
  const driver = driverText.toLowerCase() as Driver;
  const rest = text.slice(scheme.length);
  if (/[\p{Cc}\p{Cf}\s]/u.test(rest)) throw bad("it has blanks or control characters in it");
  if (rest.includes("#")) throw bad("nothing of it can stand behind a #");
  const [, authority = "", path = "", queryText] = /^([^/?]*)([^?]*)(?:\?(.*))?$/u.exec(rest) ?? [];
  // As libvirt has it: a host without a transport is gone to by TLS.
  const transport = transportText?.toLowerCase() ?? (authority === "" ? "unix" : "tls");
  if (!isTransport(transport)) {
    throw bad(`${transport} is no way to a server here; ways are ${TRANSPORTS.join(", ")}`);
  }
  const { form, said } = PATHS[driver];
  if (!form.test(path)) throw bad(`behind the host, ${driver} takes ${said}`);
  const { user, host, port } = placeOf(authority, transport, bad);
  const query = queryOf(queryText, driver, bad);
  const way = transport === "unix" ? driver : `${driver}+${transport}`;
  const place =
    host === null ? "" : `${host.includes(":") ? `[${host}]` : host}${port === null ? "" : `:${port}`}`;
  const name = `${way}://${place}${path}${identifying(query)}`;
  const endpoint = { platform: "libvirt", driver, transport, user, host, port, path, query, name } as const;
  return checked(endpoint, bad);
}

function isTransport(text: string): text is Transport {
  return TRANSPORTS.includes(text);
}

type Bad = (problem: string) => ShosekiError;

function placeOf(
  authority: string,
  transport: Transport,
  bad: Bad,
): Pick<LibvirtEndpoint, "user" | "host" | "port"> {
  const at = authority.lastIndexOf("@");
  const user = at < 0 ? null : decoded(authority.slice(0, at), bad);
  if (user?.includes(":")) throw bad("a password is not taken from arguments, where others can read it");
  if (user === "") throw bad("the user before @ is empty");
  if (user !== null && transport !== "ssh") {
    throw bad("only ssh takes a user: elsewhere the server sees by itself who you are");
  }
  const typed = authority.slice(at + 1);
  if (typed === "" && user === null) return { user, host: null, port: null };
  if (transport === "unix") throw bad("unix is a socket of this machine: no host stands before the path");
  const place = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]%\\-][^:[\]%\\]*)(?::(\d{1,5}))?$/u.exec(typed);
  // What a URL takes for something else than it looks would be connected to under another name.
  if (place?.[1] === undefined || !URL.canParse(`https://${place[1]}`)) {
    throw bad(`${withoutPassword(typed) || "nothing"} is not host or host:port`);
  }
  const port = place[2] === undefined ? null : Number(place[2]);
  if (port !== null && (port < 1 || port > 65_535)) throw bad(`${port} is no port`);
  const host = place[1].replace(/^\[|\]$/g, "");
  return {
    user,
    // For ssh it may be a name of its configuration's, where case counts.
    host: transport === "ssh" ? host : host.toLowerCase(),
    port: port === LIBVIRT_PORTS[transport] ? null : port,
  };
}

function queryOf(text: string | undefined, driver: Driver, bad: Bad): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  const query = new Map<string, string>();
  for (const part of text.split("&")) {
    const [, key = "", value = ""] = /^([a-z_]+)=(.+)$/u.exec(part) ?? [];
    if (key === "")
      throw bad(`behind the ? stand parameters, key=value with & between, and not ${part || "nothing"}`);
    if (query.has(key)) throw bad(`${key} stands there a second time`);
    query.set(key, decoded(value, bad));
  }
  for (const [key, value] of query) {
    if (PLACES.includes(key) && !isAbsolute(value)) throw bad(`${key} takes an absolute path, not ${value}`);
  }
  const opened = query.get("name");
  // With a host it would have the server go on to another one, as another user: entries would tell of neither.
  if (opened !== undefined && !(opened.startsWith(`${driver}:///`) && OPENED.test(opened))) {
    throw bad(`name is what the server itself opens, ${driver}:/// and a path here, without a host`);
  }
  return Object.fromEntries(query);
}

function identifying(query: Readonly<Record<string, string>>): string {
  const said = IDENTIFYING.flatMap((key) => {
    const value = query[key];
    return value === undefined ? [] : [`${key}=${encodeURI(value).replace(/[&#?;]/gu, encodeURIComponent)}`];
  });
  return said.length === 0 ? "" : `?${said.join("&")}`;
}

/** What the way itself would refuse is said of the endpoint as it was typed. */
function checked(endpoint: LibvirtEndpoint, bad: Bad): LibvirtEndpoint {
  try {
    parametersChecked(endpoint);
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.problem.code !== "BAD_ENDPOINT") throw error;
    throw bad(error.problem.facts.problem);
  }
  const { transport, host } = endpoint;
  const problem = transport === "tcp" ? plainTcpProblem(host ?? "") : null;
  if (problem !== null) throw bad(problem);
  return endpoint;
}

function decoded(text: string, bad: Bad): string {
  const plain = plainOf(text);
  if (plain === null || /\p{Cc}/u.test(plain))
    throw bad(`${withoutPassword(text)} has a % that stands for nothing`);
  return plain;
}

function plainOf(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
