import { parseEndpoint } from "#cli/endpoint.js";
import { profileChecks } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { directoriesOf } from "#config/directories.js";
import { durationText } from "#config/duration.js";
import type { Profile } from "#config/profile.js";
import { profileBytes } from "#config/profile-files.js";
import { profilePath } from "#config/profile-names.js";
import { PROFILE_KEYS, type ProfileKey } from "#config/profile-schema.js";
import { parseWrittenProfile } from "#config/profile-text.js";
import type { Endpoint } from "#domain/endpoint.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";
import type { ProfileTexts, SettingOrigin } from "#messages/profile-texts.js";
import { USUAL_APPROVERS } from "#procedures/approval/approvers.js";

/** What of the environment goes before a profile. */
const VARIABLES: Readonly<Partial<Record<ProfileKey, string>>> = {
  journal: "SHOSEKI_JOURNAL",
  theme: "SHOSEKI_THEME",
  "anchor-command": "SHOSEKI_ANCHOR_COMMAND",
};

/**
 * `shoseki profile show NAME`: the file as it is, and what holds with the environment and the defaults. Errors: `PROFILE_UNKNOWN`,
 * `PROFILE_INVALID`, `FILE_UNREADABLE`.
 */
export async function showProfile(setting: Setting, _args: Arguments, name: string): Promise<0> {
  const { io, json, catalogue } = setting;
  const directories = directoriesOf(io.env);
  const bytes = profileBytes(directories.profiles, name);
  const path = profilePath(directories.profiles, name);
  const { profile, keys } = await parseWrittenProfile({ name, path }, bytes, profileChecks());
  if (json) {
    io.out(JSON.stringify(profile));
    return 0;
  }
  const texts = catalogue.profiles;
  const values = valuesOf(profile, texts, directories.journal);
  const rows = PROFILE_KEYS.map((key) => {
    const variable = io.env[VARIABLES[key] ?? ""] || null;
    const origin = variable === null ? originOf(key, keys, profile) : "environment";
    const said =
      origin === "environment" ? `${texts.origins.environment} (${VARIABLES[key]})` : texts.origins[origin];
    return [key, variable ?? values[key], said];
  });
  const { shown } = texts;
  io.out(
    [
      printable(profile.path),
      "",
      ...Buffer.from(bytes)
        .toString("utf8")
        .trimEnd()
        .split(/\r?\n/u)
        .map((line) => `  ${printable(line)}`.trimEnd()),
      "",
      ...table([[shown.setting, shown.value, shown.origin], ...rows]),
    ].join("\n"),
  );
  return 0;
}

function originOf(key: ProfileKey, keys: ReadonlySet<string>, { endpoint: text }: Profile): SettingOrigin {
  if (keys.has(key)) return "profile";
  const endpoint = parseEndpoint(text);
  return key === "user" && endpoint.platform !== "simulator" && endpoint.user !== null
    ? "endpoint"
    : "default";
}

function valuesOf(
  profile: Profile,
  { unsaid }: ProfileTexts,
  defaultJournal: string,
): Readonly<Record<ProfileKey, string>> {
  const endpoint = parseEndpoint(profile.endpoint);
  const { platform } = endpoint;
  const isSimulator = platform === "simulator";
  return {
    endpoint: profile.endpoint,
    user: profile.user ?? (isSimulator ? "operator" : (endpoint.user ?? userUnsaid(endpoint, unsaid))),
    trust: profile.trust === null ? trustUnsaid[platform](unsaid) : trustShown(profile.trust),
    "read-only": String(profile.readOnly),
    "ask-reason": String(profile.askReason),
    "ask-ticket": String(profile.askTicket),
    confirm: profile.confirm,
    protected: profile.protected.length === 0 ? unsaid.none : profile.protected.join(" "),
    theme: profile.theme ?? unsaid.theme,
    language: profile.language ?? unsaid.language,
    journal: profile.journal ?? (isSimulator ? unsaid.journal : defaultJournal),
    "anchor-command": profile.anchorCommand ?? unsaid.none,
    approvers: profile.approvers ?? USUAL_APPROVERS,
    password: profile.password ?? (asksNone(profile, platform) ? unsaid.none : unsaid.password),
    "password-command": profile.passwordCommand ?? unsaid.none,
    "lock-after": durationText(profile.lockAfterMs),
    relogin: profile.relogin,
    recording: profile.recording,
    "record-input": String(profile.recordInput),
    "hold-until-handover": String(profile.holdUntilHandover),
    share: String(profile.share),
    timeout: String(profile.timeoutSeconds ?? 60),
  };
}

const trustUnsaid: Readonly<Record<Endpoint["platform"], (unsaid: ProfileTexts["unsaid"]) => string>> = {
  vsphere: ({ trust }) => trust,
  libvirt: ({ libvirtTrust }) => libvirtTrust,
  simulator: ({ none }) => none,
};

function userUnsaid(endpoint: Endpoint, unsaid: ProfileTexts["unsaid"]): string {
  if (endpoint.platform !== "libvirt") return unsaid.user;
  return endpoint.transport === "ssh" ? unsaid.sshUser : unsaid.libvirtUser;
}

function asksNone({ passwordCommand }: Profile, platform: Endpoint["platform"]): boolean {
  return passwordCommand !== null || platform === "libvirt";
}

function trustShown(trust: NonNullable<Profile["trust"]>): string {
  if (trust.by === "ca") return `ca: ${trust.file}`;
  return trust.by === "thumbprint" ? `thumbprint: ${trust.sha256}` : trust.by;
}
