/**
 * What is somebody's syntax: ssh hands host and user on to shells (`ProxyCommand`, `Match exec`), and its versions before 9.6 hand
 * on whatever they are given.
 */
const OF_SHELLS = /[\s'"`$;&<>|(){}*?!~^#=]/u;

/** Why ssh is not to be given a host; null for a name or an address. */
export function sshHostProblem(host: string): string | null {
  if (host.startsWith("-") || host.includes("\\") || OF_SHELLS.test(host)) {
    return "the host has characters that a shell would take for its own";
  }
  return null;
}

/** Likewise of a user. One of a domain can have a `\` in it. */
export function sshUserProblem(user: string): string | null {
  if (user.startsWith("-") || user.endsWith("\\") || OF_SHELLS.test(user)) {
    return "the user has characters that a shell would take for its own";
  }
  return null;
}
