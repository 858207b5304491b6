import { failure } from "#domain/errors.js";
import type { ServerSession, SessionList } from "#providers/session-list.js";
import { filterArguments, objectsSpec } from "#providers/vsphere/property-collector.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { sessionId } from "#providers/vsphere/session-id.js";
import { localizedFault } from "#providers/vsphere/soap-envelope.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { child, childrenOf, need, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { textElement } from "#providers/vsphere/xml-writer.js";

/** A session with the server's key of it, which stays in here. */
interface KeyedSession {
  readonly key: string;
  readonly session: ServerSession;
}

/**
 * `SessionManager.sessionList` and `TerminateSession`, of a vCenter and of a single ESXi. Both ask for the privilege
 * `Sessions.TerminateSession`; the session of this login itself is not ended by it (`InvalidArgument`).
 */
export function sessionList(
  client: VimClient,
  { sessionManager, propertyCollector }: ServiceContent,
): SessionList {
  const listed = async () => {
    const specs = [{ type: sessionManager.type, paths: ["sessionList"] }];
    const args = filterArguments([objectsSpec(specs, [sessionManager])]);
    return listedSessions(await client.read("RetrievePropertiesEx", propertyCollector, args));
  };
  return {
    all: async () => (await listed()).map(({ session }) => session),
    async end(id, mutation) {
      const found = (await listed()).find(({ session }) => session.id === id);
      if (found === undefined) {
        const message = "the server has no such session any more";
        throw failure("SERVER_FAULT", { fault: "NotFound", message });
      }
      await client.call("TerminateSession", sessionManager, textElement("sessionId", found.key), mutation);
    },
  };
}

/** Those of a RetrievePropertiesEx response. What may not be read is not there, and its fault is in `missingSet`. */
function listedSessions(response: XmlNode): KeyedSession[] {
  const object = need(need(response, "returnval"), "objects");
  const missing = child(object, "missingSet");
  if (missing !== undefined) {
    const { fault, message } = localizedFault(need(missing, "fault"));
    throw failure("SERVER_FAULT", { fault, message });
  }
  const property = child(object, "propSet");
  return property === undefined ? [] : childrenOf(need(property, "val"), "UserSession").map(keyedSession);
}

function keyedSession(node: XmlNode): KeyedSession {
  const key = need(node, "key").text;
  return { key, session: { id: sessionId(key), user: textOf(node, "userName") ?? "" } };
}
