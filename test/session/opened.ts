import type { Entry } from "#domain/entry.js";
import type { ProviderSession } from "#providers/contract.js";
import { openSession, type SessionOptions } from "#session/open-session.js";
import type { Session } from "#session/session.js";
import { anchoringOn } from "./anchoring-on.js";
import { QUIET } from "./cadences.js";
import { type Desk, inWords } from "./desk.js";
import { UNRESTRAINED } from "./unrestrained.js";

/** A session of a desk on a provider, as `vc1`, which is left alone where a test says no other cadence. */
export function opened(
  desk: Pick<Desk, "journal" | "trail">,
  provider: ProviderSession,
  options: Partial<SessionOptions> = {},
): Promise<Session> {
  return openSession({
    ...anchoringOn(desk),
    name: "vc1",
    journal: desk.journal,
    trail: desk.trail,
    explain: inWords,
    onEntry: () => undefined,
    restraints: UNRESTRAINED,
    cadence: QUIET,
    connect: async () => provider,
    ...options,
  });
}

/** What entries say in short: `outcome Login OK`. */
export function steps(entries: readonly Entry[]): string[] {
  return entries.map(({ phase, OPR, RST }) => [phase, OPR, RST?.status, RST?.code].filter(Boolean).join(" "));
}
