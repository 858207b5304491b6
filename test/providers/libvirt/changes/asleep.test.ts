import { expect, test } from "vitest";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import { AtQemu } from "./at-qemu.js";

/** In place of the rig's own: it suspends itself to memory at once, and says when it has been woken up. */
const SLEEPER =
  'console=ttyS0 quiet rdinit=/bin/busybox -- sh -c "/bin/busybox mkdir -p /sys; /bin/busybox mount -t sysfs sys /sys; echo mem &gt; /sys/power/state; echo guest woke up; /bin/busybox sleep 600"';

onQemu("a guest that sleeps", () => {
  const at = AtQemu.inThisBlock();

  test("is shown as suspended, and a start wakes it up", async () => {
    const id = await at.guest("sleeper");
    const xml = await at.virsh("dumpxml", "sleeper", "--inactive");
    await at.host.define(
      xml
        .replaceAll("65536</", "98304</")
        .replace(/<cmdline>.*<\/cmdline>/, `<cmdline>${SLEEPER}</cmdline>`)
        .replace("<devices>", "<pm><suspend-to-mem enabled='yes'/></pm><devices>"),
    );
    await at.virsh("start", "sleeper");
    await at.pushes.until(id, { power: "suspended" });
    expect(await at.virsh("domstate", "sleeper")).toBe("pmsuspended");
    const { prepared, failed, seen } = await at.perform({ name: "StartVM" }, id);
    expect(prepared.before).toEqual({ name: "sleeper", power: "suspended" });
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ shown: true, after: { power: "on" } });
    await at.host.says("sleeper", "guest woke up");
    expect(await at.virsh("domstate", "sleeper")).toBe("running");
  });
});
