import type { ErrorTexts } from "#messages/catalogue.js";
import { profileProblem } from "#messages/en/profile-problems.js";
import { unended } from "#messages/wording.js";

/** A profile is not there, or cannot be taken as it is. */
export const profileErrors = {
  PROFILE_INVALID: ({ path, line, column, problem }) => ({
    what: `${path}:${line}:${column}: ${unended(profileProblem(problem))}.`,
    notDone: "The profile was not taken, no part of it; no session was opened.",
    next: "Put the file right; shoseki profile schema says what can stand in one.",
  }),
  PROFILE_UNKNOWN: ({ name, nearest, path }) => ({
    what: `There is no profile ${name} (${path}).`,
    notDone: "Nothing was done; no session was opened.",
    next:
      nearest === null
        ? `See shoseki profile list, or make one: shoseki profile add ${name} --endpoint vsphere://HOST (or qemu:///system).`
        : `Did you mean ${nearest}? shoseki profile list shows all there are.`,
  }),
  PROFILE_EXISTS: ({ name, path }) => ({
    what: `There is a profile ${name} already (${path}).`,
    notDone: "Nothing was written, and the file is as it was.",
    next: `Edit the file, choose another name, or take it away with shoseki profile remove ${name}.`,
  }),
  PROFILE_UNWRITABLE: ({ path, cause }) => ({
    what: `The profile ${path} cannot be written: ${unended(cause)}.`,
    notDone: "Nothing was changed.",
    next: "Check the directory, its permissions and the disk's free space.",
  }),
  ONE_JOURNAL_ONLY: ({ name, open, wanted }) => ({
    what:
      wanted === null
        ? `This console writes the simulator's journal ${open}, whose key nobody keeps; ${name} is no simulator.`
        : `A console writes one journal, and this one writes ${open}; the profile ${name} wants ${wanted}.`,
    notDone: "No session was opened there.",
    next:
      wanted === null
        ? `Open ${name} in a console of its own, or begin this one with --journal DIR.`
        : `Open ${name} in a console of its own, or begin this one with --journal DIR, which goes before the profiles.`,
  }),
} satisfies Partial<ErrorTexts>;
