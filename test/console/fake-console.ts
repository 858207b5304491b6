import { ALL_COMMANDS } from "#console/commands/all-commands.js";
import type { ResumeWish, RunsHere, RunWish } from "#console/conducting/runs-here.js";
import type { Console } from "#console/console.js";
import type { HandoversHere } from "#console/handover/handovers-here.js";
import { HistoryFile } from "#console/line/history-file.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { Painted } from "#console/prompts/dialog.js";
import type { RecordingHere } from "#console/recording/recording-here.js";
import { DetailsModel } from "#console/store/details-model.js";
import { EndpointsModel } from "#console/store/endpoints-model.js";
import { JournalModel } from "#console/store/journal-model.js";
import { LineModel } from "#console/store/line-model.js";
import { Store } from "#console/store/store.js";
import { ThemeModel } from "#console/store/theme-model.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { en } from "#messages/en.js";
import type { AgreedCapsule } from "#procedures/capsule/take-over.js";
import { Fleet } from "#session/fleet/fleet.js";
import type { Link, LinkState } from "#session/fleet/link.js";
import { Rights } from "#session/rights.js";
import type { Session } from "#session/session.js";
import { UNRESTRAINED } from "../session/unrestrained.js";
import { builtin } from "../themes/builtin.js";
import { FakeHandovers } from "./handover/fake-handovers.js";

/** What is painted with when only the text counts. */
export const PLAIN: Canvas = { paint: (_, text) => text, catalogue: en };

/** A history that is kept in memory. */
export function lineModel(): LineModel {
  return new LineModel(HistoryFile.open("/dev/null/history"));
}

/** An endpoint that is as a test says. */
export class FakeLink {
  readonly name: string;
  readonly endpoint: string;
  readonly user = "operator";
  readonly ageMs = 0;
  readonly inventory: Inventory | null;
  readonly session: Session | null;
  state: LinkState;
  roundTripMs: number | null = null;
  attempts = 0;
  error: ShosekiError | null = null;

  constructor(inventory: Inventory | null, name = "sim", endpoint = "sim:") {
    this.name = name;
    this.endpoint = endpoint;
    this.inventory = inventory;
    this.state = inventory === null ? "connecting" : "open";
    const session = {
      name,
      inventory,
      lastInventory: inventory,
      restraints: UNRESTRAINED,
      supports: () => true,
      lack: () => null,
      rights: new Rights({}),
      propose: () => Promise.reject(failure("SESSION_ENDED", {})),
    };
    this.session = inventory === null ? null : (session as unknown as Session);
  }

  isOf(user: string): boolean {
    return user === this.user;
  }

  get openSession(): Session | null {
    return this.state === "open" ? this.session : null;
  }
}

/** A console without a terminal, a server and a journal: what it was told to do is in `told`. */
export class FakeConsole implements Console {
  readonly catalogue = en;
  readonly commands = ALL_COMMANDS;
  readonly stopping = new AbortController().signal;
  readonly givingUp = new AbortController().signal;
  readonly told: string[] = [];
  readonly store: Store;
  readonly link: FakeLink;
  readonly locking = {
    press: (key: string) => void this.told.push(`locked ${key}`),
    paste: (text: string) => void this.told.push(`locked paste ${text}`),
    touch: () => false,
  };

  handovers: HandoversHere = new FakeHandovers((said) => this.told.push(said));

  runs: RunsHere = {
    begin: async ({ file, given }: RunWish) =>
      void this.told.push(`begin ${file.path} ${JSON.stringify(given)}`),
    rehearse: async ({ file }: RunWish) => void this.told.push(`rehearse ${file.path}`),
    resume: async (id: string, wish: ResumeWish) =>
      void this.told.push(`resume ${id} ${JSON.stringify(wish)}`),
    takeOver: async ({ capsule }: AgreedCapsule) => void this.told.push(`take over ${capsule.run}`),
    leave: async () => undefined,
  };

  readonly recording: RecordingHere = {
    key: () => undefined,
    paste: () => undefined,
    turn: (wanted) => void this.told.push(`record ${wanted ? "on" : "off"}`),
    turnKeys: (wanted) => void this.told.push(`record input ${wanted ? "on" : "off"}`),
  };

  /** Connected where there is an inventory. */
  constructor(inventory: Inventory | null = null) {
    const theme = builtin("dark");
    const fleet = new Fleet((shown, rename) => this.store.inventory.attach(shown, rename));
    this.store = new Store({
      endpoints: new EndpointsModel(fleet),
      journal: new JournalModel("SHA256:key", "/journal"),
      details: new DetailsModel(),
      line: lineModel(),
      theme: new ThemeModel([theme, builtin("light")], theme, "plain"),
    });
    this.link = new FakeLink(inventory);
    fleet.add(this.link as unknown as Link);
  }

  /** The way to its only endpoint is gone. */
  lose(): void {
    this.link.state = "interrupted";
    this.link.attempts = 3;
  }

  reconnect(name: string | null): void {
    this.told.push(name === null ? "reconnect" : `reconnect ${name}`);
  }

  connect(text: string): void {
    this.told.push(`connect ${text}`);
  }

  disconnect(name: string): void {
    this.told.push(`disconnect ${name}`);
  }

  setReadOnly(wanted: boolean): void {
    this.told.push(`read-only ${wanted ? "on" : "off"}`);
  }

  lock(): void {
    this.told.push("lock");
  }

  leave(): void {
    this.told.push("leave");
  }

  redraw(): void {
    this.told.push("redraw");
  }

  suspend(): void {
    this.told.push("suspend");
  }

  /** The topmost dialog as it is painted without colours. */
  dialog(width = 80, height = 16): Painted {
    const { top } = this.store.dialogs;
    if (top === null) throw new Error("there is no dialog");
    return top.paint(PLAIN, { width, height });
  }
}
