import { expect, test } from "vitest";
import { Pushes } from "../contract/pushes.js";
import { capabilities, done, faultOf, MUTATION, machine, placesOf, TEMPLATE, WEB_01, WEB_02 } from "./act.js";
import { open } from "./open.js";

test("a guest that is asked to shut down is off a moment after the call", async () => {
  const session = await open("vms=10");
  const pushes = await Pushes.from(session);
  const { guest } = capabilities(session);
  expect(await machine(session, WEB_01)).toMatchObject({ power: "on", toolsRunning: true });
  await guest.shutdownGuest(WEB_01, MUTATION);
  expect(pushes.objects.get(WEB_01)).toMatchObject({ power: "on" });
  const after = await session.watch({ kind: "machine", id: WEB_01 }, ({ power }) => power === "off", 1000);
  expect(after).toMatchObject({ power: "off", toolsRunning: false });
  expect(pushes.objects.get(WEB_01)).toMatchObject({ power: "off", ip: null });
});

test("a guest that is asked to restart does, and its machine runs on", async () => {
  const session = await open("vms=10");
  const { guest, events } = capabilities(session);
  await guest.rebootGuest(WEB_01, MUTATION);
  expect(await machine(session, WEB_01)).toMatchObject({ power: "on", toolsRunning: true });
  expect(await events.latest(null, 1)).toMatchObject([{ what: "VmGuestRebootEvent", target: "web-01" }]);
});

test("nobody can be asked in a machine that is off or suspended, a template, or without tools", async () => {
  const session = await open("vms=200");
  const { guest, power } = capabilities(session);
  const asking = (id: string) =>
    faultOf(
      session,
      guest.shutdownGuest(id, MUTATION).then(() => undefined),
    );
  expect(await asking(WEB_02)).toBe("call: InvalidPowerState");
  await done(session, power.suspend(WEB_01, MUTATION));
  expect(await asking(WEB_01)).toBe("call: InvalidPowerState");
  expect(await asking(TEMPLATE)).toBe("call: NotSupported");
  expect(await asking("vm-1")).toBe("call: ManagedObjectNotFound");
  const on = (await placesOf(session)).all.filter((one) => one.kind === "vm" && one.power === "on");
  const facts = await Promise.all(on.map(({ id }) => machine(session, id)));
  const toolless = facts.find(({ toolsRunning }) => !toolsRunning)!;
  expect(await asking(toolless.id)).toBe("call: ToolsUnavailable");
  expect(await machine(session, toolless.id)).toEqual(toolless);
});
