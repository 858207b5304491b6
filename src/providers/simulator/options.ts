import type { SimulatorOptions } from "#domain/endpoint.js";
import { parseFaults } from "#providers/simulator/fault-text.js";
import { type Read, wholeNumber } from "#providers/simulator/read.js";
import { parseRights } from "#providers/simulator/rights-text.js";

const MAX_MACHINES = 50_000;
const MAX_LATENCY_MS = 60_000;
const MAX_CHURN = 10_000;

/** What is so where nothing is said. */
export const DEFAULTS: SimulatorOptions = {
  vms: 200,
  seed: 1,
  latency: 0,
  faults: [],
  churn: 0,
  anchors: "allowed",
  sessions: "allowed",
  rights: [],
};

/** What each key of the query means. */
const READERS: { readonly [K in keyof SimulatorOptions]: (text: string) => Read<SimulatorOptions[K]> } = {
  vms: (text) => wholeNumber("vms", text, 1, MAX_MACHINES),
  seed: (text) => wholeNumber("seed", text, 0, Number.MAX_SAFE_INTEGER),
  latency: parseLatency,
  faults: parseFaults,
  churn: (text) => wholeNumber("churn", text, 0, MAX_CHURN),
  anchors: (text) => parsePermission("anchors", text),
  sessions: (text) => parsePermission("sessions", text),
  rights: parseRights,
};

/**
 * Reads the query of a `sim:` endpoint, e.g. `vms=200&seed=1&latency=50ms&faults=start:fail@2,reconfigure:lost`.
 *
 * @param query the text after `sim:`, with or without its `?`; keys that are absent take their defaults (200
 *   machines, seed 1, no latency, no faults, nobody else at work, everything allowed)
 * @returns the options, or what is wrong with the text, for `BAD_ENDPOINT`
 */
export function parseSimulatorOptions(query: string): Read<SimulatorOptions> {
  const options: Partial<Record<keyof SimulatorOptions, unknown>> = {};
  for (const [key, text] of new URLSearchParams(query)) {
    if (!isKey(key)) {
      return { problem: `there is no option "${key}"; there are ${Object.keys(READERS).join(", ")}` };
    }
    if (key in options) return { problem: `"${key}" is given twice` };
    const read = READERS[key](text);
    if ("problem" in read) return read;
    options[key] = read.value;
  }
  return { value: { ...DEFAULTS, ...(options as Partial<SimulatorOptions>) } };
}

function isKey(key: string): key is keyof SimulatorOptions {
  return Object.hasOwn(READERS, key);
}

/** `50ms`, `1s`, `0.5s` or bare milliseconds. */
function parseLatency(text: string): Read<number> {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s)?$/.exec(text);
  const amount = Number(match?.[1]) * (match?.[2] === "s" ? 1000 : 1);
  if (!(amount <= MAX_LATENCY_MS)) {
    return { problem: `latency=${text} is not a time such as 50ms or 1s, at most ${MAX_LATENCY_MS / 1000}s` };
  }
  return { value: amount };
}

function parsePermission(name: string, text: string): Read<"allowed" | "denied"> {
  if (text === "allowed" || text === "denied") return { value: text };
  return { problem: `${name}=${text} is neither allowed nor denied` };
}
