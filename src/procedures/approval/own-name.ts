import { fitsList } from "#procedures/approval/pattern-list.js";

/**
 * Whether a line's principals could be somebody who goes by these names: the same, whatever their case, or the same in
 * the part that names the person, before `@` or after `\`. A pattern that takes in such a name could be, too: who may
 * speak for everybody is no second person.
 */
export function couldBe(principals: readonly string[], names: readonly string[]): boolean {
  const list = principals.map(folded);
  const mine = names.map(folded).filter((name) => name !== "");
  const persons = [...new Set(mine.map(personOf))];
  const asked = list.filter((principal) => !principal.startsWith("!"));
  const candidates = asked.flatMap((principal) => persons.map((person) => withPerson(principal, person)));
  return [...mine, ...candidates].some((candidate) => fitsList(candidate, list));
}

function folded(name: string): string {
  return name.trim().normalize("NFKC").toLowerCase();
}

function personOf(name: string): string {
  const account = name.slice(name.lastIndexOf("\\") + 1);
  const at = account.indexOf("@");
  return at > 0 ? account.slice(0, at) : account;
}

/** The principal with another person in it: the same realm before `\` and after `@`. */
function withPerson(principal: string, person: string): string {
  const start = principal.lastIndexOf("\\") + 1;
  const at = principal.indexOf("@", start);
  return `${principal.slice(0, start)}${person}${at > start ? principal.slice(at) : ""}`;
}
