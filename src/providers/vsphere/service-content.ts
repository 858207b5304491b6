import { failure } from "#domain/errors.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { child, morefOf, need, textOf } from "#providers/vsphere/xml-reader.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

export const SERVICE_INSTANCE: Moref = { type: "ServiceInstance", id: "ServiceInstance" };

/** What the server says of itself, and where its managers are. */
export interface ServiceContent {
  readonly product: string;
  readonly instanceUuid: string | null;
  /** False on a single ESXi host. */
  readonly isVcenter: boolean;
  readonly rootFolder: Moref;
  readonly propertyCollector: Moref;
  readonly viewManager: Moref;
  readonly sessionManager: Moref;
  readonly taskManager: Moref;
  /** Null where the server keeps no events. */
  readonly eventManager: Moref | null;
  /** Null where the server does not tell of rights. */
  readonly authorizationManager: Moref | null;
}

/** Needs no session. */
export async function retrieveServiceContent(
  client: VimClient,
  signal?: AbortSignal,
): Promise<ServiceContent> {
  const content = need(
    await client.read("RetrieveServiceContent", SERVICE_INSTANCE, "", { signal }),
    "returnval",
  );
  const about = need(content, "about");
  const eventManager = child(content, "eventManager");
  const authorizationManager = child(content, "authorizationManager");
  return {
    product: textOf(about, "fullName") ?? "unknown",
    instanceUuid: textOf(about, "instanceUuid"),
    isVcenter: textOf(about, "apiType") === "VirtualCenter",
    rootFolder: morefOf(need(content, "rootFolder")),
    propertyCollector: morefOf(need(content, "propertyCollector")),
    viewManager: morefOf(need(content, "viewManager")),
    sessionManager: morefOf(need(content, "sessionManager")),
    taskManager: morefOf(need(content, "taskManager")),
    eventManager: eventManager === undefined ? null : morefOf(eventManager),
    authorizationManager: authorizationManager === undefined ? null : morefOf(authorizationManager),
  };
}

/**
 * The server's clock minus ours, in milliseconds, taking its answer to be from the middle of the round trip.
 * @param how sent once, or tried again as a read
 */
export async function clockOffset(
  client: VimClient,
  how: "call" | "read",
  signal?: AbortSignal,
): Promise<number> {
  const sent = Date.now();
  const answer = await client[how]("CurrentTime", SERVICE_INSTANCE, "", { signal });
  const received = Date.now();
  const server = Date.parse(need(answer, "returnval").text);
  if (Number.isNaN(server)) throw failure("REPLY_INVALID", { problem: "the server's time is not a date" });
  // Half a millisecond behind rounds to -0, which no entry can hold.
  return Math.round(server - (sent + received) / 2) + 0;
}
