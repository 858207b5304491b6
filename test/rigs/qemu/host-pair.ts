import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type QemuHost, startQemuHost } from "./qemu-host.js";

/** A network of the two alone (RFC 2544's addresses, which lead nowhere). */
const ADDRESSES = { a: "198.18.0.1", b: "198.18.0.2" };
const HOSTS = [`${ADDRESSES.a} kvm-a`, `${ADDRESSES.b} kvm-b`];

/** A network in each of the two, a bridge of its own, as large sites have them. */
const LAN = "<network><name>lan</name><forward mode='bridge'/><bridge name='lan0'/></network>";

/** Two hosts with one cable between them, each in a network of its own: a guest goes from one to the other by TCP. */
export class HostPair {
  readonly a: QemuHost;
  readonly b: QemuHost;

  constructor(a: QemuHost, b: QemuHost) {
    this.a = a;
    this.b = b;
  }

  /** What one host calls the other: `qemu+tcp://kvm-b/system`. It is nothing out here. */
  static uriOf(host: QemuHost): string {
    return `qemu+tcp://${host.name}/system`;
  }

  /** Pulls the cable out, or puts it back. */
  async cable(state: "up" | "down"): Promise<void> {
    await this.a.run("ip", "link", "set", "cable", state);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.a.stop(), this.b.stop()]);
  }
}

/** Starts them, a network `lan` on both. */
export async function startHostPair(): Promise<HostPair> {
  const started = await Promise.allSettled([
    startQemuHost({ name: "kvm-a", network: { address: ADDRESSES.a, hosts: HOSTS } }),
    startQemuHost({ name: "kvm-b", network: { address: ADDRESSES.b, hosts: HOSTS } }),
  ]);
  const hosts = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const [a, b] = hosts;
  try {
    if (a === undefined || b === undefined) throw started.find((each) => each.status === "rejected")?.reason;
    await plug(a, b);
    await Promise.all([a, b].map((host) => addLan(host)));
    return new HostPair(a, b);
  } catch (error) {
    await Promise.all(hosts.map((host) => host.stop()));
    throw error;
  }
}

/** The cable is made on the one host, its other end right on the other, so that none of it is ever out here. */
async function plug(a: QemuHost, b: QemuHost): Promise<void> {
  const link = ["link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", String(b.pid)];
  await promisify(execFile)("nsenter", [`--net=/proc/${a.pid}/ns/net`, "ip", ...link]);
  for (const [host, address] of [[a, ADDRESSES.a] as const, [b, ADDRESSES.b] as const]) {
    await host.run("ip", "address", "add", `${address}/24`, "dev", "cable");
    await host.run("ip", "link", "set", "lo", "up");
    await host.run("ip", "link", "set", "cable", "up");
  }
}

async function addLan(host: QemuHost): Promise<void> {
  await host.run("ip", "link", "add", "lan0", "type", "bridge");
  await host.run("ip", "link", "set", "lan0", "up");
  await host.defineNetwork(LAN);
  await host.virsh("net-start", "lan");
  await host.virsh("net-autostart", "lan");
}
