import type { Retriever } from "#providers/vsphere/retriever.js";
import { textOf } from "#providers/vsphere/xml-reader.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/**
 * The server's key of the session that asks (`UserSession.key`); null where it does not tell. Read when first needed, and
 * kept nowhere else: on some servers the key opens the session.
 */
export function ownSessionKey(retriever: Retriever, sessionManager: Moref): () => Promise<string | null> {
  let key: string | null = null;
  const spec = { type: "SessionManager", paths: ["currentSession"] };
  return async () => {
    if (key !== null) return key;
    const [manager] = await retriever.objects([spec], [sessionManager]);
    const session = manager?.properties.get("currentSession");
    key = session === undefined ? null : textOf(session, "key");
    return key;
  };
}
