/**
 * Where the value of a setting comes from; a variable of the environment goes before the profile. `endpoint`: what the profile's
 * endpoint says in itself.
 */
export type SettingOrigin = "profile" | "endpoint" | "default" | "environment";

/** What `shoseki profile` says. */
export interface ProfileTexts {
  /** After `add`: where it is, and what to do next. */
  added(done: { name: string; path: string }): readonly string[];
  removeQuestion(asked: { name: string; path: string }): string;
  /** What agrees to it, in lower case. */
  readonly yes: readonly string[];
  readonly notRemoved: string;
  removed(done: { name: string; path: string }): string;
  /** After `remove`. `journal` is null for one that cannot be told any more. */
  stays(left: { journal: string | null; endpoint: string | null }): readonly string[];
  none(looked: { directory: string }): string;
  /** Over the table of `list`. */
  readonly columns: Readonly<Record<"name" | "endpoint" | "user" | "restraints", string>>;
  readonly readOnly: string;
  /** A reason, or a change number, must be given for every change. */
  readonly asked: Readonly<Record<"reason" | "ticket", string>>;
  confirm(level: "changes" | "names"): string;
  protected(it: { patterns: readonly string[] }): string;
  /** Over the table of `show`. */
  readonly shown: Readonly<Record<"setting" | "value" | "origin", string>>;
  readonly origins: Readonly<Record<SettingOrigin, string>>;
  /** In place of what is not said, by what happens then. */
  readonly unsaid: Readonly<
    Record<
      | "user"
      | "sshUser"
      | "libvirtUser"
      | "trust"
      | "libvirtTrust"
      | "theme"
      | "language"
      | "journal"
      | "none"
      | "password",
      string
    >
  >;
  /** Before what `test` found. */
  readonly labels: Readonly<
    Record<
      "endpoint" | "product" | "api" | "trust" | "user" | "roundTrip" | "clock" | "inventory" | "sessions",
      string
    >
  >;
  readonly trust: Readonly<Record<"system" | "known" | "ca" | "thumbprint" | "insecure" | "none", string>>;
  /** The server's clock against ours, in milliseconds. */
  clock(off: { ms: number }): string;
  inventory(found: { machines: number; hosts: number }): string;
  /** What the login may see of the server's sessions; null where it may not. */
  sessions(seen: { count: number | null; own: number }): string;
  passwordKept(done: { name: string; user: string; endpoint: string }): string;
  /** The profile does not say that it is in the keyring. */
  passwordUnused(left: { path: string }): string;
  passwordForgotten(done: { user: string; endpoint: string }): string;
  passwordNone(looked: { user: string; endpoint: string }): string;
  /** The last line of a test that went well. */
  works(done: { name: string }): string;
}
