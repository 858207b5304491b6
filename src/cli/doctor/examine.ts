import type { Check, Patient } from "#cli/doctor/check.js";
import { asShosekiError } from "#domain/errors.js";
import { type CheckName, type Finding, found, statusOf } from "#domain/finding.js";

/** How long one check may take, in seconds: a keyring that asks somebody, a server that does not answer. */
const CHECK_SECONDS = 20;

export interface Examined {
  readonly check: CheckName;
  readonly finding: Finding;
}

/**
 * Makes the checks one after the other, each within its time, and hands on what they find as it is found. Never throws: what
 * a check throws is a finding. Begins no more of them once `stopping` is aborted.
 */
export async function* examine(
  patient: Patient,
  checks: readonly Check[],
  seconds = CHECK_SECONDS,
): AsyncGenerator<Examined> {
  const { stopping } = patient.setting.io;
  for (const check of checks) {
    if (stopping.aborted) return;
    const findings = await findingsOf(check, patient, seconds);
    yield* findings.map((finding) => ({ check: check.name, finding }));
    if (check.opens && findings.some((finding) => statusOf(finding) === "mend")) return;
  }
}

async function findingsOf(check: Check, patient: Patient, seconds: number): Promise<readonly Finding[]> {
  const late = AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([late, patient.setting.io.stopping]);
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  try {
    return await Promise.race([check.look(patient, signal), promise]);
  } catch (error) {
    if (late.aborted) return [found("TOO_SLOW", { seconds })];
    return signal.aborted ? [] : [found("PROBLEM", asShosekiError(error).problem)];
  }
}
