import type { Element } from "@xmldom/xmldom";
import type { Caller } from "#providers/libvirt/caller.js";
import { isMachine, isMachineGone, machineId } from "#providers/libvirt/machine-handle.js";
import type { DomainHandle } from "#providers/libvirt/rpc/handles.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { fileOf } from "#providers/libvirt/subjects/disks.js";
import { domainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { type Drive, drivesOf } from "#providers/libvirt/subjects/drives.js";
import { attribute } from "#providers/libvirt/xml/elements.js";

/** A drive of another machine, and something in it. */
export interface OtherDrive {
  readonly dom: DomainHandle;
  readonly drive: Drive;
  /** Whether its machine has it as it runs (`live`), or would have it from its next start on alone (`next`); or does not run (`off`). */
  readonly when: "live" | "next" | "off";
}

/**
 * What the machines of a host have, or would have from their next start on, but for one machine: of what is no volume, as of a file
 * that is not there yet, nothing else says that somebody counts on it. Two round trips.
 *
 * @param id of the machine that is left out
 */
export async function otherMachinesDrives(
  reads: Caller,
  id: string,
  signal?: AbortSignal,
): Promise<readonly OtherDrive[]> {
  const args = { needResults: 1, flags: 0 };
  const { domains } = await reads.call(PROCEDURES.connectListAllDomains, args, { signal });
  const others = domains.filter((dom) => isMachine(dom) && machineId(dom) !== id);
  return (await Promise.all(others.map((dom) => drivesOfBoth(reads, dom, signal)))).flat();
}

/** None of a machine that is gone. */
async function drivesOfBoth(
  reads: Caller,
  dom: DomainHandle,
  signal: AbortSignal | undefined,
): Promise<readonly OtherDrive[]> {
  const read = await domainDocuments(reads, machineId(dom), signal).catch((error: unknown) => {
    if (isMachineGone(error)) return null;
    throw error;
  });
  if (read === null) return [];
  const [live, configured] = [filledOf(read.live), filledOf(read.configured)];
  const of = (drive: Drive, when: OtherDrive["when"]): OtherDrive => ({ dom, drive, when });
  // Only what runs has an id.
  if (attribute(read.live, "id") === null) return configured.map((drive) => of(drive, "off"));
  const isNow = (drive: Drive) => live.some((each) => isSame(each, drive));
  return [
    ...live.map((drive) => of(drive, "live")),
    ...configured.map((drive) => of(drive, isNow(drive) ? "live" : "next")),
  ];
}

function filledOf(domain: Element): readonly Drive[] {
  return drivesOf(domain).filter(({ filled }) => filled);
}

function isSame(one: Drive, other: Drive): boolean {
  return one.target === other.target && fileOf(one.source) === fileOf(other.source);
}
