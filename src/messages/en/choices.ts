import type { Choice, ChoiceReason } from "#domain/choice.js";
import { groupsOf } from "#messages/wording.js";

/** `host esx-02 (least memory promised); 1 CPU, 1 GiB of memory (defaults)`. */
export function choicesSaid(choices: readonly Choice[]): string {
  return groupsOf(choices, ({ why }) => why)
    .map(([why, group]) => {
      const reason = why === "default" && group.length > 1 ? "defaults" : reasons[why];
      return `${group.map(choiceSaid).join(", ")}${reason === null ? "" : ` (${reason})`}`;
    })
    .join("; ");
}

function choiceSaid({ what, value }: Choice): string {
  if (what === "cpus") return value === "1" ? "1 CPU" : `${value} CPUs`;
  return `${what} ${value}`;
}

const reasons: Readonly<Record<ChoiceReason, string | null>> = {
  asked: null,
  only: "the only one",
  leastPromised: "least memory promised",
  mostFree: "most free space",
  firstByName: "first by name",
  datacenter: "the datacenter's",
  sourcesOwn: "the source's own",
  current: "the current one",
  time: "made of the time",
  default: "the default",
};
