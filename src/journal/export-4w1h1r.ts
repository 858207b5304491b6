import type { Entry, Facts } from "#domain/entry.js";

/**
 * The paper's log line (its Figure 3) for an outcome, in local time:
 *
 *     2010-08-03 15:53:22,342 INFO - [STR=...;END=...;OPR=RenameVM;USR=...;HST=...;BEF=test1;AFT=test2;RST=OK]
 *
 * Null for an entry that is no outcome. What each operation puts in BEF and AFT is said in docs/journal-format.md.
 */
export function paperLine(entry: Entry): string | null {
  if (entry.phase !== "outcome" || entry.END === undefined) return null;
  const { OPR, USR, HST, RST } = entry;
  const values = (VALUES.get(OPR) ?? nameOnly)(entry);
  // In the paper's figure Login and Logout, and only they, have no `;` between AFT and RST.
  const gap = OPR === "Login" || OPR === "Logout" ? "" : ";";
  const fields =
    `STR=${paperTime(entry.STR)};END=${paperTime(entry.END)};OPR=${OPR};USR=${escaped(USR.name)};` +
    `HST=${escaped(HST.host ?? hostOf(HST.endpoint))};BEF=${values.before};AFT=${values.after}${gap}RST=${RST?.status ?? ""}`;
  return `${logTime(entry.END)} INFO - [${fields}]`;
}

interface Values {
  readonly before: string;
  readonly after: string;
}

const nothing = (): Values => ({ before: "", after: "" });

/** The target's name before and after. */
const nameOnly = (entry: Entry): Values => ({
  before: fact(entry.BEF, "name"),
  after: fact(entry.AFT, "name"),
});

/** The target's name and, behind a `;` each, some of its properties; those that are not there are left out. */
const withProperties =
  (...keys: readonly string[]) =>
  (entry: Entry): Values => {
    const listed = (facts: Facts | undefined) =>
      ["name", ...keys]
        .filter((key) => key === "name" || facts?.[key] !== undefined)
        .map((key) => fact(facts, key))
        .join(";");
    return { before: listed(entry.BEF), after: listed(entry.AFT) };
  };

/** The source's name, and its clone's. */
const nameOfClone = ({ BEF, AFT }: Entry): Values => ({
  before: fact(BEF, "name"),
  after: fact(AFT, "clone"),
});

/** A machine or host is named where it is powered on, as the paper does for StartVM: `BEF=;AFT=test2`. */
const nameWhereOn = (entry: Entry): Values => {
  const named = (facts: Facts | undefined) => (facts?.power === "on" ? fact(facts, "name") : "");
  return { before: named(entry.BEF), after: named(entry.AFT) };
};

const VALUES: ReadonlyMap<string, (entry: Entry) => Values> = new Map([
  ["Login", nothing],
  ["Logout", nothing],
  ["ModifyCPU", withProperties("cpus", "nextBootCpus")],
  ["ModifyMemory", withProperties("memoryMiB", "nextBootMemoryMiB")],
  ["ModifyDisk", withProperties("disk", "diskMiB")],
  ["MoveVM", withProperties("host", "datastore", "folder")],
  ["CloneVM", nameOfClone],
  ["StartVM", nameWhereOn],
  ["StopVM", nameWhereOn],
  ["ResetVM", nameWhereOn],
  ["SuspendVM", nameWhereOn],
  ["ShutdownGuest", nameWhereOn],
  ["RebootGuest", nameWhereOn],
  ["CreateSnapshot", withProperties("snapshot")],
  ["RevertSnapshot", withProperties("snapshot")],
  ["RemoveSnapshot", withProperties("snapshot")],
  ["ShutdownHost", nameWhereOn],
  ["RebootHost", nameWhereOn],
  ["EnterMaintenance", withProperties("maintenance")],
  ["ExitMaintenance", withProperties("maintenance")],
]);

function fact(facts: Facts | undefined, key: string): string {
  const value = facts?.[key];
  return value === undefined || value === null ? "" : escaped(String(value));
}

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** `;`, `]`, `\` and control characters behind a `\`: `\n`, `\r`, `\t`, else `\x1b`. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
  return text.replace(/[;\]\\\u0000-\u001f\u007f-\u009f]/g, (character) => {
    if (";]\\".includes(character)) return `\\${character}`;
    return NAMED[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}

/** `129.60.19.31` of `vsphere://129.60.19.31:8443`; all of `qemu:///system`, which has none. */
function hostOf(endpoint: string): string {
  return (
    endpoint
      .replace(/^[a-z+]+:(\/\/)?/, "")
      .replace(/[/?].*$/, "")
      .replace(/:\d+$/, "") || endpoint
  );
}

function paperTime(time: string): string {
  const { date, clock, milliseconds } = local(time);
  return `${date.replaceAll("-", "/")} ${clock} ${milliseconds}`;
}

function logTime(time: string): string {
  const { date, clock, milliseconds } = local(time);
  return `${date} ${clock},${milliseconds}`;
}

function local(time: string): { date: string; clock: string; milliseconds: string } {
  const at = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    clock: `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
    milliseconds: String(at.getMilliseconds()).padStart(3, "0"),
  };
}
