import type { Element } from "@xmldom/xmldom";
import { attribute } from "#providers/libvirt/xml/elements.js";

/** Bytes of a unit, as libvirt's documents spell it in whatever case ("formatdomain", Memory Allocation). */
const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  kb: 1000,
  k: 1024,
  kib: 1024,
  mb: 1000 ** 2,
  m: 1024 ** 2,
  mib: 1024 ** 2,
  gb: 1000 ** 3,
  g: 1024 ** 3,
  gib: 1024 ** 3,
  tb: 1000 ** 4,
  t: 1024 ** 4,
  tib: 1024 ** 4,
};

const MIB = 1024 ** 2;

/** Whole mebibytes of so many bytes, or of so many of another unit. */
export function mebibytes(size: number | bigint, unitBytes = 1): number {
  return Math.floor((Number(size) * unitBytes) / MIB);
}

/**
 * What an element with a `unit` says, in whole mebibytes; null where there is none, or no size in it.
 *
 * @param unit where none is said: KiB of memory, bytes of storage
 */
export function sizeMiB(element: Element | null, unit: "KiB" | "bytes"): number | null {
  const text = element?.textContent?.trim() ?? "";
  const bytes = UNITS[(attribute(element, "unit") ?? unit).toLowerCase()];
  return /^\d+$/.test(text) && bytes !== undefined ? mebibytes(Number(text), bytes) : null;
}
