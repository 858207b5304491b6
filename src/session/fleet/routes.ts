import type { MoveRequest, TargetExpression } from "#domain/command.js";
import { failure, type Problem } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { lookUp, type Row } from "#inventory/lookup.js";
import type { Rows } from "#inventory/shelf.js";
import { refuse } from "#operations/checks.js";
import { operationOf } from "#operations/operation-of.js";
import { type HostElsewhere, hostElsewhere } from "#session/fleet/host-elsewhere.js";
import type { Link } from "#session/fleet/link.js";
import { endpointOfPlaces, qualified, requestAt } from "#session/fleet/qualified.js";
import type { Asked } from "#session/proposal.js";
import type { Session } from "#session/session.js";

/** What is asked of one endpoint's session, in the names of that endpoint; or why it cannot be told whose it is. */
export type Route =
  | { readonly session: Session; readonly asked: Asked }
  | { readonly session: Session; readonly asked: Asked; readonly refusal: Problem };

/** Says at which of several endpoints something is meant. */
export class Routes {
  readonly #links: readonly Link[];
  readonly #used: Link | null;
  readonly #names: readonly string[];

  /** @param used the one that is meant where nothing else is said */
  constructor(links: readonly Link[], used: Link | null) {
    this.#links = links;
    this.#used = used;
    this.#names = links.map(({ name }) => name);
  }

  /**
   * Where a command goes: one session, or for a glob each one that has something which it matches. Errors:
   * `ENDPOINT_NOT_ONE` for what is to be made nobody knows where; why the session that is named is none.
   */
  of(asked: Asked): readonly Route[] {
    if (this.#links.length === 1) return [{ session: sessionOf(this.#links[0]), asked }];
    const { expression, request } = asked;
    if (expression === null) return [this.#at(this.#makerOf(asked), asked)];
    const named = qualified(expression, this.#names);
    const asks = { ...asked, expression: named.expression };
    if (named.endpoint !== null) return [this.#at(this.#named(named.endpoint), asks)];
    const { on } = operationOf(request);
    const holding = this.#holding(named.expression, ({ hosts, machines }) =>
      on === "host" ? [hosts] : [machines],
    );
    const [first, second] = holding;
    if (first === undefined) return [this.#at(this.#primary(), asks)];
    if (second === undefined || isGlob(expression)) return holding.map((link) => this.#at(link, asks));
    const refusal = this.#ambiguous(named.expression, holding);
    return [{ session: sessionOf(this.#primary()), asked: asks, refusal }];
  }

  /** The session that is asked about what an expression names; the primary one for none. */
  toOne(expression: TargetExpression | null): { session: Session; expression: TargetExpression | null } {
    if (this.#links.length === 1) return { session: sessionOf(this.#links[0]), expression };
    if (expression === null) return { session: sessionOf(this.#primary()), expression };
    const named = qualified(expression, this.#names);
    if (named.endpoint !== null)
      return { session: sessionOf(this.#named(named.endpoint)), expression: named.expression };
    const all = ({ machines, hosts, datastores, networks }: Inventory) => [
      machines,
      hosts,
      datastores,
      networks,
    ];
    const holding = this.#holding(named.expression, all);
    const [first, second] = holding;
    if (second === undefined)
      return { session: sessionOf(first ?? this.#primary()), expression: named.expression };
    const { text } = expression;
    throw failure("TARGET_AMBIGUOUS", { text, candidates: holding.map(({ name }) => `${name}:${text}`) });
  }

  #at(link: Link, asked: Asked): Route {
    const { request } = asked;
    if (request.name === "MoveVM") {
      const elsewhere = hostElsewhere(request, link, this.#links);
      if (elsewhere.length > 0) return this.#across(link, { ...asked, request }, elsewhere);
    }
    return this.#within(link, asked);
  }

  #within(link: Link, asked: Asked): Route {
    const session = sessionOf(link);
    const at = requestAt(asked.request, link.name, this.#names);
    if ("request" in at) return { session, asked: { ...asked, request: at.request } };
    const { what, endpoint } = at.elsewhere;
    return { session, asked, refusal: refuse("PLACE_ELSEWHERE", { what, endpoint, target: link.name }) };
  }

  /** A move to the host of another endpoint: asked of the one that the machine is on, where the two can do that. */
  #across(
    link: Link,
    asked: Asked & { readonly request: MoveRequest },
    [first, ...more]: readonly HostElsewhere[],
  ): Route {
    const { request } = asked;
    const session = sessionOf(link);
    if (first === undefined) return this.#within(link, asked);
    const what = request.host?.text ?? "";
    if (more.length > 0) {
      const candidates = [first, ...more].map(({ link: { name }, host }) => `${name}:${host.text}`);
      return { session, asked, refusal: refuse("TARGET_AMBIGUOUS", { text: what, candidates }) };
    }
    const there = first.link.session;
    const why = there === null ? null : session.apartFrom(there);
    if (why !== null) {
      const { name: endpoint } = first.link;
      return {
        session,
        asked,
        refusal: refuse("PLACE_ELSEWHERE", { what, endpoint, target: link.name, why }),
      };
    }
    const rest = this.#within(link, { ...asked, request: { ...request, host: null } });
    if ("refusal" in rest || rest.asked.request.name !== "MoveVM") return rest;
    const { endpoint, name: at } = first.link;
    const across = { ...rest.asked.request, host: first.host, endpoint, at };
    return { session, asked: { ...rest.asked, request: across } };
  }

  #makerOf({ request }: Asked): Link {
    const said = endpointOfPlaces(request, this.#names);
    if (said !== null) return this.#named(said);
    if (this.#used !== null) return this.#used;
    throw failure("ENDPOINT_NOT_ONE", { names: this.#names });
  }

  #named(name: string): Link {
    const link = this.#links.find((each) => each.name === name);
    if (link === undefined) throw failure("ENDPOINT_UNKNOWN", { text: name, names: this.#names });
    return link;
  }

  /** Where what nobody has is recorded as that. */
  #primary(): Link {
    const link = this.#used ?? this.#links.find(({ openSession }) => openSession !== null) ?? this.#links[0];
    if (link === undefined) throw failure("NOT_SENT", { cause: "there is no session" });
    return link;
  }

  #holding(
    expression: TargetExpression,
    rowsOf: (inventory: Inventory) => readonly Parameters<typeof lookUp>[1][],
  ): readonly Link[] {
    const among = this.#used === null ? this.#links : [this.#used];
    return among.filter(({ inventory }) => {
      if (inventory === null) return false;
      return rowsOf(inventory).some((rows) => lookUp(inventory, rows, expression).length > 0);
    });
  }

  #ambiguous(expression: TargetExpression, holding: readonly Link[]): Problem {
    const candidates = holding.flatMap(({ name, inventory }) =>
      inventory === null
        ? []
        : ([inventory.machines, inventory.hosts] as readonly Rows<Row>[])
            .flatMap((rows) => lookUp(inventory, rows, expression))
            .map(({ id }) => `${name}:${inventory.path(id)} (@${name}:${id})`),
    );
    return refuse("TARGET_AMBIGUOUS", { text: expression.text, candidates });
  }
}

function isGlob(expression: TargetExpression): boolean {
  return expression.by !== "id" && expression.glob;
}

/** Throws why nothing can be asked there. */
function sessionOf(link: Link | undefined): Session {
  const session = link?.session ?? null;
  if (session === null) throw link?.error ?? failure("NOT_SENT", { cause: "there is no session" });
  return session;
}
