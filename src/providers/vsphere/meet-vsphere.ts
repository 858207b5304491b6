import type { VsphereEndpoint } from "#domain/endpoint.js";
import { meet, originOf } from "#providers/vsphere/open.js";
import { Transport } from "#providers/vsphere/transport.js";
import { type Trust, trustedConnector } from "#providers/vsphere/trust.js";
import { VimClient } from "#providers/vsphere/vim-client.js";

/** What a server tells whoever asks. */
export interface MetServer {
  readonly product: string;
  /** The newest that it and this program both speak. */
  readonly apiVersion: string;
  /** Its clock minus ours in seconds, to a second or two; null where it does not say. */
  readonly clockOffset: number | null;
}

/**
 * Asks a server what it is, without logging in. Errors: `UNREACHABLE`, `CERTIFICATE_UNTRUSTED`, `CERTIFICATE_CHANGED`,
 * `NOT_VSPHERE`, `VERSION_UNSUPPORTED`, `STOPPED_BY_OPERATOR`, `FILE_UNREADABLE`.
 */
export async function meetVsphere(
  endpoint: VsphereEndpoint,
  trust: Trust,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<MetServer> {
  const connector = await trustedConnector(endpoint.name, trust, timeoutMs);
  const transport = new Transport(originOf(endpoint), connector, 1);
  try {
    const client = new VimClient(transport, timeoutMs);
    const { apiVersion, content } = await meet(client, endpoint.name, signal);
    const date = transport.newestDate();
    const clockOffset = date === null ? null : Math.round((date - Date.now()) / 1000);
    return { product: content.product, apiVersion, clockOffset };
  } finally {
    connector.abandon();
    await transport.close();
  }
}
