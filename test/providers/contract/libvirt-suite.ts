import { describeActing } from "./acting.js";
import type { Bench } from "./bench.js";
import { describeLasting } from "./lasting.js";
import { describeLeaving } from "./leaving.js";
import { describeLooking } from "./looking.js";
import { describeOperating } from "./operating.js";
import { describeRefusing } from "./refusing.js";
import { type ContractRig, LIBVIRT_WAYS } from "./rig.js";

/** What a libvirt server has to do: it has no history, no anchors, no rights and no list of sessions. */
export function describeLibvirt(bench: Bench): void {
  describeLooking(bench);
  describeActing(bench);
  describeOperating(bench);
  describeRefusing(bench, LIBVIRT_WAYS);
  describeLasting(bench);
  describeLeaving(bench);
}

/** There are no logins that may do less: whoever reaches libvirt may do everything. */
export const NO_LESSER_LOGINS: Pick<ContractRig, "mayNot" | "mayNotLog" | "mayNotSeeSessions"> = {
  mayNot: noSuchLogin,
  mayNotLog: noSuchLogin,
  mayNotSeeSessions: noSuchLogin,
};

/** Why a host of its own moves nothing. */
export const NO_MOVES: NonNullable<ContractRig["cannot"]> = {
  "moves a running machine to another host": "that takes a second host, which is another story",
  "moves a machine to another datastore": "libvirt moves no disks between the pools of a host",
  "moves a machine to another folder": "libvirt has no folders",
};

function noSuchLogin(): Promise<never> {
  return Promise.reject(new Error("whoever reaches libvirt may do everything"));
}
