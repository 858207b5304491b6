import { expect, test } from "vitest";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { sessionId } from "#providers/vsphere/session-id.js";
import { sessionList } from "#providers/vsphere/session-list.js";
import { RecordedClient, retrieved } from "./recorded-client.js";

const CONTENT = {
  sessionManager: { type: "SessionManager", id: "SessionManager" },
  propertyCollector: { type: "PropertyCollector", id: "pc" },
} as ServiceContent;

test("a session is listed whatever the server says of when it began", async () => {
  const session = (key: string, loginTime: string) =>
    `<UserSession><key>${key}</key><userName>LAB\\taro</userName><loginTime>${loginTime}</loginTime></UserSession>`;
  const sessions = session("52-1", "2026-01-05T03:00:00Z") + session("52-2", "long ago");
  const manager = retrieved("SessionManager", "SessionManager", {
    sessionList: `<val xsi:type="ArrayOfUserSession">${sessions}</val>`,
  });
  const recorded = new RecordedClient({ RetrievePropertiesEx: `<returnval>${manager}</returnval>` });
  expect(await sessionList(recorded.client, CONTENT).all()).toEqual([
    { id: sessionId("52-1"), user: "LAB\\taro" },
    { id: sessionId("52-2"), user: "LAB\\taro" },
  ]);
});
