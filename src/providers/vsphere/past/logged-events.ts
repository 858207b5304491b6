import type { AnchorEvent } from "#domain/anchor-event.js";
import { failure, ShosekiError } from "#domain/errors.js";
import type { AnchorLog } from "#providers/anchor-log.js";
import { withCollector } from "#providers/vsphere/past/collector.js";
import { moment } from "#providers/vsphere/property-values.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { childrenOf, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { type Moref, textElement } from "#providers/vsphere/xml-writer.js";

/** What `LogUserEvent` leaves. */
const KIND = "GeneralUserEvent";

/**
 * By type alone: events on a folder cannot be asked for by their entity (EventFilterSpecByEntity), and `type` is
 * deprecated since 4.0 in favour of `eventTypeId`.
 */
const FILTER = textElement("eventTypeId", KIND);

const EVENTS_A_PAGE = 250;

/** How many are held in memory. */
const MOST = 100_000;

/** What users have had the server log, on vCenter and on a single ESXi: a page in memory at a time, and what is wanted. */
export function loggedEvents(client: VimClient, manager: Moref): AnchorLog["read"] {
  return async (signal, wanted = () => true) => {
    const collected = async (collector: Moref) => {
      const found: AnchorEvent[] = [];
      // A new collector stands at the oldest event, and its end is a page of none (EventHistoryCollector.ReadNextEvents).
      for (;;) {
        const page = await nextPage(client, collector, signal);
        if (page.length === 0) return found;
        found.push(
          ...page
            .filter(isLogged)
            .map(anchorEvent)
            .filter(({ text }) => wanted(text)),
        );
        if (found.length > MOST) throw tooMany();
      }
    };
    try {
      const found = await withCollector(
        client,
        manager,
        "CreateCollectorForEvents",
        FILTER,
        collected,
        signal,
      );
      return found.sort((one, other) => Number(one.key) - Number(other.key));
    } catch (error) {
      const unsent = error instanceof ShosekiError && error.code === "NOT_SENT";
      throw unsent && signal?.aborted ? failure("GAVE_UP_WAITING", {}, error) : error;
    }
  };
}

/** Sent once, though it is a read: asked again for a page that was lost, the collector gives the one after it. */
async function nextPage(client: VimClient, collector: Moref, signal?: AbortSignal): Promise<XmlNode[]> {
  const args = textElement("maxCount", EVENTS_A_PAGE);
  return childrenOf(await client.call("ReadNextEvents", collector, args, { signal }), "returnval");
}

/** Whether it is of the kind asked for: a server need not heed `eventTypeId`. */
function isLogged(event: XmlNode): boolean {
  return event.xsiType === KIND;
}

/** `message` is the text as it was logged; `fullFormattedMessage` is for people, after words in the server's language. */
function anchorEvent(event: XmlNode): AnchorEvent {
  return {
    key: textOf(event, "key") ?? "",
    at: Date.parse(moment(event, "createdTime")),
    user: textOf(event, "userName") ?? "",
    text: textOf(event, "message") ?? "",
  };
}

function tooMany(): Error {
  return failure("REPLY_INVALID", { problem: `the server has more than ${MOST} events logged by users` });
}
