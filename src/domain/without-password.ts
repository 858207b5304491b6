/** Whatever may be a password is not repeated: all from the first `:` of what follows the scheme, up to the last `@`, written out or not. */
export function withoutPassword(text: string): string {
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/isu.exec(text) ?? [];
  const at = Math.max(rest.lastIndexOf("@"), rest.search(/%40(?!.*%40)/s));
  const [user = ""] = rest.slice(0, Math.max(at, 0)).split(/:|%3a/i);
  if (at >= 0) return `${scheme}${user}${user.length < at ? ":***" : ""}${rest.slice(at)}`;
  // `user:password` without a host looks like `host:port`, and a port has digits only.
  return `${scheme}${rest.replace(/(^[^:/?#[\]]*:)(?!\d{1,5}(?:[/?#]|$)).*$/su, "$1***")}`;
}
