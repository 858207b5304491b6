import type { DiskSource } from "#providers/libvirt/changes/volumes.js";
import type { Tree } from "#providers/libvirt/xml/tree.js";

/** A disk device ("formatdomain", Hard drives). */
export function diskTree(
  { type, source, format }: DiskSource,
  target: { readonly dev: string; readonly bus: string },
): Tree {
  return [
    "disk",
    { type, device: "disk" },
    ["driver", { name: "qemu", type: format, ...(format === "qcow2" ? { discard: "unmap" } : {}) }],
    ["source", source],
    ["target", { ...target }],
  ];
}
