import type { Choice, ChoiceReason } from "#domain/choice.js";
import { groupsOf, sizeIn } from "#messages/wording.js";

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
  return `${what} ${sizeIn(value)}`;
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
  whileOn: "while it runs",
  nextBoot: "from its next start on",
  givenUp: "had waited for its next start, and is given up",
  notOnClone: "not on the clone",
  sourcesPassword: "with the source's password, if that has one",
  endpoint: "as its endpoint says",
  shared: "shared by both hosts, not copied",
  copied: "copied; the original stays there, in the way of a move back",
  copiedOver: "copied over the one of that name there; the original stays, in the way of a move back",
  theirs: "only read, not copied; the guest then reads what the other host has of that name and size",
  kept: "kept",
  keptStandingStill: "kept, too: the guest stands still until it is done",
  default: "the default",
};
