import type { Entry } from "#domain/entry.js";
import type { RecordingWanted, RecordingWish } from "#domain/recording.js";
import { partedId } from "#inventory/joined.js";
import { USUAL_APPROVERS } from "#procedures/approval/approvers.js";
import type { Fleet, Placed } from "#session/fleet/fleet.js";
import type { Link, LinkState } from "#session/fleet/link.js";
import type { Proposal } from "#session/proposal.js";
import type { ConfirmLevel, Demands } from "#session/restraints.js";

/** What is wanted of the operator at an endpoint. */
export interface EndpointSettings {
  readonly demands: Demands;
  readonly confirm: ConfirmLevel;
  /** How long the console is left alone until it locks itself, in milliseconds; null for ever. */
  readonly lockAfterMs: number | null;
  /** The file of those who may approve as the second person; the usual one, where it is not said. */
  readonly approvers?: string;
  /** Off, where it is not said. */
  readonly recording?: RecordingWanted;
}

/** Why nothing can be changed at an endpoint. */
export type Away = "lost" | "ended" | "connecting" | "leaving";

const AWAY: Readonly<Record<LinkState, Away | null>> = {
  connecting: "connecting",
  open: null,
  interrupted: "lost",
  ended: "ended",
  closed: "leaving",
};

const NOTHING_WANTED: EndpointSettings = {
  demands: { reason: false, ticket: false },
  confirm: "risk",
  lockAfterMs: null,
};

/** How much is agreed to, the most first. */
const LEVELS: readonly ConfirmLevel[] = ["names", "changes", "risk"];

const NOT_RECORDED: RecordingWanted = { wish: "off", input: false, by: "profile" };

/** How much a recording is wanted, the most first. */
const WISHES: readonly RecordingWish[] = ["required", "on", "off"];

/** Where the console is connected, and what each of them wants. */
export class EndpointsModel {
  readonly fleet: Fleet;
  readonly #settings = new Map<string, EndpointSettings>();

  constructor(fleet: Fleet) {
    this.fleet = fleet;
  }

  settle(name: string, settings: EndpointSettings): void {
    this.#settings.set(name, settings);
  }

  /** Where an object that is shown is; null for nothing, or where there was never a session. */
  placeOf(id: string | null): Placed | null {
    return id === null ? null : this.fleet.placeOf(id);
  }

  /** The one that is meant where nothing else is said: the used one, the only one, or the first that is open. */
  get primary(): Link | null {
    const { used, links } = this.fleet;
    return used ?? links.find(({ state }) => state === "open") ?? links[0] ?? null;
  }

  /** Why nothing can be changed there; null when it can. */
  whyAway(link: Link | null): Away | null {
    return link === null ? "connecting" : AWAY[link.state];
  }

  /** The one that an entry is of, if the console is connected to it: by its own login, or else by another. */
  linkOf({ HST, USR }: Entry): Link | null {
    const there = this.fleet.links.filter(({ endpoint }) => endpoint === HST.endpoint);
    return there.find((link) => link.isOf(USR.name)) ?? there[0] ?? null;
  }

  /** The name of an endpoint with a `:` behind it, where there are several. */
  lead(name: string): string {
    return this.fleet.isSeveral && name !== "" ? `${name}:` : "";
  }

  /** The same for an object that is shown. */
  leadOf(id: string): string {
    const { endpoint, id: own } = partedId(id);
    return this.fleet.isSeveral && own !== "" ? this.lead(endpoint) : "";
  }

  /** What all the endpoints of a proposal want together: those that something goes to, too. */
  wantedFor({ plans }: Proposal): Pick<EndpointSettings, "demands" | "confirm"> {
    const names = plans.flatMap(({ at, to }) => (to === undefined ? [at] : [at, to.name]));
    const all = [...new Set(names)].map((name) => this.#of(name));
    return {
      demands: {
        reason: all.some(({ demands }) => demands.reason),
        ticket: all.some(({ demands }) => demands.ticket),
      },
      confirm: LEVELS.find((level) => all.some(({ confirm }) => confirm === level)) ?? "risk",
    };
  }

  /** The shortest of all; null for never. */
  get lockAfterMs(): number | null {
    const all = this.fleet.names.flatMap((name) => this.#of(name).lockAfterMs ?? []);
    return all.length === 0 ? null : Math.min(...all);
  }

  /** What is wanted of the recording by that endpoint which wants most; keys are recorded where any of them wants it. */
  get recording(): RecordingWanted & { readonly name: string } {
    const all = this.fleet.names.map((name) => ({ name, ...(this.#of(name).recording ?? NOT_RECORDED) }));
    const most = WISHES.map((wish) => all.find((each) => each.wish === wish)).find(
      (each) => each !== undefined,
    );
    return {
      name: "",
      ...NOT_RECORDED,
      ...most,
      input: all.some(({ wish, input }) => wish !== "off" && input),
    };
  }

  /** What must be said before anything is changed there. */
  demandsAt(name: string): Demands {
    return this.#of(name).demands;
  }

  /** The file of those who may approve what is run there. */
  approversAt(name: string): string {
    return this.#of(name).approvers ?? USUAL_APPROVERS;
  }

  #of(name: string): EndpointSettings {
    return this.#settings.get(name) ?? NOTHING_WANTED;
  }
}
