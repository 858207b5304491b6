import { createHash } from "node:crypto";
import type { Document, Element } from "@xmldom/xmldom";
import type { Caller } from "#providers/libvirt/caller.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RunningGuess } from "#providers/libvirt/running-guess.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute } from "#providers/libvirt/xml/elements.js";

/** VIR_DOMAIN_XML_INACTIVE. */
export const INACTIVE = 1 << 1;
/** VIR_DOMAIN_XML_SECURE beside it: with its passwords, to be edited and sent back, and shown to nobody. */
export const WHOLE = INACTIVE | (1 << 0);

/** A machine as libvirt describes it. */
export interface DomainDocuments {
  /** As it runs; of one that does not, as it is configured. */
  readonly live: Element;
  /** As it will be started next; of one that is not kept when it stops, as it runs. */
  readonly configured: Element;
  /** Which `configured` is the root of. */
  readonly document: Document;
  /** SHA-256 of both but for what a running guest changes by itself, and passwords, hexadecimal: another when anybody has changed either. */
  readonly mark: string;
}

/** How a machine's documents are read beside something else. */
interface Asking {
  readonly caller: Caller;
  readonly running: RunningGuess;
  /** `INACTIVE` or `WHOLE`: how the configuration is read. The mark is the same. */
  readonly flags: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The documents beside something else that says whether the machine is off: then its configuration is all that there is, and
 * nothing more is asked where that was guessed. Errors as those of both.
 */
export async function withDocuments<T>(
  { caller, running, flags, signal }: Asking,
  id: string,
  beside: Promise<T>,
  isOff: (found: T) => boolean,
): Promise<readonly [T, DomainDocuments]> {
  const whole = () => domainDocuments(caller, id, signal, flags);
  const isAlone = running.of(id) === false;
  const [found, documents] = await Promise.all([
    beside,
    isAlone ? xmlOf(caller, id, flags, signal).then(ofOne) : whole(),
  ]);
  return [found, isAlone && !isOff(found) ? await whole() : documents];
}

/** Reads both in one round trip. A server's error for a machine that is gone is VIR_ERR_NO_DOMAIN. */
export async function domainDocuments(
  caller: Caller,
  id: string,
  signal?: AbortSignal,
  flags = INACTIVE,
): Promise<DomainDocuments> {
  const [text, configuration] = await Promise.all([
    xmlOf(caller, id, 0, signal),
    xmlOf(caller, id, flags, signal),
  ]);
  const { root: live } = parseXml(text, "domain");
  // Only what runs has an id. Of what does not, the two differ in nothing but how they are put.
  if (attribute(live, "id") === null) return ofOne(configuration);
  const { document, root: configured } = parseXml(configuration, "domain");
  return { live, configured, document, mark: markOf(text, configuration) };
}

function ofOne(text: string): DomainDocuments {
  const { document, root } = parseXml(text, "domain");
  return { live: root, configured: root, document, mark: markOf(text, text) };
}

async function xmlOf(caller: Caller, id: string, flags: number, signal?: AbortSignal): Promise<string> {
  const args = { dom: machineHandle(id), flags };
  return (await caller.call(PROCEDURES.domainGetXmlDesc, args, { signal })).xml;
}

/**
 * Libvirt has no mark of a configuration of its own. The next start's is all of its text; of what runs it is what an operator
 * changes: the processors, and the most of memory. A guest gives memory back by itself, and devices come and go.
 */
function markOf(live: string, configured: string): string {
  const running = ["memory", "vcpu"].map((name) => live.match(new RegExp(`<${name}[ >][^\\n]*`))?.[0] ?? "");
  const unsecret = configured.replaceAll(/ passwd='[^']*'/g, "");
  return createHash("sha256")
    .update([unsecret, ...running].join("\n"))
    .digest("hex");
}
