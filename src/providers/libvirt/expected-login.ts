import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { NOBODY } from "#providers/libvirt/nobody.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { certificateSubject } from "#providers/libvirt/sockets/certificate-subject.js";
import { type Here, hereIn } from "#providers/libvirt/sockets/here.js";
import { pkiFiles } from "#providers/libvirt/sockets/pki-files.js";
import { sshUser } from "#providers/libvirt/sockets/ssh-user.js";

type Login = (target: RpcTarget, here: Here, signal?: AbortSignal) => Promise<string | null>;

const LOGINS: Readonly<Record<RpcTarget["transport"], Login>> = {
  unix: async (_, { user }) => user,
  tcp: async () => null,
  tls: async ({ query }, here) => {
    const { client } = pkiFiles(query.pkipath, here);
    if (client === null) return null;
    try {
      return certificateSubject(new X509Certificate(readFileSync(client.certificate)));
    } catch {
      // Why it cannot be read is told when it is to be shown.
      return null;
    }
  },
  ssh: (target, { environment }, signal) => sshUser(target, environment, signal),
};

/** Whom a server is going to see, as far as that can be told without connecting to it. */
export async function expectedLogin(
  target: RpcTarget,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<string> {
  return (await LOGINS[target.transport](target, hereIn(environment), signal)) ?? NOBODY;
}
