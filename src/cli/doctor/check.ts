import type { NamedEndpoint } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Directories } from "#config/directories.js";
import type { ShosekiError } from "#domain/errors.js";
import type { CheckName, Finding } from "#domain/finding.js";

/** What the doctor is asked about. */
export interface Patient {
  readonly setting: Setting;
  readonly directories: Directories;
  /** The journal that would be written. */
  readonly journal: string;
  /** The shell command that checkpoints would be given to; empty for none. */
  readonly anchorCommand: string;
  /** What a profile's name or an endpoint comes to; why it comes to nothing; null where none was named. */
  readonly named: NamedEndpoint | ShosekiError | null;
}

/** Looks at one thing, and creates and changes nothing. What it throws becomes a finding. */
export interface Check {
  readonly name: CheckName;
  /** Whether there is no use in the checks after it where this one has found what is to be mended. */
  readonly opens?: true;
  look(patient: Patient, signal: AbortSignal): Promise<readonly Finding[]>;
}
