/**
 * When a platform does something to a machine: only while it is off. Where a capability says nothing of what it can do, it does it to
 * one that runs, too.
 */
export type OnlyOff = "onlyOff";
