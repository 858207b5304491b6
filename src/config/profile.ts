import type { RecordingWish } from "#domain/recording.js";

/** How a server's certificate is judged, where the profile says it. */
export type ProfileTrust =
  | { readonly by: "system" | "insecure" }
  | { readonly by: "ca"; readonly file: string }
  /** Lower-case hexadecimal, without colons. */
  | { readonly by: "thumbprint"; readonly sha256: string };

/** How one endpoint is worked at: what stands in its file, and the defaults for what does not. Paths are absolute. */
export interface Profile {
  readonly name: string;
  readonly path: string;
  /** As it stands in the file; it can be read. */
  readonly endpoint: string;
  readonly user: string | null;
  /** Null: the system's authorities, then the known hosts. */
  readonly trust: ProfileTrust | null;
  readonly readOnly: boolean;
  readonly askReason: boolean;
  readonly askTicket: boolean;
  readonly confirm: "risk" | "changes" | "names";
  /** Names and paths, or globs of them. */
  readonly protected: readonly string[];
  readonly theme: string | null;
  readonly language: "en" | "ja" | null;
  readonly journal: string | null;
  readonly anchorCommand: string | null;
  /** Those who may approve as the second person. */
  readonly approvers: string | null;
  readonly password: "keyring" | "prompt" | null;
  readonly passwordCommand: string | null;
  /** Null: never. */
  readonly lockAfterMs: number | null;
  readonly relogin: "ask" | "always";
  readonly recording: RecordingWish;
  readonly recordInput: boolean;
  readonly holdUntilHandover: boolean;
  readonly share: boolean;
  readonly timeoutSeconds: number | null;
}
