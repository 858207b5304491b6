import type { OptionValues } from "#cli/options.js";
import { readDuration } from "#config/duration.js";
import type { Profile } from "#config/profile.js";
import { failure } from "#domain/errors.js";
import type { RecordingWanted, RecordingWish } from "#domain/recording.js";
import { USUAL_APPROVERS } from "#procedures/approval/approvers.js";
import type { Restraints } from "#session/restraints.js";

/** How an endpoint is worked at. */
export interface EndpointChoices {
  readonly restraints: Restraints;
  /** Null for one that fits the terminal. */
  readonly theme: string | null;
  /** Milliseconds; null: the console never locks itself. */
  readonly lockAfterMs: number | null;
  readonly relogin: "ask" | "always";
  readonly share: boolean;
  /** Of a console. */
  readonly recording: RecordingWanted;
  /** The journal that is named; null for the default. */
  readonly journal: string | null;
  /** A command line; empty for none. */
  readonly anchorCommand: string;
  /** The file of those who may approve as the second person. */
  readonly approvers: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The options go before the environment, and that before the profile. Errors: `USAGE`. */
export function endpointChoices(
  options: OptionValues,
  env: Environment,
  profile: Profile | null,
): EndpointChoices {
  // An empty anchor command takes away what the environment and the profile say.
  const anchors = options["anchor-command"] ?? (env.SHOSEKI_ANCHOR_COMMAND || profile?.anchorCommand);
  return {
    restraints: {
      readOnly: options["read-only"] ? "option" : profile?.readOnly ? "profile" : null,
      protected: profile?.protected ?? [],
      confirm: profile?.confirm ?? "risk",
      demands: {
        reason: options["ask-reason"] ?? profile?.askReason ?? false,
        ticket: options["ask-ticket"] ?? profile?.askTicket ?? false,
      },
      holdUntilHandover: profile?.holdUntilHandover ?? false,
    },
    theme: options.theme ?? (env.SHOSEKI_THEME || (profile?.theme ?? null)),
    lockAfterMs: lockAfterOf(options["lock-after"], profile),
    relogin: reloginOf(options.relogin) ?? profile?.relogin ?? "ask",
    recording: recordingOf(options, profile),
    share: options["no-share"] ? false : (profile?.share ?? true),
    journal: options.journal ?? (env.SHOSEKI_JOURNAL || (profile?.journal ?? null)),
    anchorCommand: (anchors ?? "").trim(),
    approvers: options.approvers ?? profile?.approvers ?? USUAL_APPROVERS,
  };
}

function lockAfterOf(text: string | undefined, profile: Profile | null): number | null {
  if (text === undefined) return profile?.lockAfterMs ?? null;
  const ms = readDuration(text);
  if (ms === undefined) {
    throw failure("USAGE", { problem: { kind: "NOT_DURATION", option: "--lock-after", text } });
  }
  return ms;
}

function reloginOf(text: string | undefined): "ask" | "always" | undefined {
  if (text === undefined || text === "ask" || text === "always") return text;
  throw failure("USAGE", { problem: "--relogin takes ask or always" });
}

const WISHES: readonly RecordingWish[] = ["off", "on", "required"];

/** A profile that requires a recording is not talked out of it. */
function recordingOf(options: OptionValues, profile: Profile | null): RecordingWanted {
  const input = options["record-input"] ?? profile?.recordInput ?? false;
  const { record } = options;
  const said = WISHES.find((wish) => wish === record);
  if (record !== undefined && said === undefined) {
    throw failure("USAGE", { problem: "--record takes off, on or required" });
  }
  if (profile?.recording === "required") {
    if (said === "off") throw failure("RECORDING_REQUIRED", { name: profile.name, by: "profile" });
    return { wish: "required", input, by: "profile" };
  }
  if (said !== undefined) return { wish: said, input, by: "option" };
  return { wish: profile?.recording ?? "off", input, by: "profile" };
}
