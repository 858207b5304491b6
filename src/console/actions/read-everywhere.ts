import type { Console } from "#console/console.js";
import { asShosekiError, failure } from "#domain/errors.js";
import { explain } from "#messages/explain.js";
import type { Link } from "#session/fleet/link.js";
import type { Session } from "#session/session.js";

/** What endpoints keep a record of. */
interface Recorded {
  readonly target: string | null;
}

/** What could be read, and for each endpoint that could not say why. */
export interface ReadEverywhere<T> {
  readonly rows: readonly T[];
  readonly unread: readonly string[];
}

/**
 * Reads at every endpoint, or at the one that is used; of several each target is called by its endpoint too. What is wrong
 * with one keeps nothing of the others back. Throws why, where nothing could be read at all.
 */
export async function readEverywhere<T extends Recorded>(
  { store, catalogue }: Console,
  read: (session: Session) => Promise<readonly T[]>,
): Promise<ReadEverywhere<T>> {
  const { fleet } = store.endpoints;
  const links = fleet.used === null ? fleet.links : [fleet.used];
  const rows: T[] = [];
  const failed: { readonly link: Link; readonly error: unknown }[] = [];
  const readAt = async (link: Link) => {
    if (link.session === null) throw link.error ?? failure("NOT_SENT", { cause: "there is no session" });
    const lead = store.endpoints.lead(link.name);
    rows.push(...(await read(link.session)).map((row) => led(row, lead)));
  };
  await Promise.all(
    links.map((link) => readAt(link).catch((error: unknown) => failed.push({ link, error }))),
  );
  const [first] = failed;
  if (first !== undefined && failed.length === links.length) throw first.error;
  const unread = failed.map(({ link, error }) => {
    const { what } = explain(asShosekiError(error).problem, catalogue);
    return `! ${store.endpoints.lead(link.name)} ${what}`;
  });
  return { rows, unread };
}

function led<T extends Recorded>(row: T, lead: string): T {
  return lead === "" ? row : { ...row, target: `${lead}${row.target ?? "-"}` };
}

/** In one order whatever endpoint they are of; what has no time is last. */
export function newestFirst<T>(rows: readonly T[], timeOf: (row: T) => string | null): readonly T[] {
  return rows.toSorted((a, b) => (timeOf(b) ?? "").localeCompare(timeOf(a) ?? "", "en"));
}
