const UNITS = ["MiB", "GiB", "TiB", "PiB"] as const;

/** Room in MiB as a table shows it: `11.7 TiB`, to a tenth of its largest unit. `--json` has it to the MiB. */
export function room(mebibytes: number): string {
  let value = mebibytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toFixed(1))} ${UNITS[unit]}`;
}
