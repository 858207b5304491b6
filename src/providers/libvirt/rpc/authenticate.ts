import { failure } from "#domain/errors.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { CallOptions, RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";

/** `remote_auth_type`. */
const AUTH = { none: 0, sasl: 1, polkit: 2 } as const;

/** Somebody may have to be asked for a password meanwhile. */
const POLKIT_MS = 120_000;

/**
 * Does what the server wants of a client before it lets it open anything: nothing, or to be let in by polkit, which asks the
 * operator on the server's own desktop where its rules say so. Errors: `LOGIN_REFUSED`; `AUTH_UNSUPPORTED` for SASL.
 */
export async function authenticate(
  client: RpcClient,
  target: RpcTarget,
  options: CallOptions,
): Promise<void> {
  const { types } = await client.call(PROCEDURES.authList, {}, options);
  if (types.length === 0 || types.includes(AUTH.none)) return;
  if (!types.includes(AUTH.polkit)) {
    const wants = types.includes(AUTH.sasl)
      ? await saslMechanisms(client, options)
      : `type ${types.join(", ")}`;
    throw failure("AUTH_UNSUPPORTED", { endpoint: target.name, wants });
  }
  try {
    await client.call(PROCEDURES.authPolkit, {}, { ...options, timeoutMs: POLKIT_MS });
  } catch (error) {
    const said = libvirtErrorOf(error);
    if (said === null) throw error;
    const user = client.facts.login ?? target.user ?? target.name;
    throw failure("LOGIN_REFUSED", { user, fault: said.fault, message: said.message }, error);
  }
}

async function saslMechanisms(client: RpcClient, options: CallOptions): Promise<string> {
  const { mechlist } = await client.call(PROCEDURES.authSaslInit, {}, options);
  return `SASL (${mechlist})`;
}
