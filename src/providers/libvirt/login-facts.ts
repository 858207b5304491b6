import { failure } from "#domain/errors.js";
import { NOBODY } from "#providers/libvirt/nobody.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions, RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { isShortName } from "#providers/libvirt/short-name.js";
import type { LoginFacts } from "#providers/login-facts.js";

/** Whom the server sees, and what it is, in one round trip. It has neither a clock nor a list of sessions. `REPLY_INVALID`: no name. */
export async function loginFacts(
  client: RpcClient,
  options: CallOptions = {},
): Promise<Omit<LoginFacts, "serverUuid">> {
  const [{ type }, { hvVer }, { libVer }] = await Promise.all([
    client.call(PROCEDURES.connectGetType, {}, options),
    client.call(PROCEDURES.connectGetVersion, {}, options),
    client.call(PROCEDURES.connectGetLibVersion, {}, options),
  ]);
  if (!isShortName(type))
    throw failure("REPLY_INVALID", { problem: "what the server calls its driver is no name" });
  const { trust, certificate, login } = client.facts;
  return {
    user: login ?? NOBODY,
    product: `${type} ${version(hvVer)} (libvirt ${version(libVer)})`,
    apiVersion: version(libVer),
    clockOffsetMs: null,
    trust,
    certificate,
    session: null,
  };
}

/** `7.2.0` of 7002000. */
function version(number: number | bigint): string {
  const all = Number(number);
  return [Math.floor(all / 1_000_000), Math.floor(all / 1000) % 1000, all % 1000].join(".");
}
