import type { Caller } from "#providers/libvirt/caller.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";

/** `virDomainInterfaceAddressesSource`: what libvirt's own DHCP server has given out, and what the host's ARP table knows. */
const LEASE = 0;
const ARP = 2;
const IPV4 = 0;

/**
 * The address that a running machine has been seen with, IPv4 before IPv6; null where it runs not, or nobody has seen it. The
 * agent in the guest is not asked: that would need a right to change it.
 */
export async function addressOf(caller: Caller, id: string, signal?: AbortSignal): Promise<string | null> {
  const dom = machineHandle(id);
  const seen = await Promise.all(
    [LEASE, ARP].map((source) =>
      unlessRefused(caller.call(PROCEDURES.domainInterfaceAddresses, { dom, source, flags: 0 }, { signal })),
    ),
  );
  const addresses = seen.flatMap((each) => each?.ifaces ?? []).flatMap(({ addrs }) => addrs);
  return (addresses.find(({ type }) => type === IPV4) ?? addresses[0])?.addr ?? null;
}
