import { isLibvirtText, parseLibvirt } from "#cli/libvirt-endpoint.js";
import { ENDPOINT_BEGINNINGS } from "#config/endpoint-beginnings.js";
import type { Endpoint } from "#domain/endpoint.js";
import { failure } from "#domain/errors.js";
import { withoutPassword } from "#domain/without-password.js";
import { parseSimulatorOptions } from "#providers/simulator/options.js";

const DEFAULT_PORT = 443;

/** Whether a text can only be meant as an endpoint: no subcommand and no profile begins so. */
export function isEndpointText(text: string): boolean {
  return /^(?:sim:|[a-z][a-z0-9+.-]*:\/\/)/iu.test(text);
}

/** Reads `vsphere://[user@]host[:port]`, a libvirt URI or `sim:[?options]`. Throws `BAD_ENDPOINT`. */
export function parseEndpoint(text: string): Endpoint {
  if (/^sim:/i.test(text)) return parseSimulator(text);
  if (/^vsphere:\/\//i.test(text)) return parseVsphere(text);
  if (isLibvirtText(text)) return parseLibvirt(text);
  const problem = ENDPOINT_BEGINNINGS;
  throw failure("BAD_ENDPOINT", { text: withoutPassword(text), problem });
}

function parseSimulator(text: string): Endpoint {
  const query = text.slice("sim:".length);
  if (query !== "" && !query.startsWith("?")) {
    throw failure("BAD_ENDPOINT", { text, problem: "sim: is followed by ?options or by nothing" });
  }
  const options = parseSimulatorOptions(query.slice(1));
  if ("problem" in options) throw failure("BAD_ENDPOINT", { text, problem: options.problem });
  return { platform: "simulator", name: "sim:", options: options.value };
}

/** A login may hold an `@` of its own (`administrator@vsphere.local`): the host begins after the last one. */
function parseVsphere(text: string): Endpoint {
  const bad = (problem: string) => failure("BAD_ENDPOINT", { text: withoutPassword(text), problem });
  const rest = text.slice("vsphere://".length).replace(/\/+$/, "");
  const at = rest.lastIndexOf("@");
  const user = at < 0 ? null : decoded(rest.slice(0, at));
  if (user?.includes(":")) throw bad("a password is not taken from arguments, where others can read it");
  if (user === "") throw bad("the user before @ is empty");
  const place = /^(\[[0-9A-Fa-f:.]+\]|[^:/?#\s[\]%\\]+)(?::(\d{1,5}))?$/u.exec(rest.slice(at + 1));
  // What a URL takes for something else than it looks would be connected to, and trusted, under another name.
  if (place?.[1] === undefined || !URL.canParse(`https://${place[1]}`))
    throw bad("it is not vsphere://[user@]host[:port]");
  const port = place[2] === undefined ? DEFAULT_PORT : Number(place[2]);
  if (port < 1 || port > 65_535) throw bad(`${port} is no port`);
  const host = place[1].toLowerCase();
  const name = `vsphere://${host}${port === DEFAULT_PORT ? "" : `:${port}`}`;
  return { platform: "vsphere", host: host.replace(/^\[|\]$/g, ""), port, user, name };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
