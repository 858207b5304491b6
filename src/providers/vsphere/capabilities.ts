import type { ProviderSession } from "#providers/contract.js";
import { cloning } from "#providers/vsphere/calls/cloning.js";
import { guest } from "#providers/vsphere/calls/guest.js";
import { hostPower } from "#providers/vsphere/calls/host-power.js";
import { lifecycle } from "#providers/vsphere/calls/lifecycle.js";
import { logEvent } from "#providers/vsphere/calls/log-event.js";
import { power } from "#providers/vsphere/calls/power.js";
import { reconfigure } from "#providers/vsphere/calls/reconfigure.js";
import { relocation } from "#providers/vsphere/calls/relocation.js";
import { rename } from "#providers/vsphere/calls/rename.js";
import { snapshots } from "#providers/vsphere/calls/snapshots.js";
import { taskCall } from "#providers/vsphere/calls/task-call.js";
import { eventHistory } from "#providers/vsphere/past/event-history.js";
import { loggedEvents } from "#providers/vsphere/past/logged-events.js";
import { taskHistory } from "#providers/vsphere/past/task-history.js";
import type { Retriever } from "#providers/vsphere/retriever.js";
import { ownSessionKey } from "#providers/vsphere/rights/own-session-key.js";
import { rights } from "#providers/vsphere/rights/rights.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { sessionList } from "#providers/vsphere/session-list.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";

type Capabilities = Pick<
  ProviderSession,
  | "power"
  | "guest"
  | "reconfigure"
  | "rename"
  | "lifecycle"
  | "cloning"
  | "relocation"
  | "snapshots"
  | "hostPower"
  | "history"
  | "events"
  | "anchors"
  | "sessions"
  | "rights"
>;

/** What the server has: a single ESXi host neither clones machines nor moves them. */
export function capabilities(client: VimClient, content: ServiceContent, retriever: Retriever): Capabilities {
  const call = taskCall(client);
  const { isVcenter, eventManager, rootFolder, authorizationManager } = content;
  return {
    power: power(call),
    guest: guest(client),
    reconfigure: reconfigure(call),
    rename: rename(call),
    lifecycle: lifecycle(call),
    ...(isVcenter ? { cloning: cloning(call), relocation: relocation(call) } : {}),
    snapshots: snapshots(call),
    hostPower: hostPower(call),
    history: taskHistory(client, content, retriever),
    sessions: sessionList(client, content),
    ...(eventManager === null
      ? {}
      : {
          events: eventHistory(client, eventManager, retriever),
          anchors: {
            write: logEvent(client, eventManager, rootFolder),
            read: loggedEvents(client, eventManager),
          },
        }),
    ...(authorizationManager === null
      ? {}
      : { rights: rights(client, authorizationManager, ownSessionKey(retriever, content.sessionManager)) }),
  };
}
