import { AuditModel } from "#console/store/audit-model.js";
import { Changes } from "#console/store/changes.js";
import type { ConnectionModel } from "#console/store/connection-model.js";
import type { DetailsModel } from "#console/store/details-model.js";
import { Dialogs } from "#console/store/dialogs.js";
import { InventoryModel } from "#console/store/inventory-model.js";
import type { InventoryVocabulary } from "#console/store/inventory-vocabulary.js";
import { JobsModel } from "#console/store/jobs-model.js";
import type { JournalModel } from "#console/store/journal-model.js";
import type { LineModel } from "#console/store/line-model.js";
import type { Notice } from "#console/store/notice.js";
import type { ThemeModel } from "#console/store/theme-model.js";
import type { Purpose } from "#session/purpose.js";

/** Where keys go while no dialog is open. `filter` is the line under the pane that is being filtered. */
export type Focus = "inventory" | "audit" | "line" | "filter";

interface Models {
  readonly connection: ConnectionModel;
  readonly journal: JournalModel;
  readonly details: DetailsModel;
  readonly line: LineModel;
  readonly theme: ThemeModel;
}

/** All that is on the screen. The actions change it, the panes paint it. */
export class Store {
  readonly changes = new Changes();
  readonly inventory = new InventoryModel();
  readonly audit = new AuditModel();
  readonly jobs = new JobsModel();
  readonly dialogs = new Dialogs();
  readonly connection: ConnectionModel;
  readonly journal: JournalModel;
  readonly details: DetailsModel;
  readonly line: LineModel;
  readonly theme: ThemeModel;
  focus: Focus = "inventory";
  /** The pane that the keys went to last: it stays lit while a line is typed. */
  pane: "inventory" | "audit" = "inventory";
  /** What the command line can name; null until there is an inventory. */
  vocabulary: InventoryVocabulary | null = null;
  /** Reason and change number of what is done from now on. */
  purpose: Purpose = {};
  #notice: Notice | null = null;

  constructor(models: Models) {
    this.connection = models.connection;
    this.journal = models.journal;
    this.details = models.details;
    this.line = models.line;
    this.theme = models.theme;
  }

  get notice(): Notice | null {
    return this.#notice;
  }

  say(role: Notice["role"], text: string): void {
    this.#notice = { role, text };
    this.changes.now();
  }

  clearNotice(): void {
    this.#notice = null;
  }

  /** Why nothing can be changed now; null when it can. */
  get readOnly(): "journal" | "lost" | "connecting" | null {
    if (this.journal.failed) return "journal";
    if (this.connection.state === "open") return null;
    return this.connection.state === "connecting" ? "connecting" : "lost";
  }

  focusOn(focus: Focus): void {
    this.focus = focus;
    if (focus === "inventory" || focus === "audit") this.pane = focus;
  }
}
