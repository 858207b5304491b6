import { expect, test } from "vitest";
import { WEB_01 } from "./act.js";
import { open } from "./open.js";

test("what the login may not do is told of machines and of hosts, each its own", async () => {
  const session = await open("vms=10&rights=-StopVM,-ShutdownHost,-CreateVM");
  const { host } = await session.read({ kind: "machine", id: WEB_01 });
  const objects = [
    { kind: "machine", id: WEB_01 },
    { kind: "host", id: host! },
  ] as const;
  expect(await session.rights!.missing(objects)).toEqual(
    new Map([
      [WEB_01, { StopVM: "Simulator.StopVM" }],
      [host, { ShutdownHost: "Simulator.ShutdownHost" }],
    ]),
  );
  await session.close();
});

test("who may do everything lacks nothing", async () => {
  const session = await open("vms=10");
  expect(await session.rights!.missing([{ kind: "machine", id: WEB_01 }])).toEqual(new Map([[WEB_01, {}]]));
  await session.close();
});
