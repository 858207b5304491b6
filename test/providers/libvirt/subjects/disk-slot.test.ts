import { expect, test } from "vitest";
import type { Disk } from "#domain/full-machine.js";
import { freeSlot, slotNamed, targetAt } from "#providers/libvirt/subjects/disk-slot.js";

test.each([
  ["virtio", "vda", 0],
  ["virtio", "vdz", 25],
  ["virtio", "vdaa", 26],
  ["scsi", "sdaz", 51],
  ["xen", "xvdb", 1],
  ["ide", "hdd", 3],
])("on %s, %s is unit %i", (controller, target, unit) => {
  expect(slotNamed(controller, target)).toEqual({ controller, unit });
  expect(targetAt({ controller, unit })).toBe(target);
});

test("what is called otherwise has no place that could be told", () => {
  expect(slotNamed("virtio", "sda")).toBeNull();
  expect(slotNamed("virtio", "vd")).toBeNull();
  expect(slotNamed("nvme", "nvme0n1")).toBeNull();
});

const on = (controller: string) => [{ slot: { controller, unit: 0 } } as Disk];

test("another disk goes on the bus of the first, behind CD drives too, until that is full", () => {
  expect(freeSlot(on("virtio"), new Set(["vda", "vdc"]), "virtio")).toEqual({
    controller: "virtio",
    unit: 1,
  });
  expect(freeSlot(on("sata"), new Set(["sda", "sdb"]), "virtio")).toEqual({ controller: "sata", unit: 2 });
  expect(freeSlot(on("ide"), new Set(["hda", "hdb", "hdc", "hdd"]), "virtio")).toBeNull();
  expect(freeSlot([], new Set(), "xen")).toEqual({ controller: "xen", unit: 0 });
});
