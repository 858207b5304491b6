import type { Facts } from "#domain/entry.js";
import { table } from "#listings/table.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import type { FrozenItem, FrozenOperation, FrozenParameter } from "#procedures/approval/frozen-plan.js";
import type { ApprovalRequest } from "#procedures/approval/request.js";

/**
 * A request as the second person reads it before agreeing: who asks for what, until when, and all that would be done.
 * Every line is safe to print: the file comes from elsewhere.
 *
 * @param sha256 of the request's file
 * @param now milliseconds since 1970
 */
export function approvalLines(
  request: ApprovalRequest,
  sha256: string,
  now: number,
  catalogue: Catalogue,
): readonly string[] {
  const { approval } = catalogue;
  const { parameters, items, operations, source } = request.frozen;
  const said = Object.entries(parameters).map(([name, value]) => `${name} = ${parameterSaid(value)}`);
  return [
    approval.asks,
    "",
    ...indented(head(request, sha256, now, catalogue)),
    ...(said.length === 0 ? [] : ["", approval.parameters, ...indented(said)]),
    ...(items.length === 0 ? [] : ["", approval.items, ...indented(items.map(itemSaid))]),
    "",
    ...(source === null
      ? [approval.operations(operations.length)]
      : [...approval.asInFile, "", ...indented(linesOf(source))]),
    ...operations.flatMap((operation, index) => operationLines(operation, index + 1, catalogue)),
    "",
    approval.summary({
      operations: operations.length,
      lossy: lossyOf(operations),
      endpoint: request.endpoint,
    }),
  ].map(printable);
}

/** How many destroy something for good; null where that is not known before they are planned. */
function lossyOf(operations: readonly FrozenOperation[]): number | null {
  const isKnown = operations.length > 0 && operations.every(({ operation }) => operation !== "");
  return isKnown ? operations.filter(({ losses }) => losses.length > 0).length : null;
}

function head(
  request: ApprovalRequest,
  sha256: string,
  now: number,
  { approval }: Catalogue,
): readonly string[] {
  const { labels } = approval;
  const { operator } = request;
  const { ticket } = request.frozen;
  const minutes = Math.max(0, Math.floor((Date.parse(request.expires) - now) / 60_000));
  return table([
    [labels.title, request.title],
    [labels.step, request.step ?? approval.whole],
    ...(ticket === null ? [] : [[labels.ticket, ticket]]),
    [labels.endpoint, request.endpoint],
    [labels.askedBy, approval.askedBy({ ...operator, login: operator.name })],
    [labels.issued, request.issued],
    [labels.expires, `${request.expires} (${approval.left({ minutes })})`],
    [labels.run, request.run],
    [labels.file, request.procedure],
    [labels.plan, request.plan],
    [labels.request, sha256],
  ]);
}

function operationLines(
  { line, operation, item, target, before, wanted, chosen, losses }: FrozenOperation,
  number: number,
  { approval, results }: Catalogue,
): readonly string[] {
  const named = [operation, target.name, idSaid(target.id ?? item)].filter((part) => part !== "").join("  ");
  const choices = factsSaid(chosen);
  return [
    "",
    `${number}. ${line}`,
    ...indented([
      ...(named === "" ? [] : [named]),
      ...changes(before, wanted),
      ...(choices.length === 0 ? [] : [`${approval.chosen} ${choices.join(", ")}`]),
      ...results.losses(losses),
      ...(operation === "" ? [approval.plannedLater] : []),
    ]),
  ];
}

/** `memoryMiB 4096 -> 8192`, as the entries of the operation will have it. */
function changes(before: Facts, wanted: Facts): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(wanted)])];
  return keys.flatMap((key) => {
    const [was, is] = [before[key] ?? null, wanted[key] ?? null];
    if (was === is) return [];
    return was === null ? [`+${key} ${is}`] : [is === null ? `-${key} ${was}` : `${key} ${was} -> ${is}`];
  });
}

function factsSaid(facts: Facts): readonly string[] {
  return Object.entries(facts).map(([key, value]) => `${key} ${value}`);
}

function parameterSaid(value: FrozenParameter): string {
  if (typeof value === "string") return value;
  return "id" in value ? itemSaid(value) : value.map(itemSaid).join(", ");
}

function itemSaid({ id, name }: FrozenItem): string {
  return id === name ? name : `${name} ${idSaid(id)}`;
}

function idSaid(id: string | null): string {
  return id === null ? "" : `(${id})`;
}

/** A tabulator moves to where the line before is, on some terminals; here it is the spaces that an editor shows. */
function linesOf(source: string): readonly string[] {
  return source
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll("\t", "    "));
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
