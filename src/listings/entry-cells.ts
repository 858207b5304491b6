import type { Entry, Facts, Result, Status } from "#domain/entry.js";
import { change } from "#listings/change.js";

/** Who is at which machine, and as whom at the hypervisor: `alice@ops-1, administrator@vsphere.local`. */
export function whoCell({ os, console, name }: Pick<Entry["USR"], "os" | "console" | "name">): string {
  return `${os}@${console}, ${name}`;
}

export function targetCell({ id, name }: Pick<Entry["TGT"], "id" | "name">): string {
  return id === null ? name : `${name} (${id})`;
}

/** The status in words, and why it is not OK. */
export function resultCell(result: Result, statuses: Readonly<Record<Status, string>>): string {
  return [statuses[result.status], causeCell(result)].filter((part) => part !== "").join(" ");
}

/** Why a result is what it is, as far as it says so. Most messages name the server's fault already. */
export function causeCell({ code = "", message = "", fault = "" }: Result): string {
  const parts = [code, message, message.includes(fault) ? "" : fault];
  return parts.filter((part) => part !== "").join(" ");
}

/** What has changed; of what is gone, what it was. Empty where nothing has. */
export function changeCell({ BEF = {}, AFT = {}, RST }: Pick<Entry, "BEF" | "AFT" | "RST">): string {
  const isGone = RST?.status === "OK" && Object.keys(AFT).length === 0;
  return (isGone ? factsCell(BEF, "-") : change({ BEF, AFT })) ?? "";
}

/** @param sign before each of them: `+` of what was made, `-` of what is gone */
export function factsCell(facts: Facts, sign: "+" | "-"): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== "")
    .map(([key, value]) => `${sign}${key} ${value}`)
    .join(", ");
}
