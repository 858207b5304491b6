import type { ErrorFacts } from "#domain/errors.js";
import type { ApartReason } from "#domain/move-obstacle.js";
import type { NameProblem } from "#domain/name-problem.js";
import type { SizeProblem } from "#domain/size-problem.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { lackNext, lackSaid } from "#messages/en/lacks.js";
import { lossSentences } from "#messages/en/losses.js";
import { noGuestKind } from "#messages/en/not-asked.js";
import { term } from "#messages/wording.js";

const notSent = "Nothing was sent.";

const words: Readonly<Record<string, string>> = {
  CPUs: "the number of CPUs",
  memory: "the memory",
  name: "the name",
  disk: "the size of a disk",
  place: "its place",
  on: "powered on",
  off: "powered off",
  suspended: "suspended",
  standby: "in standby",
  unknown: "in an unknown power state",
};

const say = (text: string): string => term(words, text);

/** What a server may remember, and libvirt does not. */
const RECORDS: ReadonlySet<string> = new Set(["events", "tasks"]);

/** The plan says why it would be refused. */
export const plan = {
  POWER_STATE: ({ name, power, needs }) => ({
    what: `${name} is ${say(power)}, and this needs it to be ${needs.split("|").map(say).join(" or ")}.`,
    notDone: notSent,
    next: `Bring ${name} into that state first, if that is what you want.`,
  }),
  NO_CHANGE: ({ name, what, value }) => ({
    what: `${name} already has ${value} as ${say(what)}.`,
    notDone: "Nothing was sent: there is nothing to change.",
    next: `See what it has now with info ${name}.`,
  }),
  NAME_TAKEN: ({ name, path }) => ({
    what: `The name ${name} is taken by ${path}.`,
    notDone: notSent,
    next: "Choose another name.",
  }),
  NAME_INVALID: (facts) => ({
    what: `The name ${JSON.stringify(facts.name)} cannot be given: ${badName[facts.problem](facts)}.`,
    notDone: notSent,
    next: "Choose another name.",
  }),
  NO_HOT_ADD: ({ name, what }) => ({
    what: `${name} is running and does not allow ${say(what)} to be raised while it does (hot-add is off).`,
    notDone: notSent,
    next: `Stop ${name} first, or ask for hot-add to be enabled while it is powered off.`,
  }),
  NO_HOT_REMOVE: ({ name, what }) => ({
    what: `${name} is running and does not allow ${say(what)} to be lowered while it does.`,
    notDone: notSent,
    next: `Stop ${name} first.`,
  }),
  SIZE_IMPOSSIBLE: ({ what, asked, problem }) => ({
    what: `${asked} is impossible as ${say(what)}: ${badSize(problem)}.`,
    notDone: notSent,
    next: "Ask for an amount that the platform can give.",
  }),
  IS_TEMPLATE: ({ name }) => ({
    what: `${name} is a template, which has no power and no running hardware.`,
    notDone: notSent,
    next: "Name a virtual machine, or make one from this template with clone.",
  }),
  MACHINE_UNREACHABLE: ({ name }) => ({
    what: `The hypervisor cannot reach ${name}: its host or its files are away.`,
    notDone: notSent,
    next: "Bring its host and datastore back first.",
  }),
  NO_GUEST_KIND: (facts) => {
    const [what, next] = noGuestKind(facts);
    return { what, notDone: notSent, next };
  },
  NOT_SUPPORTED: ({ operation, platform, why }) => {
    if (RECORDS.has(operation)) {
      return {
        what: `${platform} keeps no record of ${operation}.`,
        notDone: "Nothing was done.",
        next: "What was done through Shoseki: shoseki log, or shoseki touched MACHINE.",
      };
    }
    return {
      what: `${platform} does not offer ${operation}${why === undefined ? "" : `: ${lackSaid[why]}`}.`,
      notDone: notSent,
      next: why === undefined ? "Type help for what can be asked." : lackNext(why, operation),
    };
  },
  NEEDS_YES: ({ operation, name, losses }) => ({
    what: [
      `${operation} on ${name} cannot be taken back, and was not confirmed.`,
      ...lossSentences(losses),
    ].join(" "),
    notDone: notSent,
    next: "Check the target and what it would lose, then add --yes.",
  }),
  TARGET_CHANGED: ({ name }) => ({
    what: `${name} has changed since the plan was confirmed.`,
    notDone: "Nothing was sent: what was confirmed is no longer what would be done.",
    next: `Look at it with info ${name} and ask again.`,
  }),
  NOT_KEPT: ({ name }) => ({
    what: `${name} is there only as long as it runs (transient): neither its memory nor another configuration can be kept of it.`,
    notDone: notSent,
    next: "Have it defined at the server first, with the platform's own tools: it is kept then.",
  }),
  DISKS_NOT_KEPT: ({ name, platform }) => ({
    what: `${name} cannot be deleted without its disks: ${platform} deletes both at once.`,
    notDone: notSent,
    next: "Without --keep-disks the disks go too. To keep them, take the machine out of the inventory with the platform's own tools.",
  }),
  NO_TOOLS: ({ name }) => ({
    what: `The guest of ${name} runs no tools, so nothing can be asked of it.`,
    notDone: notSent,
    next: "Start its tools (open-vm-tools or VMware Tools), or use stop or reset, which do not ask the guest.",
  }),
  READ_ONLY: ({ by }) => ({
    what: `This session is read-only: ${readOnlyBy[by]}.`,
    notDone: notSent,
    next: toChange[by],
  }),
  PROTECTED: ({ name, pattern }) => ({
    what: `${name} is protected by the profile (${pattern}).`,
    notDone: notSent,
    next: "If it is really meant, take the pattern out of the profile, in a change of its own.",
  }),
  PURPOSE_MISSING: ({ what }) => ({
    what: what === "reason" ? "A reason is asked for here." : "A change number is asked for here.",
    notDone: notSent,
    next:
      what === "reason"
        ? "Say why with --reason TEXT, or in the console with reason TEXT."
        : "Give it with --ticket NUMBER, or in the console with ticket NUMBER.",
  }),
  NOT_CONFIRMED: ({ operation, name }) => ({
    what: `${operation} on ${name} was asked from outside the console, and was not agreed to there.`,
    notDone: notSent,
    next: "Ask the operator at the console, or run it with --no-share in a session of its own.",
  }),
  PLACE_ELSEWHERE: ({ what, endpoint, target, why }) => ({
    what: `${what} is on ${endpoint}, and the target on ${target}${why === undefined ? "" : `: ${apartSaid[why]}`}.`,
    notDone: notSent,
    next: why === undefined ? "Name a place on the target's own server." : apartNext[why],
  }),
  STOPPED_BY_OPERATOR: () => ({
    what: "You stopped it before it was sent.",
    notDone: notSent,
    next: "Ask again when you want it done.",
  }),
} satisfies Partial<ErrorTexts>;

