import type { BesideRow } from "#domain/beside-row.js";
import { asShosekiError, type ErrorCode } from "#domain/errors.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { ProviderSession } from "#providers/contract.js";
import { unread } from "#session/certainty.js";

/**
 * What its row does not tell of a machine, read now where the platform has it elsewhere. That the server tells none of it is no
 * error: it is beside the facts. That it cannot be asked is one, as for all that is known the row is no longer so.
 */
export async function besideRow(
  provider: ProviderSession,
  row: VirtualMachine,
  signal?: AbortSignal,
): Promise<BesideRow> {
  const hasNextBoot = provider.reconfigure?.atNextBoot === true;
  const [ip, machine] = await Promise.all([
    addressOf(provider, row, signal),
    hasNextBoot ? provider.read({ kind: "machine", id: row.id }, signal).catch(orNull) : null,
  ]);
  return { ip, nextBoot: machine?.nextBoot ?? null };
}

/** The address of a machine: its row's, or what the platform says when it is asked of this one. Null where nobody knows it. */
export async function addressOf(
  provider: ProviderSession,
  { id, ip, power }: VirtualMachine,
  signal?: AbortSignal,
): Promise<string | null> {
  if (ip !== null || power !== "on") return ip;
  return (await provider.addressOf?.(id, signal).catch(orNull)) ?? null;
}

/** What the server has not told. Throws that it could not be asked. */
function orNull(cause: unknown): null {
  const error = asShosekiError(cause);
  if (UNASKED.includes(error.code)) throw unread(error);
  return null;
}

const UNASKED: readonly ErrorCode[] = ["CONNECTION_LOST", "NOT_SENT", "REPLY_TIMEOUT", "SESSION_ENDED"];
