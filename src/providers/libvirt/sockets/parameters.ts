import { failure } from "#domain/errors.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { sshHostProblem, sshUserProblem } from "#providers/libvirt/sockets/ssh-names.js";

/** What libvirt's URIs can have after `?`, of that what we heed, by the way to the server. */
const PARAMETERS: Readonly<Record<RpcTarget["transport"], readonly string[]>> = {
  unix: ["name", "mode", "socket"],
  tcp: ["name"],
  tls: ["name", "pkipath"],
  ssh: ["name", "socket", "keyfile", "netcat", "proxy", "no_tty"],
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
  mode: ["auto", "direct", "legacy"],
  proxy: ["auto", "native", "netcat"],
  // Nobody is asked for anything by ssh: to say so is heeded, and the contrary could not be.
  no_tty: ["1"],
};

/**
 * Throws `BAD_ENDPOINT` for a parameter that would go unheeded (`no_verify` means to trust whoever answers, `command` to run another
 * program, and both are to be refused rather than overlooked), and for what ssh is not to be given.
 */
export function parametersChecked(target: RpcTarget): void {
  const { transport, query, name, host, user } = target;
  const bad = (problem: string) => failure("BAD_ENDPOINT", { text: name, problem });
  if (transport !== "unix" && host === null) throw bad(`${transport} needs a host`);
  if (transport === "ssh") {
    const problem = sshHostProblem(host ?? "") ?? sshUserProblem(user ?? "");
    if (problem !== null) throw bad(problem);
  }
  for (const [parameter, value] of Object.entries(query)) {
    if (!PARAMETERS[transport].includes(parameter)) {
      const known = PARAMETERS[transport].join(", ");
      throw bad(`${parameter} is not heeded here with ${transport}; what is: ${known}`);
    }
    const values = VALUES[parameter];
    if (values !== undefined && !values.includes(value)) {
      throw bad(`${parameter} takes ${values.join(", ")}, not ${value}`);
    }
  }
  if (query.proxy === "native" && (query.socket !== undefined || query.netcat !== undefined)) {
    throw bad(
      "virt-ssh-helper finds its socket itself: proxy=native goes neither with socket nor with netcat",
    );
  }
}
