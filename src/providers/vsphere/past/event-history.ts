import type { EventRecord } from "#domain/past.js";
import type { EventHistory } from "#providers/history.js";
import type { Subject, SubjectKind } from "#providers/subject.js";
import { latestPage, withCollector } from "#providers/vsphere/past/collector.js";
import { decodeName, moment } from "#providers/vsphere/property-values.js";
import type { Retriever } from "#providers/vsphere/retriever.js";
import { subjectMoref } from "#providers/vsphere/subjects/subjects.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { child, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { element, type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

/** What an event can be about, what it is about most first. */
const ARGUMENTS = ["vm", "host", "ds", "net", "dvs", "computeResource", "datacenter"];

/** The server's memory of events, on vCenter and on a single ESXi. */
export function eventHistory(client: VimClient, manager: Moref, retriever: Retriever): EventHistory {
  return {
    async latest(of, count) {
      if (count < 1) return [];
      const events = await withCollector(
        client,
        manager,
        "CreateCollectorForEvents",
        about(of),
        (collector) => latestPage(client, retriever, collector, count),
      );
      return events
        .map(eventRecord)
        .sort((one, other) => Number(other.id) - Number(one.id))
        .slice(0, count);
    },
  };
}

/** An EventFilterSpec (its content). */
function about(of: Subject<SubjectKind> | null): string {
  if (of === null) return "";
  return element("entity", morefElement("entity", subjectMoref(of)) + textElement("recursion", "self"));
}

function eventRecord(event: XmlNode): EventRecord {
  return {
    id: textOf(event, "key") ?? "",
    time: moment(event, "createdTime"),
    // Events that came after the schema share one type, and say themselves what they are.
    what: textOf(event, "eventTypeId") || event.xsiType || event.name,
    user: textOf(event, "userName") || null,
    target: targetOf(event),
    message: textOf(event, "fullFormattedMessage")?.trim() ?? "",
  };
}

function targetOf(event: XmlNode): string | null {
  for (const name of ARGUMENTS) {
    const argument = child(event, name);
    if (argument !== undefined) return decodeName(textOf(argument, "name") ?? "") || null;
  }
  return null;
}
