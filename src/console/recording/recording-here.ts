/** The recording of a console, for what is done in it. */
export interface RecordingHere {
  /** A key is pressed, and nothing is done by it yet; it is recorded where that was chosen, and no secret is typed. */
  key(key: string, text: string): void;
  paste(text: string): void;
  /** Begins it, or ends it. Throws `RECORDING_FAILED`, `RECORDING_REQUIRED`. */
  turn(wanted: boolean): void;
  /** Records keys too from now on, or no longer. Throws `RECORDING_FAILED`. */
  turnKeys(wanted: boolean): void;
}
