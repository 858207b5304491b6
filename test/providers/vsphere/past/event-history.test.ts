import { expect, test } from "vitest";
import { eventHistory } from "#providers/vsphere/past/event-history.js";
import { Retriever } from "#providers/vsphere/retriever.js";
import { RecordedClient, retrieved } from "../recorded-client.js";

const event = (key: number, type: string, rest: string) =>
  `<Event xsi:type="${type}"><key>${key}</key><chainId>${key}</chainId>` +
  `<createdTime>2026-01-05T03:00:00.123456Z</createdTime>${rest}</Event>`;

const named = (name: string, value: string) => `<${name}><name>${value}</name></${name}>`;

const EVENTS = [
  event(
    9,
    "VmPoweredOnEvent",
    `<userName>LAB\\taro</userName>${named("datacenter", "dc")}${named("host", "esx-1")}${named("vm", "web%2f1")}<fullFormattedMessage> web/1 is on </fullFormattedMessage><template>false</template>`,
  ),
  event(
    11,
    "EventEx",
    `<userName></userName>${named("host", "esx-1")}<eventTypeId>esx.audit.x</eventTypeId>`,
  ),
  event(
    10,
    "UserLoginSessionEvent",
    "<userName>root</userName><fullFormattedMessage>in</fullFormattedMessage>",
  ),
];

function server() {
  const page = `<val xsi:type="ArrayOfEvent">${EVENTS.join("")}</val>`;
  const recorded = new RecordedClient({
    CreateCollectorForEvents: '<returnval type="EventHistoryCollector">c-1</returnval>',
    RetrievePropertiesEx: `<returnval>${retrieved("EventHistoryCollector", "c-1", { latestPage: page })}</returnval>`,
  });
  const retriever = new Retriever(recorded.client, { type: "PropertyCollector", id: "pc" });
  const manager = { type: "EventManager", id: "EventManager" };
  return { recorded, events: eventHistory(recorded.client, manager, retriever) };
}

test("the newest events, newest first, in the server's words", async () => {
  const { recorded, events } = server();
  expect(await events.latest(null, 3)).toEqual([
    {
      id: "11",
      time: "2026-01-05T03:00:00.123Z",
      what: "esx.audit.x",
      user: null,
      target: "esx-1",
      message: "",
    },
    {
      id: "10",
      time: "2026-01-05T03:00:00.123Z",
      what: "UserLoginSessionEvent",
      user: "root",
      target: null,
      message: "in",
    },
    {
      id: "9",
      time: "2026-01-05T03:00:00.123Z",
      what: "VmPoweredOnEvent",
      user: "LAB\\taro",
      target: "web/1",
      message: "web/1 is on",
    },
  ]);
  expect(recorded.calls.map(({ method, args }) => [method, args])).toEqual([
    ["CreateCollectorForEvents", "<filter></filter>"],
    ["SetCollectorPageSize", "<maxCount>3</maxCount>"],
    ["RetrievePropertiesEx", expect.stringContaining("<pathSet>latestPage</pathSet>")],
    ["DestroyCollector", ""],
  ]);
});

test("of one object, and no more than are asked for", async () => {
  const { recorded, events } = server();
  expect(await events.latest({ kind: "fullMachine", id: "vm-1" }, 1)).toHaveLength(1);
  expect(recorded.calls[0]?.args).toBe(
    '<filter><entity><entity type="VirtualMachine">vm-1</entity><recursion>self</recursion></entity></filter>',
  );
  expect(await events.latest(null, 0)).toEqual([]);
});
