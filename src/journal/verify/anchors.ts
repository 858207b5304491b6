import type { AnchorEvent } from "#domain/anchor-event.js";
import type { Entry } from "#domain/entry.js";
import type { Fault } from "#domain/journal-fault.js";
import type { Epoch } from "#journal/epochs.js";
import { type Checkpoint, parseCheckpoint } from "#journal/note/checkpoint.js";
import type { Tree } from "#journal/tree/tree.js";
import { isSignedByAny } from "#journal/verify/held-checkpoints.js";
import { HELD, treeFault } from "#journal/verify/held-tree.js";
import { placeIn, type SegmentRange } from "#journal/verify/segment-scan.js";

/** What a hypervisor's event log has of anchors. */
export interface ReadAnchors {
  /** As the journal's entries name it. */
  readonly endpoint: string;
  readonly events: readonly AnchorEvent[];
}

/** What came of holding a journal against them. */
export interface AnchorsCheck {
  readonly fault: Fault | null;
  /** Anchors of this journal that are there and agree; when the newest was logged, in milliseconds since 1970. */
  readonly agreed: number;
  readonly newest: number | null;
  /** Events that name this journal, by other users, and are not signed by its key: anybody can log those. */
  readonly foreign: number;
  /** `seq` of anchor entries that say it was done, and are not there: a hypervisor forgets events after a while. */
  readonly gone: readonly number[];
}

/**
 * Holds a journal against the anchors that a hypervisor's event log has of it. One that names this journal and is not
 * signed by its keys is a fault when one of the journal's own logins has logged it: then the keys have been replaced.
 *
 * @param anchors the journal's anchor entries
 */
export function checkAnchors(
  { endpoint, events }: ReadAnchors,
  anchors: readonly Entry[],
  tree: Tree,
  epochs: readonly Epoch[],
): AnchorsCheck {
  const origin = epochs[0]?.origin ?? "";
  const own = events.flatMap((event) => {
    const checkpoint = anchoredCheckpoint(event.text);
    return checkpoint?.origin === origin ? [{ event, checkpoint }] : [];
  });
  const [signed, unsigned] = [own.filter(isOurs(epochs)), own.filter((each) => !isOurs(epochs)(each))];
  const here = anchors.filter(({ HST, TGT }) => HST.endpoint === endpoint && TGT.kind === "Endpoint");
  const logins = new Set(here.map(({ USR }) => USR.name.toLowerCase()));
  const replaced = unsigned.find(({ event }) => logins.has(event.user.toLowerCase()));
  const file = (key: string) => `${endpoint}, event ${key}`;
  const fault =
    treeFault(
      tree,
      signed.map(({ event, checkpoint }) => ({ ...checkpoint, file: file(event.key), number: null })),
      HELD,
    ) ??
    (replaced === undefined
      ? null
      : {
          file: file(replaced.event.key),
          line: null,
          seq: null,
          code: "OTHER_KEYS" as const,
          problem: "it names this journal, and is signed by none of its keys",
        });
  const roots = new Set(signed.map(({ checkpoint }) => checkpoint.root.toString("base64")));
  return {
    fault,
    agreed: fault === null ? signed.length : 0,
    newest: signed.reduce<number | null>((newest, { event }) => Math.max(newest ?? 0, event.at), null),
    foreign: unsigned.length,
    gone: here
      .filter(({ AFT, RST }) => RST?.status === "OK" && !roots.has(String(AFT?.rootHash)))
      .map(({ seq }) => seq),
  };
}

/**
 * The checkpoint in an event's text, whatever became of its white space on the way: none of its parts has any. Null for
 * an event that is something else.
 */
export function anchoredCheckpoint(text: string): Checkpoint | null {
  const [origin, size, root, ...signatures] = text.trim().split(/\s+/);
  const lines = signatures
    .join(" ")
    .split(/(?=\u2014 )/)
    .map((line) => `${line.trim()}\n`);
  return parseCheckpoint(`${origin}\n${size}\n${root}\n\n${lines.join("")}`);
}

function isOurs(epochs: readonly Epoch[]) {
  return ({ checkpoint }: { readonly checkpoint: Checkpoint }) => isSignedByAny(checkpoint, epochs);
}

/** The first anchor entry that says of an earlier tree what was not so. Null when all are true. */
export function anchorEntryFault(
  anchors: readonly Entry[],
  tree: Tree,
  ranges: readonly SegmentRange[],
): Fault | null {
  const wrong = anchors.find(({ seq, AFT }) => {
    const { treeSize, rootHash } = AFT ?? {};
    if (typeof treeSize !== "number") return false;
    return treeSize > seq || treeSize < 0 || tree.root(treeSize).toString("base64") !== rootHash;
  });
  if (wrong === undefined) return null;
  const problem = "the tree that it says was anchored is not that of the entries before it";
  return { ...placeIn(ranges, wrong.seq), code: "ANCHOR_ENTRY", problem };
}
