/** What is said of servers' certificates: when the operator is asked about one, and by `shoseki trust`. */
export interface TrustTexts {
  readonly labels: Readonly<Record<"subject" | "issuer" | "valid" | "file", string>>;
  valid(it: { from: string; until: string }): string;
  place(it: { file: string; line: number }): string;
  /** Over a certificate that nobody vouches for; `reasons` are all that speak against it, by Node's names. */
  unknown(it: { endpoint: string; reasons: readonly string[] }): readonly string[];
  /** Under it. `path` is where the answer is kept. */
  compare(it: { path: string }): readonly string[];
  /** The question itself, which the answer follows on the line. */
  readonly question: string;
  /** What agrees, in lower case. */
  readonly yes: readonly string[];
  kept(it: { host: string; path: string }): string;
  vouched(it: { endpoint: string }): string;
  isKnown(it: { endpoint: string }): string;
  removed(it: { host: string; count: number; path: string }): string;
  /** Of a host that was taken out of our file, and that govc's names. */
  stillKnown(it: { host: string; file: string; line: number }): string;
  /** Where no file names any host. */
  none(it: { path: string }): string;
  /** Of a line that names a host and holds no thumbprint. */
  notUnderstood(it: { file: string; line: number }): string;
  /** What is said loudest: another certificate than the known one is shown. */
  readonly changed: {
    heading(it: { endpoint: string }): string;
    readonly known: string;
    readonly shown: string;
    /** What was not done, what it may mean, and what to do, a line each; `host` is as it is typed. */
    advice(it: { host: string; keeper: "shoseki" | "govc"; file: string; line: number }): readonly string[];
  };
}
