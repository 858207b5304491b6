import { readdirSync } from "node:fs";

/**
 * What a path that is begun may go on to: files of its directory that are named so, by their names procedures where nothing
 * else is said; and directories, which end in a `/`. None where it cannot be read. Hidden ones only where a `.` is typed.
 */
export function procedureFiles(begun: string, named = /\.ya?ml$/u): readonly string[] {
  const directory = begun.slice(0, begun.lastIndexOf("/") + 1);
  const isHidden = begun.slice(directory.length).startsWith(".");
  try {
    return readdirSync(directory === "" ? "." : directory, { withFileTypes: true })
      .filter(({ name }) => isHidden || !name.startsWith("."))
      .flatMap((entry) => {
        if (entry.isDirectory()) return [`${directory}${entry.name}/`];
        return named.test(entry.name) ? [`${directory}${entry.name}`] : [];
      })
      .sort();
  } catch {
    return [];
  }
}
