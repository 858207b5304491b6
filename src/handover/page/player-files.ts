import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** asciinema-player, as a page has it in itself. */
export interface PlayerFiles {
  readonly version: string;
  /** A classic script that makes the global `AsciinemaPlayer`. */
  readonly script: string;
  readonly style: string;
  /** Of the player, and of the library that is built into it. */
  readonly licences: readonly string[];
}

/** Reads it where it is installed. A failure is thrown as it is: the program is not whole. */
export function readPlayer(): PlayerFiles {
  const script = fileURLToPath(import.meta.resolve("asciinema-player/dist/bundle/asciinema-player.min.js"));
  const style = fileURLToPath(import.meta.resolve("asciinema-player/dist/bundle/asciinema-player.css"));
  const home = homeOf("asciinema-player", import.meta.url);
  const solid = homeOf("solid-js", script);
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  return {
    version,
    script: readFileSync(script, "utf8"),
    style: readFileSync(style, "utf8"),
    licences: [home, solid].map((each) => readFileSync(join(each, "LICENSE"), "utf8")),
  };
}

/** The directory of a package, as it is found from a file. */
function homeOf(name: string, from: string): string {
  const found = findPackageJSON(name, from);
  if (found === undefined) throw new Error(`${name} is not installed`);
  return dirname(found);
}