const apartSaid: Readonly<Record<ApartReason, string>> = {
  PLATFORM: "Shoseki does not move machines between these two",
  HYPERVISOR: "they are of two hypervisors, and neither runs what the other has running",
};

const apartNext: Readonly<Record<ApartReason, string>> = {
  PLATFORM:
    "Name a host that the machine can go to: hosts shows those of its own endpoint. To bring it over all the same, copy its disks and make it anew there, and say so with note.",
  HYPERVISOR: "Choose a host of the same hypervisor: KVM to KVM, Xen to Xen.",
};

const readOnlyBy: Readonly<Record<ErrorFacts["READ_ONLY"]["by"], string>> = {
  profile: "its profile says so",
  option: "it was opened with --read-only",
  operator: "you have switched it so",
  handover: "its profile waits for a handover",
};

const toChange: typeof readOnlyBy = {
  profile: "Open a session that may change things, where you mean to.",
  option: "Open a session that may change things, where you mean to.",
  operator: "Switch it back with read-only off, where you mean to change something.",
  handover:
    "To go on: handover take FILE.tar, or handover waive REASON (in a shell: shoseki handover accept FILE.tar, or shoseki handover waive --reason TEXT).",
};

const badName: Readonly<Record<NameProblem, (facts: ErrorFacts["NAME_INVALID"]) => string>> = {
  EMPTY: () => "it is empty",
  SPACE_AT_END: () => "it begins or ends with a space",
  TOO_LONG: ({ name, limit }) => `it has ${name.length} characters, and ${limit} is the most`,
  CONTROL_CHARACTER: () => "it has a control character",
  NO_FILE_NAME: () => "files are called by it there, and none can be . or .. or have a / in its name",
};

function badSize(problem: SizeProblem): string {
  switch (problem.kind) {
    case "OUT_OF_RANGE":
      return `it must be from ${problem.least} to ${problem.most} ${problem.unit}`;
    case "OFF_STEP":
      return `it must be a multiple of ${problem.step} ${problem.unit}`;
    case "SPLIT_SOCKET":
      return `it must be a multiple of the ${problem.coresPerSocket} cores per socket`;
    case "SPLIT_NEW_SOCKET":
      return `above ${problem.above} it must be a multiple of the ${problem.coresPerSocket} CPUs that a socket of its topology has`;
    case "SEVERAL_NUMA_NODES":
      return `its memory is divided among ${problem.nodes} NUMA nodes, and which of them is to change is said in its configuration alone`;
  }
}
