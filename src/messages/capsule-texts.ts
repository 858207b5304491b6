/** What is said of a run that is handed over. */
export interface CapsuleTexts {
  /** `entries` is how many of the run are in the file; `key` the fingerprint that whoever takes it over must agree to. */
  handedOver(done: { path: string; title: string; run: string; entries: number; key: string }): string;
}
