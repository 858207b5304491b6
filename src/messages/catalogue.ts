import type { Choice } from "#domain/choice.js";
import type { Status } from "#domain/entry.js";
import type { ErrorCode, ErrorFacts } from "#domain/errors.js";
import type { Host } from "#domain/host.js";
import type { Loss } from "#domain/loss.js";
import type { Network } from "#domain/network.js";
import type { TaskRecord } from "#domain/past.js";
import type { PowerState } from "#domain/virtual-machine.js";
import type { ApprovalTexts } from "#messages/approval-texts.js";
import type { CapsuleTexts } from "#messages/capsule-texts.js";
import type { ConsoleTexts } from "#messages/console-texts.js";
import type { DoctorTexts } from "#messages/doctor-texts.js";
import type { EvidenceTexts } from "#messages/evidence-texts.js";
import type { HandoverExchangeTexts } from "#messages/handover-exchange-texts.js";
import type { HandoverPageTexts } from "#messages/handover-page-texts.js";
import type { HandoverTexts } from "#messages/handover-texts.js";
import type { KeyTexts } from "#messages/key-texts.js";
import type { LanguageHelp } from "#messages/language-help.js";
import type { ProcedureCheckTexts } from "#messages/procedure-check-texts.js";
import type { ProcedureRunTexts } from "#messages/procedure-run-texts.js";
import type { ProfileTexts } from "#messages/profile-texts.js";
import type { RehearsalTexts } from "#messages/rehearsal-texts.js";
import type { ReplayTexts } from "#messages/replay-texts.js";
import type { ReportTexts } from "#messages/report-texts.js";
import type { ShiftCapsuleTexts } from "#messages/shift-capsule-texts.js";
import type { TouchedTexts } from "#messages/touched-texts.js";
import type { TrustTexts } from "#messages/trust-texts.js";
import type { UsageTexts } from "#messages/usage-texts.js";

export type Language = "en" | "ja";

/** What an error tells a person: what happened, what was not done, what to do next. A sentence or two each. */
export interface Explanation {
  readonly what: string;
  readonly notDone: string;
  readonly next: string;
}

/** For every code the function from its facts to its explanation: a code or a fact left out is a type error. */
export type ErrorTexts = { readonly [C in ErrorCode]: (facts: ErrorFacts[C]) => Explanation };

/** All that the program says, in one language. */
export interface Catalogue {
  readonly language: Language;
  readonly errors: ErrorTexts;
  readonly help: LanguageHelp;
  readonly usage: UsageTexts;
  readonly labels: Labels;
  readonly prompts: Prompts;
  readonly results: Results;
  readonly profiles: ProfileTexts;
  readonly procedureCheck: ProcedureCheckTexts;
  readonly procedureRun: ProcedureRunTexts;
  readonly evidence: EvidenceTexts;
  readonly approval: ApprovalTexts;
  readonly keys: KeyTexts;
  readonly capsules: CapsuleTexts;
  readonly shiftCapsules: ShiftCapsuleTexts;
  readonly reports: ReportTexts;
  readonly replay: ReplayTexts;
  readonly touched: TouchedTexts;
  readonly handover: HandoverTexts;
  readonly handoverExchange: HandoverExchangeTexts;
  readonly handoverPage: HandoverPageTexts;
  readonly rehearsal: RehearsalTexts;
  readonly trust: TrustTexts;
  readonly doctor: DoctorTexts;
  readonly console: ConsoleTexts;
}

/** Short texts for columns and cells. */
export interface Labels {
  readonly machines: Readonly<
    Record<
      | "name"
      | "endpoint"
      | "power"
      | "cpus"
      | "memory"
      | "host"
      | "ip"
      | "path"
      | "id"
      | "uuid"
      | "template"
      | "nextBootCpus"
      | "nextBootMemory",
      string
    >
  >;
  readonly hosts: Readonly<
    Record<"name" | "connection" | "power" | "maintenance" | "cpus" | "memory" | "path" | "id", string>
  >;
  readonly datastores: Readonly<
    Record<"name" | "type" | "capacity" | "free" | "accessible" | "path" | "id", string>
  >;
  readonly networks: Readonly<Record<"name" | "type" | "path" | "id", string>>;
  readonly tasks: Readonly<
    Record<"id" | "what" | "target" | "user" | "state" | "progress" | "queued" | "ended" | "error", string>
  >;
  readonly events: Readonly<Record<"time" | "what" | "user" | "target" | "message", string>>;
  readonly snapshots: Readonly<
    Record<"name" | "created" | "power" | "current" | "id" | "description", string>
  >;
  readonly status: Readonly<Record<Status, string>>;
  readonly power: Readonly<Record<PowerState | Host["power"], string>>;
  readonly connection: Readonly<Record<Host["connection"], string>>;
  readonly taskState: Readonly<Record<TaskRecord["state"], string>>;
  readonly networkType: Readonly<Record<Network["type"], string>>;
  readonly yes: string;
  readonly no: string;
  /** In place of a value that the platform has not given. */
  readonly notKnown: string;
}

/** Questions put to the operator. Each ends so that the answer can follow it on the line. */
export interface Prompts {
  password(asked: { user: string; endpoint: string }): string;
  passphrase(asked: { path: string }): string;
  newPassphrase(asked: { path: string }): string;
  newPassphraseAgain(): string;
  /** Whether a password that was typed is to be kept in the OS keyring; answered by a word of `profiles.yes`. */
  keepPassword(): string;
}

/** Lines that say how something went. */
export interface Results {
  /** After an operation on several targets: how many ended how, those that none ended in left out. */
  summary(done: { total: number; counts: readonly (readonly [Status, number])[] }): string;
  machineCount(count: number): string;
  hostCount(count: number): string;
  datastoreCount(count: number): string;
  networkCount(count: number): string;
  taskCount(count: number): string;
  eventCount(count: number): string;
  snapshotCount(count: number): string;
  /** While an operation runs; `percent` is null as long as the server has not said one. */
  progress(running: { operation: string; target: string; percent: number | null }): string;
  /** What a plan has chosen and why, as one line. Empty when there was nothing to choose. */
  chosen(plan: { operation: string; target: string; choices: readonly Choice[] }): string;
  /** What an operation would take away, as sentences; empty when nothing is said to be lost. */
  losses(losses: readonly Loss[]): readonly string[];
  /** Said once, while the operator at a console that is open has not answered yet whether it is to be done. */
  awaitingAgreement(asked: { ask: string }): string;
  /** Said once, when the operator has asked to cancel what runs. */
  cancelling(asked: { tasks: number }): string;
  noted(noted: { seq: number }): string;
  /** After a stop at the first failure: how many command lines were not run. */
  notRun(left: { lines: number }): string;
  /** After a signal: how many command lines were not run. */
  stoppedBySignal(left: { lines: number }): string;
  /** Of an anchor that is not OK; `why` is a sentence. */
  notAnchored(tried: { place: string; status: Status; why: string }): string;
  /** Said after a Login at a server without an event log, where no anchor command is set. */
  anchoredNowhere(): string;
  /** Said when an operation without an outcome, or with an UNKNOWN one, has been looked up. */
  recovered(found: { operation: string; target: string; status: Status }): string;
  /** Where the simulator has written its journal, when none was named. */
  simulatorJournal(kept: { directory: string }): string;
  /** Said before a Login where a console is open that could have been gone through. */
  notShared(why: "SESSION" | "SILENT"): string;
  insecure(met: { endpoint: string; thumbprint: string }): string;
  noEntries(): string;
  /** Said while the index of a long journal is made. */
  indexing(done: { percent: number }): string;
}
