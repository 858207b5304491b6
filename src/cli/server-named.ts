import { isEndpointText, parseEndpoint } from "#cli/endpoint.js";
import { endpointNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import { directoriesOf } from "#config/directories.js";
import { profileNames } from "#config/profile-names.js";
import type { Endpoint, VsphereEndpoint } from "#domain/endpoint.js";
import { failure } from "#domain/errors.js";

/**
 * The server that is meant by an endpoint, by a profile's name, or by `host[:port]` alone. Errors: `BAD_ENDPOINT`, `USAGE`,
 * `PROFILE_INVALID`, `FILE_UNREADABLE`.
 */
export async function serverNamed(setting: Setting, text: string): Promise<VsphereEndpoint> {
  const endpoint = await endpointMeant(setting, text);
  if (endpoint.platform === "libvirt") {
    const problem = {
      kind: "NOT_OF_LIBVIRT",
      option: "trust",
      endpoint: endpoint.name,
      why: "TRUST",
    } as const;
    throw failure("USAGE", { problem });
  }
  if (endpoint.platform !== "vsphere")
    throw failure("USAGE", { problem: `${endpoint.name} has no certificate` });
  return endpoint;
}

async function endpointMeant(setting: Setting, text: string): Promise<Endpoint> {
  if (isEndpointText(text)) return parseEndpoint(text);
  const { profiles } = directoriesOf(setting.io.env);
  if (profileNames(profiles).includes(text)) return (await endpointNamed(setting, text)).endpoint;
  return parseEndpoint(`vsphere://${text}`);
}
