import type { Phase, Status } from "#domain/entry.js";
import type { LackReason } from "#domain/lack.js";
import type { Risk } from "#domain/operation-name.js";
import type { HandoverViewTexts } from "#messages/handover-view-texts.js";
import type { ProcedureViewTexts, RunCommandName } from "#messages/procedure-view-texts.js";

type Arrangement = "table" | "hosts" | "folders";
type CommandText =
  | "details"
  | "touched"
  | "filter"
  | "arrange"
  | "sort"
  | "reverse"
  | "unfold"
  | "fold"
  | "mark"
  | "markRange"
  | "markShown"
  | "showEntry"
  | "filterAudit"
  | "jump"
  | "undoEntry"
  | "replayEntry"
  | "act"
  | "undo"
  | "line"
  | "palette"
  | "otherPane"
  | "theme"
  | "help"
  | "reconnect"
  | "endpoints"
  | "handover"
  | "lock"
  | "interrupt"
  | "redraw"
  | "toShell"
  | "quit"
  | RunCommandName;

/** What the console says. Short texts: most share a line with what they are about. */
export interface ConsoleTexts {
  tooSmall(size: { columns: number; rows: number; now: string }): string;
  readonly header: {
    session(it: { age: string }): string;
    readonly readOnly: string;
    /** Nothing is changed before the shift is taken over. */
    readonly held: string;
    /** Beside an endpoint's name. */
    readonly readOnlyShort: string;
    readonly readWrite: string;
    readonly states: Readonly<Record<"connecting" | "ended" | "closed", string>> & {
      /** The way to the server was looked for so often in vain. */
      interrupted(it: { attempts: number }): string;
    };
    readonly journal: string;
    readonly failed: string;
    readonly signed: string;
    openIntents(it: { count: number }): string;
    /** How long ago the journal was last anchored: `12m`, `7h05m`. */
    anchored(it: { age: string }): string;
    /** The same where there is little room. */
    anchoredShort(it: { age: string }): string;
    /** The console is recorded; and its keys; and is not any more. */
    readonly recording: string;
    readonly recordingKeys: string;
    readonly recordingFailed: string;
    readonly notAnchored: string;
  };
  readonly inventory: {
    readonly titles: Readonly<Record<Arrangement, string>>;
    marked(it: { count: number }): string;
    shown(it: { shown: number; total: number }): string;
    readonly empty: string;
    noMatch(it: { filter: string }): string;
    readonly maintenance: string;
  };
  readonly details: {
    readonly title: string;
    readonly reading: string;
    readonly running: string;
    readonly hardware: string;
    readonly sockets: string;
    readonly hotAdd: string;
    readonly tools: string;
    readonly cpus: string;
    readonly unplugged: string;
    readonly memory: string;
    snapshots(it: { count: number }): string;
    readonly events: string;
    readonly history: string;
    readonly noHistory: string;
  };
  readonly audit: {
    readonly title: string;
    readonly following: string;
    readonly notSigned: string;
    position(it: { at: number; of: number }): string;
    readonly phases: Readonly<Record<Phase, string>>;
  };
  readonly jobs: {
    title(it: { count: number }): string;
    done(it: { done: number; total: number }): string;
    more(it: { count: number }): string;
  };
  readonly keys: Readonly<
    Record<
      | "scroll"
      | "close"
      | "cancel"
      | "move"
      | "choose"
      | "nextField"
      | "keepFilter"
      | "dropFilter"
      | "plan"
      | "complete"
      | "older"
      | "search"
      | "toPanes"
      | "leave",
      string
    >
  >;
  /** In the footer: a word or two a command. */
  readonly short: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<CommandText, string>>;
  /** What a journal that has failed means for the console from then on. */
  readonly journalFailed: string;
  /** Why a command cannot be used now. */
  readonly disabled: {
    readonly journal: string;
    readonly lost: string;
    readonly ended: string;
    readonly readOnly: string;
    readonly held: string;
    readonly connecting: string;
    readonly leaving: string;
    readonly connected: string;
    readonly unsupported: string;
    /** The same, where the platform says why. */
    readonly lacks: Readonly<Record<LackReason, string>>;
    /** `privilege` is the platform's name of what the login lacks; `name` is of a machine or host, or says how many. */
    noRight(it: { privilege: string; name: string }): string;
    readonly template: string;
    power(it: { power: string }): string;
    readonly inMaintenance: string;
    readonly notInMaintenance: string;
    readonly onlyInTable: string;
    readonly onlyInTree: string;
    readonly noEntry: string;
    readonly noMachine: string;
  };
  readonly palette: {
    readonly title: string;
    operate(it: { name: string }): string;
    machines(it: { count: number }): string;
    readonly placeholder: string;
    readonly nothing: string;
  };
  readonly plan: {
    readonly reading: string;
    readonly risks: Readonly<Record<Risk, string>>;
    /** In the place of what it disturbs, where nothing changes before the next start. */
    readonly nextStart: string;
    /** How a deletion is undone: the disks go with the machine, but for those that are said to stay, or they all stay. */
    readonly deletion: Readonly<Record<"go" | "stay", string>>;
    /** What facts are called, where that is not their name in the record. */
    readonly facts: Readonly<Record<string, string>>;
    /** The same in a word. */
    readonly short: Readonly<Record<Risk, string>>;
    targets(it: { able: number; refused: number }): string;
    readonly fields: Readonly<Record<"agreement" | "reason" | "ticket", string>>;
    readonly optional: string;
    readonly required: string;
    readonly missing: Readonly<Record<"reason" | "ticket", string>>;
    /** Said before the next, when something else was typed. */
    readonly notThat: string;
    typeName(it: { name: string }): string;
    typeCount(it: { count: string }): string;
    readonly enterRuns: string;
    readonly run: string;
    readonly cancel: string;
    readonly notRun: string;
  };
  /** A run of a procedure. */
  readonly run: ProcedureViewTexts;
  /** The handover of a shift. */
  readonly handover: HandoverViewTexts;
  /** What comes from outside, through this console's session. */
  readonly outside: Readonly<Record<"asks" | "waits" | "gone", (it: { via: string; ask: string }) => string>>;
  readonly form: Readonly<Record<"hint" | "submit" | "choose" | "flag", string>>;
  readonly entry: {
    check(it: { seq: number }): string;
    readonly undo: string;
    readonly jump: string;
    readonly gone: string;
  };
  readonly undo: { readonly nothing: string };
  readonly theme: {
    readonly title: string;
    now(it: { name: string }): string;
    unknown(it: { name: string }): string;
  };
  readonly line: {
    readonly idle: string;
    readonly filterHint: string;
    readonly search: string;
    readonly searchFailed: string;
    readonly ticket: string;
    /** What is recorded with what is done from now on. */
    purpose(it: { why: string | null; ticket: string | null }): string;
    historyLost(it: { path: string; cause: string }): string;
    /** `anchored`: whether there is a place to anchor the journal in. */
    connected(it: { product: string; insecure: boolean; anchored: boolean }): string;
  };
  /** The endpoints of a console. `what` is a sentence. */
  readonly endpoints: {
    readonly title: string;
    readonly hint: string;
    readonly open: string;
    /** There is no session at another: it is left by leaving the console. */
    last(it: { name: string }): string;
    connecting(it: { name: string }): string;
    /** The operator gave up at a question. */
    notConnected(it: { name: string }): string;
    disconnecting(it: { name: string }): string;
    disconnected(it: { name: string; status: Status }): string;
    interrupted(it: { name: string; what: string }): string;
    restored(it: { name: string }): string;
    /** `again`: another Login follows by itself. */
    ended(it: { name: string; what: string; again: boolean }): string;
    /** `name` is null where all are meant. */
    using(it: { name: string | null; names: readonly string[] }): string;
    /** `name` is null where all are meant. `stay`: those of them that are read-only all the same. */
    readOnlyNow(it: {
      name: string | null;
      wanted: boolean;
      already: boolean;
      stay: readonly string[];
    }): string;
    /** Over a question. */
    readonly question: string;
    readonly answer: string;
    /** Where something is typed that is not shown. */
    readonly hidden: string;
  };
  readonly lock: {
    title(it: { since: string }): string;
    readonly asks: string;
    /** Where no login has a password. */
    readonly asksNothing: string;
    /** `seconds`: how long nothing more is tried. */
    wrong(it: { seconds: number }): string;
  };
  readonly leave: {
    readonly title: string;
    running(it: { count: number }): string;
    readonly sure: string;
    readonly leave: string;
    readonly wait: string;
    readonly cancel: string;
    /** The same among the keys. */
    readonly short: { readonly wait: string; readonly cancel: string };
    /** What Escape means. */
    readonly stay: string;
    /** What ran while it was asked runs no more. */
    readonly ended: string;
    readonly waiting: string;
    farewell(it: { endpoint: string; ms: number; last: number; open: number }): string;
    /** Behind it, where the journal failed meanwhile: why. */
    journalFailed(it: { what: string }): string;
  };
  readonly interrupt: {
    readonly title: string;
    readonly nothing: string;
    running(it: { count: number }): string;
    readonly cancel: string;
    readonly cancelling: string;
    readonly giveUp: string;
    /** The same among the keys. */
    readonly short: { readonly cancel: string; readonly giveUp: string };
    /** What Escape means. */
    readonly stay: string;
    /** What ran while it was asked runs no more. */
    readonly ended: string;
  };
  readonly help: {
    readonly title: string;
    readonly intro: string;
    readonly groups: Readonly<Record<"look" | "mark" | "operate" | "audit" | "run" | "console", string>>;
    readonly editing: string;
    readonly editingKeys: Readonly<
      Record<"complete" | "older" | "search" | "emacs" | "back" | "leave", string>
    >;
    readonly verbs: string;
    /** Above those of the console, where they follow the language's. */
    readonly own: string;
  };
  /** The recording of the console. */
  readonly recording: {
    readonly stands: Readonly<Record<"off" | "on" | "keys" | "failed", string>>;
    readonly noKeys: string;
    /** What is recorded in the place of a screen that is not. */
    readonly withheld: Readonly<Record<"locked" | "secret", string>>;
  };
  /** The console's own verbs. */
  readonly verbs: Readonly<
    Record<
      | "undo"
      | "ticket"
      | "reason"
      | "theme"
      | "reconnect"
      | "connect"
      | "disconnect"
      | "use"
      | "endpoints"
      | "read-only"
      | "procedure"
      | "procedures"
      | "rehearse"
      | "replay"
      | "touched"
      | "sessions"
      | "handover"
      | "record"
      | "lock"
      | "quit"
      | "exit",
      string
    >
  >;
  readonly vocabulary: {
    free(it: { room: string }): string;
    promised(it: { promised: string; of: string }): string;
  };
}
