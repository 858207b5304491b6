import type { Caller } from "#providers/libvirt/caller.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions } from "#providers/libvirt/rpc/rpc-client.js";
import { unlessRefused } from "#providers/libvirt/unless-refused.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute, below } from "#providers/libvirt/xml/elements.js";
import type { Limits } from "#providers/limits.js";

/**
 * Of memory and disks libvirt itself says nothing before it is too much for the host, which may promise more than it has: these
 * are what no host has (16 TiB), and what no file is (64 TiB).
 */
const SIZES = { maxMemoryMiB: 16 * 1024 ** 2, memoryStepMiB: 1, maxDiskMiB: 64 * 1024 ** 2 };

/** Whatever the host is asked to run, where nothing else is said. */
const ANY = { emulatorbin: null, arch: null, machine: null, virttype: null, flags: 0 };

/**
 * What the platform allows a machine. The processors are those of the host's own kind of machine; where the driver does not
 * tell of that, its word for all of them.
 */
export async function limitsOf(caller: Caller, options: CallOptions = {}): Promise<Limits> {
  return {
    maxCpus: (await ofMachines(caller, options)) ?? (await ofDriver(caller, options)),
    ...SIZES,
    namesAreFiles: true,
  };
}

async function ofMachines(caller: Caller, options: CallOptions): Promise<number | null> {
  const answer = await unlessRefused(caller.call(PROCEDURES.connectGetDomainCapabilities, ANY, options));
  if (answer === null) return null;
  const most = attribute(below(parseXml(answer.capabilities, "domainCapabilities").root, "vcpu"), "max");
  return most !== null && Number(most) > 0 ? Number(most) : null;
}

async function ofDriver(caller: Caller, options: CallOptions): Promise<number> {
  const { maxVcpus } = await caller.call(PROCEDURES.connectGetMaxVcpus, { type: null }, options);
  return Math.max(1, maxVcpus);
}
