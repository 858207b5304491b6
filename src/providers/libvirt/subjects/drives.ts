import type { Element } from "@xmldom/xmldom";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";

/** A disk device of a domain's document. */
export interface Drive {
  /** What it is called in the machine, and nothing else there: `vda`. */
  readonly target: string;
  readonly bus: string;
  /** `disk`, `lun`, `cdrom` or `floppy`. */
  readonly device: string;
  readonly source: DriveSource;
  /** Whether it is reached by the network (`rbd`, `iscsi`, `nbd`), and so from wherever its machine runs. */
  readonly overNetwork: boolean;
  /** Whether anything is in it: a CD drive may be empty. */
  readonly filled: boolean;
  /** What `source` is on top of, and so on down, and what it is being copied to, as far as the document says. */
  readonly backing: readonly DriveSource[];
  /** `raw`, `qcow2`, ...; null where it is not said. */
  readonly format: string | null;
  readonly readonly: boolean;
  readonly shareable: boolean;
  readonly transient: boolean;
}

/** Where its data lie: a volume of a pool by name, a file or device by path, or something that is neither. */
export type DriveSource =
  | { readonly kind: "volume"; readonly pool: string; readonly volume: string }
  | { readonly kind: "file" | "block"; readonly path: string }
  | { readonly kind: "other"; readonly text: string | null };

/** All of a machine's, CD drives too, in their order. */
export function drivesOf(domain: Element): readonly Drive[] {
  const devices = below(domain, "devices");
  return devices === null ? [] : childrenOf(devices, "disk").map(drive);
}

function drive(element: Element): Drive {
  const target = below(element, "target");
  const has = (name: string) => below(element, name) !== null;
  return {
    target: attribute(target, "dev") ?? "",
    bus: attribute(target, "bus") ?? "",
    device: attribute(element, "device") ?? "disk",
    source: sourceOf(attribute(element, "type"), below(element, "source")),
    overNetwork: attribute(element, "type") === "network",
    filled: has("source"),
    backing: backingOf(element),
    format: attribute(below(element, "driver"), "type"),
    readonly: has("readonly"),
    shareable: has("shareable"),
    transient: has("transient"),
  };
}

/** An empty `backingStore` ends the chain. */
function backingOf(element: Element): readonly DriveSource[] {
  return ["backingStore", "mirror"].flatMap((name) => {
    const store = below(element, name);
    if (store === null) return [];
    const source = below(store, "source");
    const lies = source === null ? [] : [sourceOf(attribute(store, "type"), source)];
    return [...lies, ...backingOf(store)];
  });
}

function sourceOf(type: string | null, source: Element | null): DriveSource {
  const said = (name: string) => attribute(source, name);
  const [file, device, pool, volume] = [said("file"), said("dev"), said("pool"), said("volume")];
  if (type === "file" && file !== null) return { kind: "file", path: file };
  if (type === "block" && device !== null) return { kind: "block", path: device };
  if (type === "volume" && pool !== null && volume !== null) return { kind: "volume", pool, volume };
  return { kind: "other", text: said("name") };
}
