import { isAbsolute, join } from "node:path";
import { readDuration } from "#config/duration.js";
import type { Profile, ProfileTrust } from "#config/profile.js";
import type { ProfileChecks } from "#config/profile-checks.js";
import type { ProfileProblem } from "#domain/profile-problem.js";
import { thumbprintDigits } from "#domain/thumbprint.js";

/** A profile's file as it is once it fits the schema. */
interface Written {
  readonly endpoint: string;
  readonly user?: string;
  readonly trust?: "system" | "insecure" | { readonly ca: string } | { readonly thumbprint: string };
  readonly "read-only"?: boolean;
  readonly "ask-reason"?: boolean;
  readonly "ask-ticket"?: boolean;
  readonly confirm?: Profile["confirm"];
  readonly protected?: readonly string[];
  readonly theme?: string;
  readonly language?: "en" | "ja";
  readonly journal?: string;
  readonly "anchor-command"?: string;
  readonly approvers?: string;
  readonly password?: "keyring" | "prompt";
  readonly "password-command"?: string;
  readonly "lock-after"?: string;
  readonly relogin?: Profile["relogin"];
  readonly recording?: Profile["recording"];
  readonly "record-input"?: boolean;
  readonly "hold-until-handover"?: boolean;
  readonly share?: boolean;
  readonly timeout?: number;
}

type Refusal = (keys: readonly string[], problem: ProfileProblem) => Error;

/** What a profile's file means, with all defaults. Throws what `refusal` makes of what only now shows to be wrong. */
export function profileValue(
  { name, path }: Pick<Profile, "name" | "path">,
  value: unknown,
  checks: ProfileChecks,
  refusal: Refusal,
): Profile {
  const written = value as Written;
  const pathOf = (keys: readonly string[], text: string) => absolute(keys, text, checks.home, refusal);
  return {
    name,
    path,
    endpoint: checkedEndpoint(written.endpoint, checks, refusal),
    user: written.user === undefined ? null : checkedUser(written.user, refusal),
    trust: written.trust === undefined ? null : trustOf(written.trust, pathOf),
    readOnly: written["read-only"] ?? false,
    askReason: written["ask-reason"] ?? false,
    askTicket: written["ask-ticket"] ?? false,
    confirm: written.confirm ?? "risk",
    protected: (written.protected ?? []).map((pattern, index) => checkedPattern(pattern, index, refusal)),
    theme: written.theme ?? null,
    language: written.language ?? null,
    journal: written.journal === undefined ? null : pathOf(["journal"], written.journal),
    anchorCommand: written["anchor-command"] ?? null,
    approvers: written.approvers === undefined ? null : pathOf(["approvers"], written.approvers),
    password: written.password ?? null,
    passwordCommand: written["password-command"] ?? null,
    lockAfterMs: lockAfterOf(written["lock-after"] ?? "never", refusal),
    relogin: written.relogin ?? "ask",
    recording: written.recording ?? "off",
    recordInput: written["record-input"] ?? false,
    holdUntilHandover: written["hold-until-handover"] ?? false,
    share: written.share ?? true,
    timeoutSeconds: written.timeout ?? null,
  };
}

/** A login never holds a `:`: what comes after one was meant as its password. */
function holdsPassword(text: string): boolean {
  const [, rest = ""] = /^[a-z][a-z0-9+.-]*:\/\/(.*)$/isu.exec(text) ?? [];
  return /:|%3a/iu.test(rest.slice(0, Math.max(rest.lastIndexOf("@"), 0)));
}

function checkedEndpoint(text: string, checks: ProfileChecks, refusal: Refusal): string {
  const keys = ["endpoint"];
  if (holdsPassword(text)) throw refusal(keys, { kind: "PASSWORD", at: "endpoint" });
  const wrong = checks.endpoint(text);
  if (wrong === null) return text;
  throw refusal(keys, { kind: "NOT_ENDPOINT", at: "endpoint", text: wrong.shown, problem: wrong.problem });
}

function checkedUser(user: string, refusal: Refusal): string {
  if (!user.includes(":")) return user;
  throw refusal(["user"], { kind: "PASSWORD", at: "user" });
}

/** An id is no name: the machine that has it tomorrow may be another one. */
function checkedPattern(pattern: string, index: number, refusal: Refusal): string {
  if (!pattern.startsWith("@") && pattern.trim() === pattern) return pattern;
  const keys = ["protected", String(index)];
  throw refusal(keys, { kind: "NOT_PATTERN", at: keys.join("."), text: pattern });
}

function trustOf(
  trust: NonNullable<Written["trust"]>,
  pathOf: (keys: readonly string[], text: string) => string,
): ProfileTrust {
  if (typeof trust === "string") return { by: trust };
  if ("ca" in trust) return { by: "ca", file: pathOf(["trust", "ca"], trust.ca) };
  return { by: "thumbprint", sha256: thumbprintDigits(trust.thumbprint) };
}

/** Where it is looked from must not depend on where somebody happens to be. */
function absolute(keys: readonly string[], text: string, home: string, refusal: Refusal): string {
  if (text.startsWith("~/")) return join(home, text.slice(2));
  if (isAbsolute(text)) return text;
  throw refusal(keys, { kind: "NOT_ABSOLUTE", at: keys.join("."), text });
}

function lockAfterOf(text: string, refusal: Refusal): number | null {
  const ms = readDuration(text);
  if (ms !== undefined) return ms;
  throw refusal(["lock-after"], { kind: "NOT_DURATION", at: "lock-after", text });
}
