import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { undoOf } from "#operations/undo.js";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import { AtQemu, IMAGES } from "./at-qemu.js";

onQemu("a machine that is there only as long as it runs", () => {
  const at = AtQemu.inThisBlock();

  const transient = async (name: string) => {
    const id = await at.guest(name, "on");
    await at.virsh("undefine", name);
    return id;
  };

  test("to stop it is to lose it, which the plan says and the entry has; nothing undoes that", async () => {
    const id = await transient("passing");
    const { prepared, failed, seen } = await at.perform({ name: "StopVM" }, id);
    expect(prepared.losses).toEqual([{ kind: "configuration" }]);
    expect(prepared.before).toEqual({ name: "passing", power: "on", transient: true });
    expect(prepared.wanted).toEqual({});
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ shown: true, after: {}, updates: [{ change: "leave", id }] });
    expect(await at.virsh("list", "--all", "--name")).not.toContain("passing");
    expect(await at.virsh("vol-list", "images")).toContain(`${IMAGES}/passing.qcow2`);
    const entry = { phase: "outcome", OPR: "StopVM", TGT: { id }, BEF: prepared.before, AFT: {} };
    expect(undoOf({ ...entry, RST: { status: "OK" } } as unknown as Entry, null)).toEqual({ why: "LOST" });
  });

  test("its guest that is asked to shut down is gone when it has, and that is not waited for any longer", async () => {
    await at.host.addGuest({ name: "obeying" });
    await at.host.boot("obeying");
    const id = await at.virsh("domuuid", "obeying");
    await at.virsh("undefine", "obeying");
    await at.pushes.until(id, { power: "on" });
    const { prepared, seen } = await at.perform({ name: "ShutdownGuest" }, id);
    expect(prepared.losses).toEqual([{ kind: "configuration" }]);
    expect(seen).toMatchObject({ shown: true, after: {} });
  });

  test("its memory is not kept: libvirt would refuse that, and so does the plan; once it is defined it is", async () => {
    const id = await transient("staying");
    expect((await at.plan({ name: "SuspendVM" }, id)).refusal).toEqual({
      code: "NOT_KEPT",
      facts: { name: "staying" },
    });
    await at.host.define(await at.virsh("dumpxml", "staying", "--inactive"));
    const kept = await at.plan({ name: "StopVM" }, id);
    expect(kept).toMatchObject({ losses: [], before: { name: "staying", power: "on" } });
    expect(kept.wanted).toEqual({ name: "staying", power: "off" });
    expect((await at.plan({ name: "SuspendVM" }, id)).refusal).toBeNull();
  });
});
