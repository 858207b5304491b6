import { expect, test } from "vitest";
import { onXen } from "./on-xen.js";
import { startXenHost } from "./xen-host.js";

onXen("a Xen host of the tests' own", () => {
  test("a guest starts, and shuts down when it is asked to", async () => {
    await using host = await startXenHost();
    expect(await host.virsh("version")).toContain("Running hypervisor: Xen 4.17.0");
    expect(await host.ssh("xl list | wc -l")).toBe("2");
    await host.addGuest({ name: "pv-01" });
    await host.virsh("start", "pv-01");
    await expect.poll(() => host.ssh("xl list | grep -c pv-01")).toBe("1");
    // It hears once it has booted.
    await expect
      .poll(async () => {
        if ((await host.virsh("domstate", "pv-01")) === "running") await host.virsh("shutdown", "pv-01");
        return await host.virsh("domstate", "pv-01");
      })
      .toBe("shut off");
  });

  test("two are there at once, each knowing nothing of the other", async () => {
    await using one = await startXenHost();
    await using other = await startXenHost();
    await one.addGuest({ name: "pvh-01", kind: "pvh" });
    expect((await one.virsh("list", "--all", "--name")).split("\n")).toEqual(["Domain-0", "pvh-01"]);
    expect((await other.virsh("list", "--all", "--name")).split("\n")).toEqual(["Domain-0"]);
  });
});
