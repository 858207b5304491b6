import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { thisMoment } from "#session/elapsed.js";
import { perform } from "#session/funnel.js";
import type { Libvirtd } from "../../../rigs/libvirtd.js";
import { Desk } from "../../../session/desk.js";
import { funnelOn } from "../../../session/funnel-on.js";
import type { ActCase } from "./act-cases.js";
import { SmallWorld } from "./small-world.js";

/** What an operator is told of an operation. */
export interface Told {
  /** `unread` where its target could not be read. */
  readonly status: string | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly fault?: string | undefined;
}

/** A world as it is before an operation. */
export interface Scene {
  readonly libvirtd: Libvirtd;
  readonly world: SmallWorld;
  readonly inventory: Inventory;
  /** What virsh shows. */
  readonly before: string;
}

/** @param number which of the worlds that libvirtd has */
export async function sceneOf(
  [libvirtd, keeper]: readonly [Libvirtd, RpcClient],
  each: ActCase,
  number: number,
): Promise<Scene> {
  const world = new SmallWorld(libvirtd, keeper, number);
  await world.make(each.snapshot);
  return { libvirtd, world, inventory: await world.inventory(), before: await world.seen() };
}

/** Plans an operation, and carries it out by the funnel with a journal of its own. */
export async function tell(
  session: ProviderSession,
  { world, inventory }: Scene,
  { on, request }: ActCase,
  signal?: AbortSignal,
): Promise<Told> {
  using desk = new Desk();
  try {
    const operation = operationOf(request(world.name("new")));
    const ground = { session, inventory, signal };
    const prepared = await operation.prepare(ground, on === null ? null : world.id(on));
    const { target, host, refusal } = prepared;
    const plan = { at: "lab", readBy: desk.session, operation, ask: "", target, host, prepared, refusal };
    const explain = ({ problem }: ShosekiError) => JSON.stringify(problem);
    const funnel = { ...funnelOn(desk, session), explain };
    const { outcome } = await perform(funnel, { ...plan, readAt: thisMoment() }, { signal });
    const { status, code, message, fault } = outcome.RST ?? {};
    return { status, code, message, fault };
  } catch (error) {
    const { code, message } = asShosekiError(error);
    return { status: "unread", code, message };
  }
}

/** What of it has been done, and is told where it is not all. */
const HALF: readonly (string | undefined)[] = ["HALF_DONE", "VOLUME_LEFT", "CLONE_NOT_STARTED"];

/** Whether it is told that a part of it has been done. */
export function isHalf({ status, fault }: Told): boolean {
  return status === "NG" && HALF.includes(fault);
}

/**
 * What of what is told is not so; null where it is the truth: what is OK has been done, of what is UNKNOWN nothing is said, and of all
 * else nothing has been done.
 *
 * @param after what virsh shows now
 */
export function lieIn(told: Told, { done }: ActCase, { world, before }: Scene, after: string): string | null {
  if (told.status === "UNKNOWN" || isHalf(told)) return null;
  const [had, has] = [before.split("\n"), after.split("\n")];
  const changes = [
    ...had.filter((line) => !has.includes(line)).map((line) => `- ${line}`),
    ...has.filter((line) => !had.includes(line)).map((line) => `+ ${line}`),
  ].join("\n");
  if (told.status === "OK")
    return done?.(after, world) === false ? `OK, and all that is done is\n${changes}` : null;
  return before === after ? null : `${JSON.stringify(told)}, and done is\n${changes}`;
}
