import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * A secret that is nowhere else in the world. Between two words that no form of writing changes but base64 and hexadecimal,
 * it has what XML, JSON, URLs and shells write in another way.
 */
export function seed(name: string): string {
  return `Zq7${name}Head <&"'>%+\\/é本 9Kv${name}Tail`;
}

/** A single quoted word of a shell's. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The forms in which a seed, or half of it, would be found again. */
function formsOf(name: string): readonly (readonly [form: string, bytes: Buffer])[] {
  return [`Zq7${name}Head`, `9Kv${name}Tail`].flatMap((word) => {
    const bytes = Buffer.from(word);
    const base64 = [0, 1, 2].map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString("base64")
        .replace(/=+$/, "");
      // What it shares with its neighbours is not its own.
      return text.slice(shift === 0 ? 0 : shift + 1, -1);
    });
    return [
      ["as it is", bytes],
      ...base64.map((text) => ["in base64", Buffer.from(text)] as const),
      ["in hexadecimal", Buffer.from(bytes.toString("hex"))],
      ["in hexadecimal", Buffer.from(bytes.toString("hex").toUpperCase())],
      ["in UTF-16", Buffer.from(word, "utf16le")],
    ] as const;
  });
}

/** Hears all that comes out, and knows the seeds. */
export class Witness {
  readonly #names: readonly string[];
  readonly #heard: (readonly [where: string, bytes: Buffer])[] = [];

  constructor(...names: readonly string[]) {
    this.#names = names;
  }

  hear(where: string, said: string | Uint8Array): void {
    this.#heard.push([where, typeof said === "string" ? Buffer.from(said) : Buffer.from(said)]);
  }

  /** Every file below a directory, and its name. */
  look(directory: string): void {
    for (const path of filesBelow(directory)) {
      this.hear(`${path}, its name`, path);
      this.hear(path, readFileSync(path));
    }
  }

  /** Where any of these texts was heard. */
  mentions(...texts: readonly string[]): readonly string[] {
    return this.#heard
      .filter(([, said]) => texts.some((text) => said.includes(text)))
      .map(([where]) => where);
  }

  /** Where which seed was heard; and that anything was heard at all. */
  leaks(): readonly string[] {
    if (this.#heard.length === 0) return ["nothing was heard"];
    return this.#names.flatMap((name) =>
      formsOf(name).flatMap(([form, bytes]) =>
        this.#heard
          .filter(([, said]) => said.includes(bytes))
          .map(([where]) => `${name} ${form} in ${where}`),
      ),
    );
  }
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
}

/** What below a directory others could read, but for what the test itself has put there. */
export function open(directory: string, put: readonly string[] = []): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => !put.includes(relative(directory, path)))
    .map((path) => `${(statSync(path).mode & 0o777).toString(8)} ${relative(directory, path)}`)
    .filter((line) => !/^[67]00 /.test(line));
}
