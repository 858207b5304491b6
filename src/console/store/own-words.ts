import { HANDOVER_FILE, HANDOVER_FILES, HANDOVER_WORDS } from "#console/handover/handover-words.js";
import { procedureFiles } from "#console/store/procedure-files.js";
import type { Store } from "#console/store/store.js";
import type { Named } from "#language/completion-vocabulary.js";
import type { Catalogue } from "#messages/catalogue.js";

/**
 * What may follow each verb of the console itself.
 *
 * @param profiles the names of all profiles, read when they are asked for
 */
export function ownWords(
  { theme, endpoints }: Pick<Store, "theme" | "endpoints">,
  { language }: Catalogue,
  profiles: () => readonly string[],
): (verb: string, begun: string, place: string) => readonly Named[] {
  const word = (name: string, note: string | null = null): Named => ({ name, id: null, path: null, note });
  const connected = () => endpoints.fleet.links.map(({ name, endpoint }) => word(name, endpoint));
  const files = (begun: string, named?: RegExp) => procedureFiles(begun, named).map((name) => word(name));
  const words: Readonly<Record<string, (begun: string, place: string) => readonly Named[]>> = {
    theme: () => theme.themes.map(({ name, title }) => word(name, title[language])),
    connect: () =>
      profiles()
        .filter((name) => !endpoints.fleet.names.includes(name))
        .map((name) => word(name)),
    disconnect: connected,
    reconnect: connected,
    use: () => [...connected(), word("all")],
    record: () => [word("on"), word("off"), word("input")],
    "read-only": () => [word("on"), word("off")],
    procedure: (begun) => [...files(begun), word("resume"), word("back-out"), word("take-over")],
    rehearse: (begun) => files(begun),
    replay: (begun) => [word("last"), ...files(begun, /\.cast$/u)],
    handover: (begun, place) =>
      place === HANDOVER_FILE ? files(begun, HANDOVER_FILES) : HANDOVER_WORDS.map((name) => word(name)),
  };
  return (verb, begun, place) => (Object.hasOwn(words, verb) ? (words[verb]?.(begun, place) ?? []) : []);
}
