import { failure, type ShosekiError } from "#domain/errors.js";
import type { ProviderSession } from "#providers/contract.js";
import type { InventoryFeed } from "#providers/inventory-feed.js";
import { capabilities } from "#providers/libvirt/changes/capabilities.js";
import { tellingUnsure } from "#providers/libvirt/changes/unsure.js";
import type { Driver } from "#providers/libvirt/drivers.js";
import { LiveInventory } from "#providers/libvirt/feed/inventory-feed.js";
import { Look } from "#providers/libvirt/feed/look.js";
import type { HostIdentity } from "#providers/libvirt/host-identity.js";
import { cancelJob } from "#providers/libvirt/jobs/cancel.js";
import { Jobs } from "#providers/libvirt/jobs/jobs.js";
import type { Line } from "#providers/libvirt/line.js";
import { ping } from "#providers/libvirt/pings.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { RunningGuess } from "#providers/libvirt/running-guess.js";
import { addressOf } from "#providers/libvirt/subjects/address-of.js";
import { readPlacement } from "#providers/libvirt/subjects/read-placement.js";
import { readSubject } from "#providers/libvirt/subjects/read-subject.js";
import { answeredHere } from "#providers/libvirt/unasked.js";
import { Bell } from "#providers/libvirt/waits/bell.js";
import { Waits } from "#providers/libvirt/waits/waits.js";
import type { Limits } from "#providers/limits.js";
import type { LoginFacts } from "#providers/login-facts.js";
import { patiently } from "#providers/patiently.js";

/** The connections of a session: none waits behind what another is for. A server reads no more than five calls of one at a time. */
interface Lines {
  /** Reads, events, and looking again and again. */
  readonly reads: Line;
  /** What changes something, which can take its time. */
  readonly changes: Line;
  readonly pings: Line;
}

/** What a session is made of, once connected. */
export interface LibvirtParts {
  readonly lines: Lines;
  readonly endpoint: RpcTarget;
  readonly driver: Driver;
  readonly host: HostIdentity;
  readonly login: LoginFacts;
  readonly limits: Limits;
}

/** Of a disk or a snapshot that somebody else has added there is no event, and it shows within a second all the same. */
const READ_AGAIN_MS = 800;

export function libvirtSession(parts: LibvirtParts): ProviderSession {
  const { lines, endpoint, driver, host, login, limits } = parts;
  const { reads, pings } = lines;
  const running = new RunningGuess();
  const caller = answeredHere(reads, driver.absent);
  const reading = { caller, driver, host, running };
  const over = new AbortController();
  const jobs = new Jobs();
  const bell = new Bell();
  const inventory = new LiveInventory(reads, new Look(driver, host), bell);
  const waits = new Waits({ reading, jobs, bell, over: over.signal });
  /** @param ofChanges what a change is told that is asked for from now on */
  const end = async (error: ShosekiError, ofChanges: ShosekiError) => {
    inventory.stop();
    over.abort(error);
    await Promise.all([reads.end(error), lines.changes.end(ofChanges), pings.end(error)]);
  };
  return {
    platform: "libvirt",
    login,
    limits,
    feed: endingWith(inventory, over),
    readAgainMs: READ_AGAIN_MS,
    read: (subject, signal) => readSubject(reading, subject, signal),
    readPlacement: (query, signal) => readPlacement(reading, query, signal),
    settle: (task, subject, shows, patience) => waits.settle(task, subject, shows, patience),
    ended: (task, patience) => waits.ended(task, patience),
    watch: (subject, shows, withinMs, patience) => waits.watch(subject, shows, withinMs, patience),
    addressOf: (machine, signal) => addressOf(reads, machine, signal),
    ping: (signal) => ping(pings, signal),
    ...capabilities(
      { changes: tellingUnsure(lines.changes), reads: caller, driver, jobs, running },
      { endpoint, host },
    ),
    resume() {
      for (const line of Object.values(lines)) {
        line.renew();
        line.hurry();
      }
      inventory.resume();
      waits.resume();
    },
    cancel: (task) => cancelJob(reads, jobs, task),
    // The server keeps no sessions: to go is to let go of the connections.
    async logout() {
      inventory.stop();
      const error = failure("SESSION_ENDED", {});
      over.abort(error);
      reads.hurry();
      await (await reads.client()).goodbye();
      await end(error, error);
    },
    close() {
      const cause = "the session has been closed";
      return end(failure("CONNECTION_LOST", { cause }), failure("NOT_SENT", { cause }));
    },
  };
}

/** When the feed is over for good, so is whatever waits for a change; and whatever waits for the feed, when all is. */
function endingWith(feed: LiveInventory, over: AbortController): InventoryFeed {
  return {
    caughtUp: (signal) => patiently(() => feed.caughtUp(), [over.signal], signal),
    start: (listeners) =>
      feed.start({
        onUpdates: (updates) => listeners.onUpdates(updates),
        onInterrupted: (error) => listeners.onInterrupted(error),
        onLost(error) {
          over.abort(error);
          listeners.onLost(error);
        },
      }),
  };
}
