import { AuditModel } from "#console/store/audit-model.js";
import { Changes } from "#console/store/changes.js";
import type { DetailsModel } from "#console/store/details-model.js";
import { Dialogs } from "#console/store/dialogs.js";
import type { Away, EndpointsModel } from "#console/store/endpoints-model.js";
import { HandoverModel } from "#console/store/handover-model.js";
import { HeldKey } from "#console/store/held-key.js";
import { InventoryModel } from "#console/store/inventory-model.js";
import type { InventoryVocabulary } from "#console/store/inventory-vocabulary.js";
import { JobsModel } from "#console/store/jobs-model.js";
import type { JournalModel } from "#console/store/journal-model.js";
import type { LineModel } from "#console/store/line-model.js";
import { LockModel } from "#console/store/lock-model.js";
import type { Notice } from "#console/store/notice.js";
import type { RecordingState } from "#console/store/recording-state.js";
import { RunModel } from "#console/store/run-model.js";
import type { ThemeModel } from "#console/store/theme-model.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Link } from "#session/fleet/link.js";
import type { Purpose } from "#session/purpose.js";

/** Where keys go while no dialog is open. `filter` is the line under the pane that is being filtered. */
export type Focus = Pane | "line" | "filter";

/** What has keys of its own. `run` stands where the inventory does while a run is shown. */
export type Pane = "inventory" | "audit" | "run";

interface Models {
  readonly endpoints: EndpointsModel;
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
  readonly lock = new LockModel();
  readonly run = new RunModel();
  readonly handover = new HandoverModel();
  readonly keys = new HeldKey();
  readonly endpoints: EndpointsModel;
  readonly journal: JournalModel;
  readonly details: DetailsModel;
  readonly line: LineModel;
  readonly theme: ThemeModel;
  /** How long something has been on the screen is measured by it, in milliseconds. */
  clock = (): number => performance.now();
  /** Whether this console is recorded. */
  recording: RecordingState = "off";
  /** Nothing is begun any more: the console logs out. */
  leaving = false;
  focus: Focus = "inventory";
  /** The pane that the keys went to last: it stays lit while a line is typed. */
  pane: Pane = "inventory";
  /** What the command line can name; null until there is an inventory. */
  vocabulary: InventoryVocabulary | null = null;
  /** Reason and change number of what is done from now on. */
  purpose: Purpose = {};
  #notice: Notice | null = null;
  #unfollow: () => void = () => undefined;

  constructor(models: Models) {
    this.endpoints = models.endpoints;
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

  /** Why nothing can be changed at an endpoint now; null when it can. */
  whyUnchanged(link: Link | null): "journal" | Away | null {
    return this.journal.failed ? "journal" : this.endpoints.whyAway(link);
  }

  /** What changes in the inventory that is shown is on the screen soon. */
  follow(inventory: Inventory): void {
    this.#unfollow();
    this.#unfollow = inventory.subscribe(() => this.changes.soon());
  }

  focusOn(focus: Focus): void {
    this.focus = focus;
    if (focus !== "line" && focus !== "filter") this.pane = focus;
  }
}
