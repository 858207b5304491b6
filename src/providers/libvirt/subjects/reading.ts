import type { Caller } from "#providers/libvirt/caller.js";
import type { Driver } from "#providers/libvirt/drivers.js";
import type { HostIdentity } from "#providers/libvirt/host-identity.js";
import type { RunningGuess } from "#providers/libvirt/running-guess.js";

/** What reading takes. */
export interface Reading {
  readonly caller: Caller;
  readonly driver: Driver;
  readonly host: HostIdentity;
  readonly running: RunningGuess;
}
