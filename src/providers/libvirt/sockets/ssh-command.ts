import { type RpcTarget, uriAtServer } from "#providers/libvirt/rpc/target.js";

/**
 * What `ssh` is run with. It never asks for anything: this program has the terminal. Its configuration, keys, agent and known
 * hosts are the operator's own.
 */
export function sshArguments(target: RpcTarget): string[] {
  const { host, port, user, query } = target;
  return [
    ...["-T", "-e", "none", "-o", "BatchMode=yes"],
    ...(port === null ? [] : ["-p", String(port)]),
    ...(user === null ? [] : ["-l", user]),
    ...(query.keyfile === undefined ? [] : ["-i", query.keyfile]),
    ...["--", host ?? "", `sh -c ${quoted(remoteCommand(target))}`],
  ];
}

/**
 * What the other machine's shell does: libvirt's own helper where it is installed, else `nc` on the socket. The login shell may
 * be any; `sh` reads this.
 */
function remoteCommand(target: RpcTarget): string {
  const { proxy = "auto", socket, netcat } = target.query;
  const helper = `exec virt-ssh-helper ${quoted(uriAtServer(target))}`;
  if (proxy === "native") return helper;
  if (proxy === "netcat" || socket !== undefined || netcat !== undefined) return byNetcat(target);
  return `if command -v virt-ssh-helper >/dev/null 2>&1; then ${helper}; fi; ${byNetcat(target)}`;
}

/** `-q0`, where it is known, has `nc` end when we do. */
function byNetcat(target: RpcTarget): string {
  const nc = quoted(target.query.netcat ?? "nc");
  const sockets = socketsOf(target);
  const find = `s=; for each in ${sockets.join(" ")}; do if test -S "$each"; then s=$each; break; fi; done`;
  const none = `echo no libvirt socket at ${sockets.join(" ")} >&2; exit 1`;
  const run = `if ${nc} -q 2>&1 | grep 'requires an argument' >/dev/null; then exec ${nc} -q0 -U "$s"; fi`;
  return `${find}; if test -z "$s"; then ${none}; fi; ${run}; exec ${nc} -U "$s"`;
}

/** As words of a shell. */
function socketsOf({ driver, path, query }: RpcTarget): readonly string[] {
  if (query.socket !== undefined) return [quoted(query.socket)];
  const directory =
    path === "/session" ? `"\${XDG_RUNTIME_DIR:-/run/user/$(id -u)}"/libvirt` : "/run/libvirt";
  return [`${directory}/virt${driver}d-sock`, `${directory}/libvirt-sock`];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
