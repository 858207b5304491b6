import { machineId } from "#providers/libvirt/machine-handle.js";
import { EVENTS, type RpcEvent } from "#providers/libvirt/rpc/events.js";
import type { DomainHandle } from "#providers/libvirt/rpc/handles.js";
import { libvirtErrorOf } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";

/** What something has happened to. Of what, an event says less than a look: they come in odd orders, and late. */
export interface EventListeners {
  onMachine(id: string, dom: DomainHandle): void;
  /** A storage pool, or a network. */
  onStore(): void;
}

/**
 * Has a server tell of what happens from now on, in one round trip. Whatever event it does not know is done without: the
 * inventory is looked at without any, too.
 */
export async function subscribe(client: RpcClient, { onMachine, onStore }: EventListeners): Promise<void> {
  const tell = ({ dom }: { readonly dom: DomainHandle }) => onMachine(machineId(dom), dom);
  const machine = async (eventId: number) => {
    await client.call(PROCEDURES.connectDomainEventCallbackRegisterAny, { eventId, dom: null });
  };
  const older = <M extends { readonly msg: { readonly dom: DomainHandle } }>(event: RpcEvent<M>) => {
    client.on(event, ({ msg }) => tell(msg));
    return machine(event.id);
  };
  const newer = <M extends { readonly dom: DomainHandle }>(event: RpcEvent<M>) => {
    client.on(event, tell);
    return machine(event.id);
  };
  client.on(EVENTS.networkLifecycle, onStore);
  client.on(EVENTS.storagePoolLifecycle, onStore);
  client.on(EVENTS.storagePoolRefresh, onStore);
  const pool = ({ id: eventId }: { readonly id: number }) =>
    client.call(PROCEDURES.connectStoragePoolEventRegisterAny, { eventId, pool: null });
  const answers = await Promise.allSettled([
    older(EVENTS.domainLifecycle),
    older(EVENTS.domainReboot),
    older(EVENTS.domainBalloonChange),
    older(EVENTS.domainDeviceRemoved),
    newer(EVENTS.domainDeviceAdded),
    newer(EVENTS.domainBlockJob2),
    newer(EVENTS.domainMetadataChange),
    newer(EVENTS.domainJobCompleted),
    client.call(PROCEDURES.connectNetworkEventRegisterAny, {
      eventId: EVENTS.networkLifecycle.id,
      net: null,
    }),
    pool(EVENTS.storagePoolLifecycle),
    pool(EVENTS.storagePoolRefresh),
  ]);
  for (const answer of answers) {
    if (answer.status === "rejected" && libvirtErrorOf(answer.reason) === null) throw answer.reason;
  }
}
