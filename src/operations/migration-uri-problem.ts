import type { MigrationCapability } from "#providers/migration.js";

/** Why what was typed for the way to the destination is none. `about` is what it was to be. */
export interface UriProblem {
  readonly why: "URI_FORM" | "URI_PARAMETERS" | "URI_DRIVER" | "URI_HOST" | "URI_PATH";
  readonly about: string | null;
}

/** What leads to the server of whoever follows the URI, or runs a program. */
const NO_WAYS: ReadonlySet<string | undefined> = new Set(["unix", "ext"]);

/**
 * What is wrong with the URI by which one host is to reach the server of another; null when nothing is. What is copied over was
 * looked at on the destination: a URI that leads to any other host is not followed, even if somebody means the same one by it. It is
 * recorded: what stands behind a `?`, as the path of a key, does not belong in it.
 */
export function uriProblem(
  text: string,
  { kind, hostname, uri }: Pick<MigrationCapability, "kind" | "hostname" | "uri">,
): UriProblem | null {
  const url = URL.parse(text);
  const no = (why: UriProblem["why"], about: string | null = null) => ({ why, about });
  if (url === null || /\s/u.test(text) || url.host === "") return no("URI_FORM");
  if (url.search !== "" || url.hash !== "") return no("URI_PARAMETERS");
  const [driver, transport] = url.protocol.slice(0, -1).split("+");
  if (NO_WAYS.has(transport)) return no("URI_FORM");
  if (driver !== kind) return no("URI_DRIVER", kind);
  const own = URL.parse(uri);
  const names = new Set(
    [hostname, hostname.split(".")[0] ?? "", own?.hostname ?? ""].flatMap((name) =>
      name === "" ? [] : [name.toLowerCase()],
    ),
  );
  if (!names.has(url.hostname.toLowerCase())) return no("URI_HOST", [...names].join(", "));
  const path = own?.pathname ?? "/system";
  return url.pathname === path ? null : no("URI_PATH", path);
}
