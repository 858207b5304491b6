import type { TargetExpression } from "#domain/command.js";
import { asShosekiError } from "#domain/errors.js";
import type { ParameterProblem } from "#domain/procedure-problem.js";
import type { Thing, ThingKind } from "#domain/procedure-value.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Row } from "#inventory/lookup.js";
import { resolveAll, resolveOne } from "#inventory/resolve.js";
import type { Rows } from "#inventory/shelf.js";
import { readToken, type Token } from "#language/lexer.js";
import { targetOf } from "#language/target.js";
import { isCostlyGlob } from "#procedures/costly-glob.js";

/** The most machines that a parameter can stand for. */
const MOST_MACHINES = 1000;

/** What a text names of the inventory, or why it names nothing. */
export type Said<T> = { readonly value: T } | { readonly problem: ParameterProblem };

/** The one thing that a text names: by its name (blanks and all), its id or its path. */
export function saidThing(inventory: Inventory, kind: ThingKind, text: string): Said<Thing> {
  return told(kind, () => {
    const { id, name } = resolveOne(inventory, rowsOf(inventory, kind), expressionOf(text));
    return { kind, id, name };
  });
}

/** All machines that a text names by target expressions with blanks or commas between them, each once, as they were said. */
export function saidMachines(inventory: Inventory, text: string): Said<readonly Thing[]> {
  const found = told("machine", () => {
    const rows = wordsIn(text).flatMap((word) => {
      const expression = targetOf(word, firstToken(word));
      if (isCostlyGlob(expression)) throw new NoWord();
      return resolveAll(inventory, inventory.machines, expression);
    });
    const byId = new Map(rows.map(({ id, name }) => [id, { kind: "machine", id, name } as const]));
    return [...byId.values()];
  });
  if ("problem" in found) return found;
  if (found.value.length === 0) return { problem: { kind: "NOT_OF_TYPE", type: "machines" } };
  if (found.value.length > MOST_MACHINES) return { problem: { kind: "TOO_MANY", limit: MOST_MACHINES } };
  return found;
}

/** The rows of a kind. Folders are those that machines are put into. */
export function rowsOf(inventory: Inventory, kind: ThingKind): Rows<Row> {
  const { machines, hosts, datastores, networks, containers } = inventory;
  if (kind !== "folder")
    return { machine: machines, host: hosts, datastore: datastores, network: networks }[kind];
  const isFolder = (row: { readonly kind: string }) => row.kind === "folder";
  return {
    all: () => containers.all().filter(isFolder),
    get: (id) => {
      const row = containers.get(id);
      return row !== null && isFolder(row) ? row : null;
    },
    named: (name) => containers.named(name).filter(isFolder),
  };
}

/** A text of several words is a name with blanks. */
function expressionOf(text: string): TargetExpression {
  const token = firstToken(text);
  if (token.raw !== text.trim()) return { by: text.startsWith("/") ? "path" : "name", text, glob: false };
  const expression = targetOf(text, token);
  if (isCostlyGlob(expression)) throw new NoWord();
  return expression;
}

/** The words of a text, as they are written; a comma or a blank within quotes separates nothing. */
function wordsIn(text: string): readonly string[] {
  return text.match(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s,'"\\]|['"\\])+/gsu) ?? [];
}

class NoWord extends Error {
  override readonly name = "NoWord";
}

function firstToken(text: string): Token {
  const token = readToken(text, 0);
  if (token === null) throw new NoWord();
  return token;
}

function told<T>(kind: ThingKind, resolve: () => T): Said<T> {
  try {
    return { value: resolve() };
  } catch (error) {
    if (error instanceof NoWord) return { problem: { kind: "NOT_OF_TYPE", type: kind } };
    const shoseki = asShosekiError(error);
    const { problem } = shoseki;
    if (problem.code === "TARGET_UNKNOWN")
      return { problem: { kind: "UNKNOWN", what: kind, nearest: problem.facts.nearest } };
    if (problem.code === "TARGET_AMBIGUOUS")
      return { problem: { kind: "AMBIGUOUS", candidates: problem.facts.candidates } };
    if (problem.code === "SYNTAX") return { problem: { kind: "NOT_OF_TYPE", type: kind } };
    throw error;
  }
}
