import type { HandoverForm } from "#messages/handover-forms.js";
import type { CliOption } from "#messages/options.js";

/** The texts of `shoseki --help`. What is typed stays as it is in every language; what it means is said here. */
export interface UsageTexts {
  readonly tagline: string;
  readonly headings: Readonly<
    Record<
      | "usage"
      | "endpoints"
      | "options"
      | "logOptions"
      | "verifyOptions"
      | "touchedOptions"
      | "replayOptions"
      | "profileOptions"
      | "procedureOptions"
      | "handoverOptions"
      | "exitCodes"
      | "environment"
      | "examples",
      string
    >
  >;
  readonly subcommands: Readonly<
    Record<
      | "console"
      | "exec"
      | "run"
      | "profile"
      | "procedure"
      | "log"
      | "handover"
      | "touched"
      | "replay"
      | "verify"
      | "proof"
      | "key"
      | "trust"
      | "doctor"
      | "completion"
      | "help",
      string
    >
  >;
  readonly endpoints: Readonly<
    Record<"vsphere" | "libvirt" | "libvirtElsewhere" | "libvirtTest" | "profile" | "sim", string>
  >;
  /** How the simulator's parameters and faults are written. */
  readonly simulator: readonly string[];
  readonly options: Readonly<Record<CliOption, string>>;
  readonly exitCodes: Readonly<Record<0 | 1 | 2 | 3 | 4 | 5, string>>;
  readonly environment: Readonly<
    Record<
      | "SHOSEKI_JOURNAL"
      | "SHOSEKI_ENDPOINT"
      | "SHOSEKI_THEME"
      | "NO_COLOR"
      | "SHOSEKI_PASSWORD"
      | "SHOSEKI_PASSPHRASE"
      | "SHOSEKI_ANCHOR_COMMAND"
      | "XDG_STATE_HOME"
      | "XDG_CONFIG_HOME"
      | "LANG",
      string
    >
  >;
  readonly examples: Readonly<
    Record<"demo" | "trust" | "kvm" | "change" | "script" | "evidence" | "auditor", string>
  >;
  readonly footer: string;
  /** The texts of `shoseki handover --help`. */
  readonly handoverUsage: {
    readonly tagline: string;
    readonly forms: Readonly<Record<HandoverForm, string>>;
    /** Of one line. */
    readonly footer: string;
  };
}
