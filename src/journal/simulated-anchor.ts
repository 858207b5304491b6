import type { Entry } from "#domain/entry.js";

/** `HST.platform` of entries that say of no server that it was worked at: the simulator's, and the journal's own. */
const NO_SERVER: ReadonlySet<string> = new Set(["simulator", "shoseki"]);

/** Whether an entry of this platform says that a server was worked at. */
export function isServer(platform: string): boolean {
  return !NO_SERVER.has(platform);
}

/** Whether an anchor is in the event log of a simulator. What a command has put away from a session there is not. */
export function isSimulated({ HST, TGT }: Pick<Entry, "HST" | "TGT">): boolean {
  return TGT.kind === "Endpoint" && HST.platform === "simulator";
}

/**
 * The newest anchor that was done; null where there is none. Whoever has a simulator has its event log, too: an anchor there comes
 * after any other, and is none of a journal that tells of servers.
 *
 * @param anchors anchor entries, in order
 */
export function newestAnchorOf(anchors: readonly Entry[], tellsOfServers: boolean): Entry | null {
  const done = anchors.filter(({ RST }) => RST?.status === "OK");
  const elsewhere = done.findLast((anchor) => !isSimulated(anchor)) ?? null;
  return elsewhere ?? (tellsOfServers ? null : (done.at(-1) ?? null));
}
