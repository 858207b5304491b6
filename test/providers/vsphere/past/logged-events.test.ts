import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { logEvent } from "#providers/vsphere/calls/log-event.js";
import { loggedEvents } from "#providers/vsphere/past/logged-events.js";
import { RecordedClient } from "../recorded-client.js";

const MANAGER = { type: "EventManager", id: "EventManager" };
const ROOT = { type: "Folder", id: "group-d1" };

const event = (key: number, type = "GeneralUserEvent", message = `text ${key}`) =>
  `<returnval xsi:type="${type}"><key>${key}</key><chainId>${key}</chainId>` +
  `<createdTime>2026-01-05T12:00:00.123456+09:00</createdTime><userName>LAB\\taro</userName>` +
  `<fullFormattedMessage>User logged event: ${message}</fullFormattedMessage><message>${message}</message>` +
  `<entity><name>Datacenters</name><entity type="Folder">group-d1</entity></entity></returnval>`;

function server(...pages: (string | Error)[]) {
  const recorded = new RecordedClient({
    CreateCollectorForEvents: '<returnval type="EventHistoryCollector">c-1</returnval>',
    ReadNextEvents: pages,
    DestroyCollector: "",
    LogUserEvent: "",
  });
  return { recorded, read: loggedEvents(recorded.client, MANAGER) };
}

const asked = (recorded: RecordedClient) => recorded.calls.map(({ method, args }) => [method, args]);

test("all that there are, oldest first: page after page until there is none, and no collector is left", async () => {
  const { recorded, read } = server(event(9) + event(7), event(11), "");
  const at = Date.parse("2026-01-05T03:00:00.123Z");
  expect(await read()).toEqual([
    { key: "7", at, user: "LAB\\taro", text: "text 7" },
    { key: "9", at, user: "LAB\\taro", text: "text 9" },
    { key: "11", at, user: "LAB\\taro", text: "text 11" },
  ]);
  expect(asked(recorded)).toEqual([
    ["CreateCollectorForEvents", "<filter><eventTypeId>GeneralUserEvent</eventTypeId></filter>"],
    ["ReadNextEvents", "<maxCount>250</maxCount>"],
    ["ReadNextEvents", "<maxCount>250</maxCount>"],
    ["ReadNextEvents", "<maxCount>250</maxCount>"],
    ["DestroyCollector", ""],
  ]);
});

test("a server that heeds no filter is sorted out here, and so is what is not wanted", async () => {
  const { read } = server(event(1, "VmPoweredOnEvent") + event(2), event(3, "EventEx") + event(4), "");
  const found = await read(undefined, (text) => text !== "text 2");
  expect(found.map(({ key }) => key)).toEqual(["4"]);
});

test("a page that is lost is not asked for again, which would leave a gap; the collector goes", async () => {
  const { recorded, read } = server(event(1), failure("CONNECTION_LOST", { cause: "cut" }), event(2), "");
  await expect(read()).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(recorded.calls.filter(({ method }) => method === "ReadNextEvents")).toEqual([
    expect.objectContaining({ sentOnce: true }),
    expect.objectContaining({ sentOnce: true }),
  ]);
  expect(recorded.calls.at(-1)?.method).toBe("DestroyCollector");
});

test("a time that is none is no answer", async () => {
  const { read } = server(event(1).replace("2026-01-05T12:00", "yesterday"));
  await expect(read()).rejects.toMatchObject({ code: "REPLY_INVALID" });
});

test("more than can be held is said, not cut", async () => {
  // The same page for ever.
  const { recorded, read } = server(Array.from({ length: 500 }, (_, nth) => event(nth)).join(""));
  await expect(read()).rejects.toMatchObject({
    problem: { code: "REPLY_INVALID", facts: { problem: expect.stringContaining("100000") } },
  });
  expect(recorded.calls.at(-1)?.method).toBe("DestroyCollector");
});

test("writing is one call, sent once, on the root; a carriage return is written so that it stays one", async () => {
  const { recorded } = server();
  await logEvent(recorded.client, MANAGER, ROOT)("one\n\n— two <&>\r\n", { operationId: "id-1" });
  expect(recorded.calls).toEqual([
    {
      method: "LogUserEvent",
      self: "EventManager:EventManager",
      args: '<entity type="Folder">group-d1</entity><msg>one\n\n— two &lt;&amp;&gt;&#xD;\n</msg>',
      operationId: "id-1",
      sentOnce: true,
    },
  ]);
});
