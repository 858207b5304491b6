import type { OperationRequest, TargetExpression } from "#domain/command.js";

/** A target as it was named, and the endpoint that its name begins with; null for one that says none. */
export interface Qualified {
  readonly endpoint: string | null;
  readonly expression: TargetExpression;
}

/**
 * Takes the endpoint off what names a target: `vc1:web-01`, `vc1:web-*`, `vc1:/DC0/vm/web-01`, `@vc1:vm-42`. Only the name
 * of an endpoint that is there counts: a machine may have a `:` in its name.
 */
export function qualified(expression: TargetExpression, names: readonly string[]): Qualified {
  const typed = expression.by === "id" ? expression.id : expression.text;
  const endpoint = names.find((name) => typed.startsWith(`${name}:`));
  if (endpoint === undefined) return { endpoint: null, expression };
  const rest = typed.slice(endpoint.length + 1);
  if (expression.by === "id") return { endpoint, expression: { by: "id", text: `@${rest}`, id: rest } };
  if (rest.startsWith("@")) return { endpoint, expression: { by: "id", text: rest, id: rest.slice(1) } };
  const by = rest.startsWith("/") ? "path" : "name";
  if (!expression.glob) return { endpoint, expression: { by, text: rest, glob: false } };
  return {
    endpoint,
    expression: { by, text: rest, glob: true, pattern: expression.pattern.slice(endpoint.length + 1) },
  };
}

/** The places that a request names beside its target. */
const PLACES = ["host", "datastore", "network", "folder"] as const;

/** A place on another endpoint than the target's. */
export interface Elsewhere {
  readonly what: string;
  readonly endpoint: string;
}

/** A request as the session at an endpoint understands it; or the first place that is named on another one. */
export function requestAt(
  request: OperationRequest,
  endpoint: string,
  names: readonly string[],
): { readonly request: OperationRequest } | { readonly elsewhere: Elsewhere } {
  const places: Record<string, TargetExpression> = {};
  for (const place of PLACES) {
    const expression = (request as Partial<Record<typeof place, TargetExpression | null>>)[place];
    if (expression === undefined || expression === null) continue;
    const named = qualified(expression, names);
    if (named.endpoint !== null && named.endpoint !== endpoint)
      return { elsewhere: { what: expression.text, endpoint: named.endpoint } };
    places[place] = named.expression;
  }
  return { request: { ...request, ...places } as OperationRequest };
}

/** The first endpoint that a request's places are said to be on; null where they say none. */
export function endpointOfPlaces(request: OperationRequest, names: readonly string[]): string | null {
  for (const place of PLACES) {
    const expression = (request as Partial<Record<typeof place, TargetExpression | null>>)[place];
    const endpoint = expression == null ? null : qualified(expression, names).endpoint;
    if (endpoint !== null) return endpoint;
  }
  return null;
}
