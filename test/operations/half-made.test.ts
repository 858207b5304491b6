import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { withHalfMade } from "#operations/half-made.js";
import type { Migration } from "#operations/migration.js";
import type { DestinationDisk } from "#providers/migration.js";

const FAILED = { fault: "VIR_ERR_OPERATION_ABORTED", message: "canceled by client", cancelled: true };
const MADE: DestinationDisk = { as: "made", place: "images/web.qcow2" };
const THERE: DestinationDisk = { as: "overwritten", place: "images/web.qcow2", sizeMiB: 16 };

/** A move of one disk that has failed, and what the destination says of its place then. */
function failedMove(
  destination: DestinationDisk,
  then: () => Promise<readonly DestinationDisk[]>,
): Migration {
  const disk = { label: "vda", place: "images/web.qcow2", source: {} };
  const to = { lookForDisks: then };
  return {
    ...{ to, machine: { id: "vm-42" }, host: { name: "kvm-b" }, disks: [{ disk, destination }] },
  } as unknown as Migration;
}

test("a disk that was made for a machine that has not come is named, with why it has not come", async () => {
  const left = {
    fault: "VOLUME_LEFT",
    message:
      "canceled by client (VIR_ERR_OPERATION_ABORTED); made for it at kvm-b, and maybe there still: images/web.qcow2",
    cancelled: true,
  };
  const told = (destination: DestinationDisk, then: () => Promise<readonly DestinationDisk[]>) =>
    withHalfMade(FAILED, failedMove(destination, then), undefined);
  expect(await told(MADE, async () => [THERE])).toEqual(left);
  expect(await told(MADE, async () => [{ as: "refused", why: "DISK_SIZE", about: null }])).toEqual(left);
  const cut = failure("NOT_SENT", { cause: "cut" });
  expect(await told(MADE, () => Promise.reject(cut))).toEqual(left);
  // Nothing has come to be there, or it was there before.
  expect(await told(MADE, async () => [MADE])).toEqual(FAILED);
  expect(await told(THERE, async () => [THERE])).toEqual(FAILED);
});
