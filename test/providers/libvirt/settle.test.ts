import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import { hostIdentity } from "#providers/libvirt/host-identity.js";
import { Jobs } from "#providers/libvirt/jobs/jobs.js";
import { RunningGuess } from "#providers/libvirt/running-guess.js";
import { Bell } from "#providers/libvirt/waits/bell.js";
import { Waits } from "#providers/libvirt/waits/waits.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { uuidOf } from "./on-libvirtd.js";
import { connectedTo } from "./rpc/connecting.js";

test("a task settles with its machine as libvirt then has it; of one that is gone with nothing", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const caller = await connectedTo({ path: libvirtd.socket });
  const reading = {
    caller,
    driver: DRIVERS.test,
    host: await hostIdentity(caller),
    running: new RunningGuess(),
  };
  const jobs = new Jobs();
  const waits = new Waits({ reading, jobs, bell: new Bell(), over: new AbortController().signal });
  const subject = { kind: "machine", id: await uuidOf(libvirtd, "test") } as const;
  const by = (...args: readonly string[]) =>
    jobs.begin({ machine: null, run: () => libvirtd.virsh(...args).then(() => null) });
  const isOff = ({ power }: { readonly power: string }) => power === "off";

  expect(await waits.settle(by("destroy", "test"), subject, isOff)).toMatchObject({
    failed: null,
    after: { power: "off" },
  });
  const refused = jobs.begin({
    machine: null,
    run: () => Promise.reject(failure("SERVER_FAULT", { fault: "VIR_ERR_OPERATION_INVALID", message: "no" })),
  });
  expect(await waits.settle(refused, subject, () => false)).toMatchObject({
    failed: { fault: "VIR_ERR_OPERATION_INVALID" },
    after: { power: "off" },
  });
  const later = waits.watch(subject, ({ power }) => power === "on", 60_000);
  await libvirtd.virsh("start", "test");
  expect(await later).toMatchObject({ power: "on" });
  expect(await waits.watch(subject, isOff, 1)).toMatchObject({ power: "on" });
  await waits.ended(by("undefine", "test"));
  await waits.ended(by("destroy", "test"));
  expect(await waits.watch(subject, () => true, 1)).toBeNull();
  await caller.close();
});
