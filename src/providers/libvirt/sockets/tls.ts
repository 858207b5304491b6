import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { failure, type ShosekiError } from "#domain/errors.js";
import { reasonOf } from "#providers/libvirt/rpc/reason.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { certificateSubject } from "#providers/libvirt/sockets/certificate-subject.js";
import { connected } from "#providers/libvirt/sockets/connecting.js";
import { hereIn } from "#providers/libvirt/sockets/here.js";
import { pkiFiles } from "#providers/libvirt/sockets/pki-files.js";
import { LIBVIRT_PORTS } from "#providers/libvirt/sockets/ports.js";
import { readPki } from "#providers/libvirt/sockets/read-pki.js";
import { vouchedFor } from "#providers/libvirt/sockets/server-certificate.js";
import type { Wire, WireOptions } from "#providers/libvirt/sockets/wire.js";

/** What a server says first when it takes the client's certificate. */
const WELCOME = 1;

/**
 * A server with a certificate, which wants one of us. It is judged before a byte is sent on the connection. Errors: `NOT_SENT`,
 * `FILE_UNREADABLE`, `CERTIFICATE_FILE_UNFIT`, `CERTIFICATE_UNTRUSTED`, `CLIENT_CERTIFICATE_REFUSED`.
 */
export async function openTls(target: RpcTarget, options: WireOptions): Promise<Wire> {
  const host = target.host ?? "";
  const files = pkiFiles(target.query.pkipath, hereIn(options.environment));
  const { context, client } = readPki(files);
  const socket = connect({
    host,
    port: target.port ?? LIBVIRT_PORTS.tls,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secureContext: context,
    // Judged below, so that an operator is told of the certificate that was shown.
    rejectUnauthorized: false,
  });
  socket.setNoDelay(true).setKeepAlive(true);
  const stream = await connected(socket, "secureConnect", options);
  try {
    const shown = vouchedFor(stream, target);
    const login = client === null ? null : certificateSubject(client);
    const path = files.client?.certificate ?? null;
    const refused = (cause: string) =>
      failure("CLIENT_CERTIFICATE_REFUSED", { endpoint: target.name, subject: login, path, cause });
    await welcomed(stream, refused, options);
    return { stream, facts: { trust: "ca", certificate: shown, login } };
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

/** The handshake is over for the client before the server has judged its certificate: after that one byte says so, or nothing. */
async function welcomed(stream: TLSSocket, refused: (cause: string) => ShosekiError, options: WireOptions) {
  try {
    await connected(stream, "readable", options);
  } catch (error) {
    // What was late, or stopped here, is nobody's refusal.
    throw error instanceof Error && error.cause !== undefined ? refused(reasonOf(error)) : error;
  }
  const [first] = (stream.read(1) as Buffer | null) ?? [];
  if (first === undefined) throw refused("the server has closed the connection");
  if (first === WELCOME) return;
  throw failure("REPLY_INVALID", { problem: "after the handshake comes something else than libvirt's" });
}
