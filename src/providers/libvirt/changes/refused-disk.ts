import { type Changing, refused } from "#providers/libvirt/changes/changing.js";
import { notDone, said } from "#providers/libvirt/changes/not-done.js";
import { type MadeVolume, takeBack } from "#providers/libvirt/changes/volumes.js";
import { fileOf } from "#providers/libvirt/subjects/disks.js";
import { domainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { drivesOf } from "#providers/libvirt/subjects/drives.js";

/**
 * What an error of giving a machine a disk has left. libvirt plugs a disk in first and writes the configuration then: where that
 * fails, the guest has the disk all the same. So its volume is taken back only where the machine is seen to have it neither way.
 *
 * @returns the error to tell: `HALF_DONE` where the machine has it, `VOLUME_LEFT` where the volume is left for another reason
 */
export async function refusedDisk(
  changing: Changing,
  id: string,
  { volume, disk }: MadeVolume,
  error: unknown,
): Promise<unknown> {
  if (notDone(error) === null) return error;
  const named = `${volume.pool}/${volume.name}`;
  const documents = await domainDocuments(changing.reads, id).catch(() => null);
  if (documents === null) {
    return refused("VOLUME_LEFT", `${said(error)}; nobody tells whether the machine has ${named}: it stays`);
  }
  const { file, dev } = disk.source;
  const place = file ?? dev ?? named;
  const [runsWith, isConfigured] = [documents.live, documents.configured].map((domain) =>
    drivesOf(domain).some(({ source }) => fileOf(source) === place),
  );
  if (!runsWith && !isConfigured) return await takeBack(changing, [volume], error);
  const how = isConfigured
    ? "the machine is configured to have"
    : "the machine has, as it runs, and is not configured to have at its next start,";
  return refused("HALF_DONE", `${how} the disk ${named}, which stays: ${said(error)}`);
}
