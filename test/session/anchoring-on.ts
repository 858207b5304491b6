import type { AnchorPlace } from "#session/anchor-place.js";
import type { SessionOptions } from "#session/open-session.js";
import { saidCheckpoints } from "#session/said-checkpoints.js";
import type { Desk } from "./desk.js";

/** What a session at a desk anchors with; the codes of what goes wrong are kept in `problems`. */
export function anchoringOn(
  { journal }: Pick<Desk, "journal">,
  ...anchorPlaces: readonly AnchorPlace[]
): Pick<SessionOptions, "checkpoints" | "anchorPlaces" | "onProblem"> & { readonly problems: string[] } {
  const problems: string[] = [];
  const onProblem: SessionOptions["onProblem"] = ({ code }) => {
    problems.push(code);
  };
  return { checkpoints: saidCheckpoints(journal, onProblem), anchorPlaces, onProblem, problems };
}
