import { expect, test } from "vitest";
import { capabilities } from "./act.js";
import { open } from "./open.js";

const NO_PERMISSION = { problem: { code: "SERVER_FAULT", facts: { fault: "NoPermission" } } };

test("a text is among the server's events, and gone with the server", async () => {
  const session = await open("");
  const { anchors, events } = capabilities(session);
  await anchors.write("first\nsecond\n");
  expect(await anchors.read()).toEqual([
    { key: "2", at: expect.any(Number), user: "operator", text: "first\nsecond\n" },
  ]);
  expect(await events.latest(null, 1)).toMatchObject([
    { id: "2", what: "GeneralUserEvent", user: "operator", message: "User logged event: first\nsecond\n" },
  ]);
  expect(await capabilities(await open("")).anchors.read()).toEqual([]);
});

test("anchors=denied: each is refused, none is logged, and all else goes on", async () => {
  const session = await open("anchors=denied");
  const { anchors, events } = capabilities(session);
  await expect(anchors.write("no")).rejects.toMatchObject(NO_PERMISSION);
  await expect(anchors.write("no")).rejects.toMatchObject(NO_PERMISSION);
  expect(await anchors.read()).toEqual([]);
  expect(await events.latest(null, 9)).toHaveLength(1);
});

test.each([
  ["refuse", { problem: { code: "SERVER_FAULT", facts: { fault: "SystemError" } } }, ["second"]],
  ["lost", { code: "CONNECTION_LOST" }, ["first", "second"]],
  ["unsent", { code: "NOT_SENT" }, ["second"]],
])("a fault of the first: anchor:%s@1", async (kind, error, logged) => {
  const { anchors } = capabilities(await open(`faults=anchor:${kind}@1`));
  await expect(anchors.write("first")).rejects.toMatchObject(error);
  await anchors.write("second");
  expect((await anchors.read()).map(({ text }) => text)).toEqual(logged);
});

test("anchor:expire ends the session", async () => {
  const { anchors } = capabilities(await open("faults=anchor:expire"));
  await expect(anchors.write("first")).rejects.toMatchObject({ code: "SESSION_ENDED" });
  await expect(anchors.read()).rejects.toMatchObject({ code: "SESSION_ENDED" });
});
