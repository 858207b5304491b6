import type { Endpoint } from "#domain/endpoint.js";
import { type Address, realPathOf } from "#sharing/announcement.js";

/** Which session an endpoint, a login and a journal mean; null where there is no such journal yet. */
export function addressOf(
  endpoint: Endpoint,
  endpointText: string,
  login: string,
  journal: string,
): Address | null {
  const real = realPathOf(journal);
  if (real === null) return null;
  // Each simulator is one of its own, which its options make.
  const name = endpoint.platform === "simulator" ? endpointText.toLowerCase() : endpoint.name;
  return { journal: real, endpoint: name, login };
}

/** The endpoint as it may be typed with its login. */
export function textsOf(endpoint: Endpoint, endpointText: string, login: string): readonly string[] {
  if (endpoint.platform === "simulator") return [endpointText];
  // Elsewhere than with ssh there is one login that libvirt sees, and it is not typed.
  if (endpoint.platform === "libvirt" && endpoint.transport !== "ssh") {
    return [...new Set([endpointText, endpoint.name])];
  }
  const whole = endpoint.name.replace("://", `://${login}@`);
  return endpoint.user === login ? [...new Set([endpointText, whole])] : [whole];
}
