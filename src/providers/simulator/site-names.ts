/** A datacenter's name, and the part of its hosts' names that says where they stand. */
export interface SiteName {
  readonly datacenter: string;
  readonly code: string;
}

/** In the order in which a growing world gets them. */
export const SITES: readonly SiteName[] = [
  { datacenter: "Tokyo", code: "tyo" },
  { datacenter: "Osaka", code: "osa" },
  { datacenter: "Fukuoka", code: "fuk" },
];

/** The folders below `vm` in every datacenter. */
export const FOLDERS = ["Production", "Staging", "Infra", "Build", "Templates"] as const;

export type FolderName = (typeof FOLDERS)[number];

/** `esx-03.tyo.example`. */
export function hostName(site: SiteName, number: number): string {
  return `esx-${twoDigits(number)}.${site.code}.example`;
}

/** `tyo-cluster-01`. */
export function clusterName(site: SiteName, number: number): string {
  return `${site.code}-cluster-${twoDigits(number)}`;
}

/** `tyo-vmfs-01`. */
export function datastoreName(site: SiteName, number: number): string {
  return `${site.code}-vmfs-${twoDigits(number)}`;
}

/** At least two digits, as operators number things. */
export function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
