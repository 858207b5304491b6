import { copiedIn, type Migration } from "#operations/migration.js";
import type { Failure } from "#providers/mutation.js";

/**
 * Why a machine has not been moved, with the disks that were made for it at the destination and are there still, as far as it can be
 * asked: nobody takes them away, and they are in the way of the next try.
 */
export async function withHalfMade(
  failed: Failure,
  { machine, to, host, disks }: Migration,
  signal: AbortSignal | undefined,
): Promise<Failure> {
  const made = copiedIn({ disks }).filter(({ destination }) => destination.as === "made");
  if (made.length === 0) return failed;
  const moved = made.map(({ disk }) => disk);
  const found = await to.lookForDisks(machine.id, moved, signal).catch(() => null);
  const left = made.flatMap(({ destination: { place } }, index) =>
    found?.[index]?.as === "made" ? [] : [place],
  );
  if (left.length === 0) return failed;
  const { fault, message } = failed;
  return {
    ...failed,
    fault: "VOLUME_LEFT",
    message: `${message} (${fault}); made for it at ${host.name}, and maybe there still: ${left.join(", ")}`,
  };
}
