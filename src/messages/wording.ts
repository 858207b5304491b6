/** Text that came from elsewhere, without the full stop that our sentence puts after it. */
export function unended(text: string): string {
  return text.trim().replace(/[.。]+$/u, "");
}

/** Whether the system says of a disk that it takes nothing more (full, over a quota, read-only): no entry is written there either. */
export function isWriteRefused(cause: string): boolean {
  return /^(?:ENOSPC|EDQUOT|EROFS)\b/u.test(cause);
}

/** The first `limit` of a list, and how many more there are. */
export function cut<T>(
  list: readonly T[],
  limit: number,
): { readonly shown: readonly T[]; readonly more: number } {
  return { shown: list.slice(0, limit), more: Math.max(0, list.length - limit) };
}

/** Neighbours of the same key together, with their key. */
export function groupsOf<T, K>(
  list: readonly T[],
  keyOf: (item: T) => K,
): readonly (readonly [K, readonly T[]])[] {
  const groups: [K, T[]][] = [];
  for (const item of list) {
    const last = groups.at(-1);
    if (last !== undefined && last[0] === keyOf(item)) last[1].push(item);
    else groups.push([keyOf(item), [item]]);
  }
  return groups;
}

/** A size in MiB as people say it: in GiB where it is whole in that. */
export function size(mebibytes: number): string {
  const whole = mebibytes !== 0 && mebibytes % 1024 === 0;
  return whole ? `${mebibytes / 1024} GiB` : `${mebibytes} MiB`;
}

/** A text that is a size in MiB (`8192 MiB`) as `size` says it; any other as it is. */
export function sizeIn(text: string): string {
  const [, mebibytes] = /^(\d+) MiB$/u.exec(text) ?? [];
  return mebibytes === undefined ? text : size(Number(mebibytes));
}

/** Milliseconds as seconds, to the digits that tell a person something. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(ms < 1000 ? 2 : 1);
}

/** The word for a property or a state, or `otherwise` (the text itself) where the table has none. */
export function term(terms: Readonly<Record<string, string>>, text: string, otherwise = text): string {
  return Object.hasOwn(terms, text) ? (terms[text] ?? otherwise) : otherwise;
}

/** Whether a fault is one of libvirt's (`virterror.h`). */
export function isLibvirtFault(fault: string): boolean {
  return fault.startsWith("VIR_");
}

/** An endpoint's host and port, as it is typed where nothing else is meant: `vc1.example` of `vsphere://vc1.example`. */
export function withoutScheme(endpoint: string): string {
  return endpoint.replace(/^[a-z][a-z0-9+.-]*:\/\//iu, "");
}

/** A length of time as a clock shows it: `0:07`, `12:40`, `1:05:00`. Of what is over, `0:00`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}

/** How long something took, to the second from a minute on: `1 h 2 min 5 s`, `2.35 s`. */
export function spanOf(ms: number, units: Readonly<Record<"h" | "min" | "s", string>>): string {
  if (ms < 60_000) return `${seconds(ms)} ${units.s}`;
  const whole = Math.round(ms / 1000);
  const parts = [
    [Math.floor(whole / 3600), units.h],
    [Math.floor(whole / 60) % 60, units.min],
    [whole % 60, units.s],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}
