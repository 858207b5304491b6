import { freePort } from "../free-port.js";
import { startXenHost, type XenHost } from "./xen-host.js";

/** A network of the two alone (RFC 2544's addresses, which lead nowhere). */
const ADDRESSES = { a: "198.18.0.1", b: "198.18.0.2" };
const HOSTS = [`${ADDRESSES.a} xen-a`, `${ADDRESSES.b} xen-b`];

/** Two Xen hosts with a cable between them, `xen-a` and `xen-b`: a guest goes from one to the other by TCP. */
export class XenPair {
  readonly a: XenHost;
  readonly b: XenHost;

  constructor(a: XenHost, b: XenHost) {
    this.a = a;
    this.b = b;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.a.stop(), this.b.stop()]);
  }
}

export async function startXenPair(): Promise<XenPair> {
  const at = `127.0.0.1:${await freePort()}`;
  // Whoever is plugged in first waits for the other.
  const lan = { hosts: HOSTS };
  const a = await startXenHost({ ...lan, cable: `socket,listen=${at}`, name: "xen-a", address: ADDRESSES.a });
  try {
    const b = await startXenHost({
      ...lan,
      cable: `socket,connect=${at}`,
      name: "xen-b",
      address: ADDRESSES.b,
    });
    return new XenPair(a, b);
  } catch (error) {
    await a.stop();
    throw error;
  }
}
