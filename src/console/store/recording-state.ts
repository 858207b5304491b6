/** How the recording of a console stands: `keys`: on, and keys are recorded too; `failed`: not gone on with, or not begun. */
export type RecordingState = "off" | "on" | "keys" | "failed";
