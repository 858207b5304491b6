import { ShosekiError } from "#domain/errors.js";
import type { MissingRights, RightsCapability, RightsSubject } from "#providers/rights.js";
import { missingRights } from "#providers/vsphere/rights/missing-rights.js";
import { privilegesOn } from "#providers/vsphere/rights/needed-privileges.js";
import { isGone } from "#providers/vsphere/subjects/read-subject.js";
import { subjectMoref } from "#providers/vsphere/subjects/subjects.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { childrenOf, morefOf, need, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

/**
 * Whoever asks of an object can read it. An answer that does not even grant this is of a session that the server does not
 * know: of one that is not there it denies everything.
 */
const CAN_READ = "System.Read";

/**
 * What the login may not do, by AuthorizationManager.HasPrivilegeOnEntities (vSphere API 5.5; `System.View`, and
 * `System.Read` on the objects): one call for the machines, one for the hosts. Nothing is told of what is gone,
 * nor by a server that refuses to say.
 *
 * HasUserPrivilegeOnEntities and FetchUserPrivilegeOnEntities (6.5; `System.View` on the objects) ask of a user by name
 * instead, whom the server has to look up in the domain.
 *
 * @param sessionKey of the session that asks; null where it is not known
 */
export function rights(
  client: VimClient,
  manager: Moref,
  sessionKey: () => Promise<string | null>,
): RightsCapability {
  /** An EntityPrivilege of each object. */
  const ask = async (objects: readonly Moref[], privileges: readonly string[]): Promise<XmlNode[]> => {
    const key = await sessionKey();
    if (key === null) return [];
    const args =
      objects.map((object) => morefElement("entity", object)).join("") +
      textElement("sessionId", key) +
      privileges.map((each) => textElement("privId", each)).join("");
    return childrenOf(await client.read("HasPrivilegeOnEntities", manager, args), "returnval");
  };

  /** The same of those that are there: one that is gone refuses the call for all. */
  const askSparing = async (objects: readonly Moref[], privileges: readonly string[]): Promise<XmlNode[]> => {
    try {
      return await ask(objects, privileges);
    } catch (error) {
      if (!(error instanceof ShosekiError) || error.code !== "SERVER_FAULT") throw error;
      if (!isGone(error) || objects.length === 1) return [];
      const half = Math.ceil(objects.length / 2);
      const first = await askSparing(objects.slice(0, half), privileges);
      return [...first, ...(await askSparing(objects.slice(half), privileges))];
    }
  };

  return {
    async missing(objects) {
      const missing = new Map<string, MissingRights>();
      for (const kind of ["machine", "host"] as const) {
        const privileges = [CAN_READ, ...privilegesOn(kind)];
        const morefs = morefsOf(objects, kind);
        if (morefs.length === 0) continue;
        for (const entity of await askSparing(morefs, privileges)) {
          const denied = deniedOn(entity);
          if (denied.has(CAN_READ)) continue;
          missing.set(morefOf(need(entity, "entity")).id, missingRights(kind, denied));
        }
      }
      return missing;
    },
  };
}

function morefsOf(objects: readonly RightsSubject[], kind: RightsSubject["kind"]): Moref[] {
  return objects.flatMap((object) => (object.kind === kind ? [subjectMoref(object)] : []));
}

/** The privileges that an EntityPrivilege says are not granted. */
function deniedOn(entity: XmlNode): Set<string> {
  const denied = childrenOf(entity, "privAvailability").filter((each) =>
    ["false", "0"].includes(need(each, "isGranted").text),
  );
  return new Set(denied.map((each) => textOf(each, "privId") ?? ""));
}
