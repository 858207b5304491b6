import type { VsphereEndpoint } from "#domain/endpoint.js";
import { failure, ShosekiError } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import { type Credentials, login } from "#providers/vsphere/login.js";
import { INVENTORY_ROWS } from "#providers/vsphere/rows/inventory-rows.js";
import {
  clockOffset,
  retrieveServiceContent,
  type ServiceContent,
} from "#providers/vsphere/service-content.js";
import { type Transports, vsphereSession } from "#providers/vsphere/session.js";
import { Transport } from "#providers/vsphere/transport.js";
import { type Trust, type TrustedConnector, trustedConnector } from "#providers/vsphere/trust.js";
import { VimClient } from "#providers/vsphere/vim-client.js";
import { morefOf, need } from "#providers/vsphere/xml-reader.js";
import { type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

/** Connections that calls share. */
const CONNECTIONS = 4;
/** Connections of the standing waits, which each hold one: for the inventory, and for tasks. */
const WAITS = 2;
/** Of pings, which come one at a time. */
const PINGS = 1;

export interface VsphereOptions {
  readonly endpoint: VsphereEndpoint;
  readonly credentials: Credentials;
  readonly trust: Trust;
  /** How long a call may take before its reply is given up, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborted: the login is not waited for. */
  readonly signal?: AbortSignal;
}

/**
 * Connects, checks the certificate, logs in once and prepares the standing wait. When any of it fails nothing is left
 * open. Errors: `UNREACHABLE`, `STOPPED_BY_OPERATOR`, `CERTIFICATE_UNTRUSTED`, `CERTIFICATE_CHANGED`, `NOT_VSPHERE`, `VERSION_UNSUPPORTED` and `LOGIN_REFUSED` mean
 * that there is no session at the server; those of a call that one may be left.
 */
export async function openVsphere(options: VsphereOptions): Promise<ProviderSession> {
  const { endpoint, trust, timeoutMs } = options;
  const connector = await trustedConnector(endpoint.name, trust, timeoutMs);
  const origin = originOf(endpoint);
  const calls = new Transport(origin, connector, CONNECTIONS);
  const waits = new Transport(origin, connector, WAITS);
  const pings = new Transport(origin, connector, PINGS);
  const transports = { calls, waits, pings };
  const close = async () => {
    connector.abandon();
    await Promise.allSettled([calls.close(), waits.close(), pings.close()]);
  };
  try {
    return await open(options, connector, transports, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** `https://host:port` */
export function originOf({ host, port }: VsphereEndpoint): string {
  return `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function open(
  { endpoint, credentials, trust, timeoutMs, signal }: VsphereOptions,
  connector: TrustedConnector,
  transports: Transports,
  close: () => Promise<void>,
): Promise<ProviderSession> {
  const client = new VimClient(transports.calls, timeoutMs);
  const { apiVersion, content } = await meet(client, endpoint.name, signal);
  const loggedIn = await login(client, content, credentials, signal).catch((error: unknown) => {
    throw stopped(error, signal);
  });
  try {
    const [clockOffsetMs, taskCollector, inventoryView, taskView] = await Promise.all([
      clockOffset(client, "read"),
      createCollector(client, content),
      createView(client, content, "CreateContainerView", everythingIn(content.rootFolder)),
      createView(client, content, "CreateListView", ""),
    ]);
    const facts = {
      ...loggedIn,
      serverUuid: content.instanceUuid,
      product: content.product,
      apiVersion,
      clockOffsetMs,
      trust: connector.met()?.voucher ?? trust.by,
      certificate: connector.met()?.shown.thumbprint ?? null,
    };
    return vsphereSession({
      client,
      transports,
      content,
      login: facts,
      taskCollector,
      inventoryView,
      taskView,
      timeoutMs,
      close,
    });
  } catch (error) {
    await client.call("Logout", content.sessionManager, "").catch(() => undefined);
    throw onceLoggedIn(error);
  }
}

/** What is said of a server that was never reached or trusted is not true any more once the password has been sent. */
function onceLoggedIn(error: unknown): unknown {
  if (!(error instanceof ShosekiError)) return error;
  const { problem } = error;
  if (problem.code === "NOT_SENT") return failure("CONNECTION_LOST", { cause: problem.facts.cause }, error);
  if (problem.code !== "CERTIFICATE_UNTRUSTED" && problem.code !== "CERTIFICATE_CHANGED") return error;
  const cause = `the server now shows a certificate that is not trusted (SHA-256 ${problem.facts.thumbprint})`;
  return failure("CONNECTION_LOST", { cause }, error);
}

/** What was stopped before it was sent is no word on the server. */
function stopped(error: unknown, signal?: AbortSignal): unknown {
  const unsent = error instanceof ShosekiError && error.code === "NOT_SENT";
  return unsent && signal?.aborted ? failure("STOPPED_BY_OPERATOR", {}, error) : error;
}

/** What can be asked without a session. Nothing can have been left at the server, whatever goes wrong. */
export async function meet(
  client: VimClient,
  endpoint: string,
  signal?: AbortSignal,
): Promise<{ apiVersion: string; content: ServiceContent }> {
  try {
    const apiVersion = await client.negotiate(endpoint, signal);
    return { apiVersion, content: await retrieveServiceContent(client, signal) };
  } catch (cause) {
    const error = stopped(cause, signal);
    if (!(error instanceof ShosekiError)) throw error;
    const { problem } = error;
    switch (problem.code) {
      case "REPLY_INVALID":
        throw failure("NOT_VSPHERE", { endpoint, problem: problem.facts.problem }, error);
      case "SERVER_FAULT":
        throw failure("NOT_VSPHERE", { endpoint, problem: problem.facts.message }, error);
      case "NOT_SENT":
      case "CONNECTION_LOST":
        throw failure("UNREACHABLE", { endpoint, cause: problem.facts.cause }, error);
      case "GAVE_UP_WAITING":
        throw failure("STOPPED_BY_OPERATOR", {}, error);
      case "REPLY_TIMEOUT":
        throw failure(
          "UNREACHABLE",
          { endpoint, cause: `no answer within ${problem.facts.seconds} s` },
          error,
        );
      default:
        throw error;
    }
  }
}

async function createView(
  client: VimClient,
  content: ServiceContent,
  method: string,
  args: string,
): Promise<Moref> {
  return morefOf(need(await client.call(method, content.viewManager, args), "returnval"));
}

async function createCollector(client: VimClient, { propertyCollector }: ServiceContent): Promise<Moref> {
  return morefOf(need(await client.call("CreatePropertyCollector", propertyCollector, ""), "returnval"));
}

function everythingIn(rootFolder: Moref): string {
  const types = INVENTORY_ROWS.map(({ type }) => textElement("type", type)).join("");
  return morefElement("container", rootFolder) + types + textElement("recursive", true);
}
