import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));

interface Module {
  /** `session/funnel.ts` */
  readonly path: string;
  readonly text: string;
  /** What it imports of ours, in the same form. */
  readonly imports: readonly string[];
}

const modules: readonly Module[] = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(join(source, path), "utf8");
    return { path, text, imports: importsOf(path, text) };
  });

function importsOf(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(
    (match) => match[1] ?? "",
  );
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith("#")) return [sourceOf(specifier.slice(1))];
    if (!specifier.startsWith(".")) return [];
    return [sourceOf(relative(source, join(source, dirname(path), specifier)))];
  });
}

/** The file that is built to `path`. */
function sourceOf(path: string): string {
  const component = path.replace(/\.js$/, ".tsx");
  return existsSync(join(source, component)) ? component : path.replace(/\.js$/, ".ts");
}

/** `session`, or `providers/vsphere`, or `console/terminal`; a file at the top is its own part. */
function partOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  const inside = path.split("/").length > 2;
  const nested = inside && (first === "providers" || path.startsWith("console/terminal/"));
  return nested ? `${first}/${second}` : first;
}

/** What each part may import of the others. A part that is not here is a part that nobody thought about. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  files: [],
  yaml: ["domain"],
  language: ["domain"],
  inventory: ["domain"],
  messages: ["domain"],
  providers: ["domain"],
  "providers/vsphere": ["domain", "providers"],
  "providers/simulator": ["domain", "providers"],
  "providers/libvirt": ["domain", "providers"],
  operations: ["domain", "inventory", "providers"],
  journal: ["domain", "files"],
  credentials: ["domain", "files"],
  config: ["domain", "files", "language", "yaml"],
  themes: ["domain", "files"],
  sharing: ["domain", "files"],
  session: ["domain", "language", "inventory", "operations", "journal", "providers"],
  procedures: [
    "domain",
    "files",
    "language",
    "inventory",
    "operations",
    "journal",
    "session",
    "yaml",
    "documents",
  ],
  listings: ["domain", "inventory", "messages"],
  documents: [],
  recording: ["domain", "files", "journal"],
  handover: [
    "domain",
    "files",
    "journal",
    "session",
    "procedures",
    "recording",
    "documents",
    "listings",
    "messages",
  ],
  cli: [
    "procedures",
    "documents",
    "recording",
    "handover",
    "domain",
    "files",
    "language",
    "inventory",
    "listings",
    "messages",
    "journal",
    "credentials",
    "config",
    "session",
    "sharing",
    "providers",
    "providers/vsphere",
    "providers/simulator",
    "providers/libvirt",
    "themes",
    "console",
    "console/terminal",
  ],
  "console/terminal": ["domain"],
  console: [
    "procedures",
    "documents",
    "recording",
    "handover",
    "domain",
    "files",
    "language",
    "inventory",
    "operations",
    "journal",
    "session",
    "listings",
    "messages",
    "themes",
    "console/terminal",
  ],
  "main.ts": ["cli", "console/terminal"],
};

test("there is something to look at", () => {
  expect(modules.length).toBeGreaterThan(50);
  expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
});

test("every import names a file that is there", () => {
  const paths = new Set(modules.map(({ path }) => path));
  const broken = modules.flatMap(({ path, imports }) =>
    imports.filter((each) => !paths.has(each)).map((each) => `${path} imports ${each}`),
  );
  expect(broken).toEqual([]);
});

test("each part imports only what it may", () => {
  const strays = modules.flatMap(({ path, imports }) => {
    const part = partOf(path);
    const allowed = MAY_IMPORT[part];
    if (allowed === undefined) return [`${path} is in a part without rules`];
    return imports
      .filter((each) => partOf(each) !== part && !allowed.includes(partOf(each)))
      .map((each) => `${path} imports ${each}`);
  });
  expect(strays).toEqual([]);
});

test("only the session's funnel runs an operation", () => {
  const runners = modules.filter(({ text }) => /\bprepared\.run\(/.test(text)).map(({ path }) => path);
  expect(runners).toEqual(["session/funnel.ts"]);
});

/** The contract, and the capabilities beside it. */
const contract = modules.filter(({ path }) => /^providers\/[^/]+$/.test(path));

/** The methods of the contract that change something, by the capability that has them. */
const mutating = /\b(\w+)\([^)]*mutation: Mutation\): Promise</g;

test("no mutating call of a provider is made outside operations", () => {
  const names = contract.flatMap(({ text }) => [...text.matchAll(mutating)]).map(([, name]) => name);
  expect(names.length).toBeGreaterThan(15);
  // `Object.create` and the like are not a provider's: a mutating call hands on a mutation.
  const call = new RegExp(`\\.(${names.join("|")})\\((?:[^()]|\\([^()]*\\))*\\bmutation\\b`);
  const callers = modules.filter(({ text }) => call.test(text)).map(({ path }) => partOf(path));
  expect(callers).toContain("operations");
  expect(
    [...new Set(callers)].filter((part) => part !== "operations" && !part.startsWith("providers/")),
  ).toEqual([]);
});

test("a task is cancelled in one place, and where that is the operator decides", () => {
  const callers = modules.filter(({ text }) => /\b(provider|session)\.cancel\(/.test(text));
  expect(callers.map(({ path }) => path)).toEqual(["session/cancelling.ts"]);
});

test("only console/terminal and main.ts touch the terminal's streams", () => {
  const touches = /process\.std(in|out|err)\b|std(in|out|err)\b.*= process\b/;
  const touching = modules
    .filter(({ text }) => touches.test(text))
    .map(({ path }) => path)
    .filter((path) => !path.startsWith("console/terminal/") && path !== "main.ts");
  expect(touching).toEqual([]);
  expect(modules.filter(({ text }) => touches.test(text)).length).toBeGreaterThan(0);
});

test("expressions are one file's, and nobody pays for their library before they are asked for", () => {
  const users = modules.filter(({ text }) =>
    /^import (?!type)[^;]*"@marcbachmann|import\("@marcbachmann/mu.test(text),
  );
  expect(users.map(({ path }) => path)).toEqual(["procedures/expressions.ts"]);
  expect(users.filter(({ text }) => /^import (?!type)[^;]*"@marcbachmann/mu.test(text))).toEqual([]);
});

test("there are no import cycles", () => {
  const graph = new Map(modules.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(" -> ")];
    if (done.has(path)) return [];
    const found = (graph.get(path) ?? []).flatMap((each) => visit(each, [...trail, path]));
    done.add(path);
    return found;
  };
  expect(modules.flatMap(({ path }) => visit(path, []))).toEqual([]);
});

test("there are no barrels, default exports or module state", () => {
  const offenders = modules.flatMap(({ path, text }) => [
    ...(/^export \* from/m.test(text) ? [`${path} is a barrel`] : []),
    ...(/^export default/m.test(text) ? [`${path} has a default export`] : []),
    ...(/^(export )?let /m.test(text) ? [`${path} holds state`] : []),
  ]);
  expect(offenders).toEqual([]);
});
