import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import type { RightsSubject } from "#providers/rights.js";
import { openVsphere } from "#providers/vsphere/open.js";
import { NEEDED_PRIVILEGES } from "#providers/vsphere/rights/needed-privileges.js";
import { startVcsim, type Vcsim } from "../../../rigs/vcsim.js";
import { onVcsim } from "../../../stories/on-vcsim.js";
import { seenByGovc } from "../../../stories/seen-by-govc.js";

const STOP = "VirtualMachine.Interact.PowerOff";
const MUTATION = { operationId: "op-1" };

async function sessionOn({ host, port, user, password, thumbprint }: Vcsim): Promise<ProviderSession> {
  return await openVsphere({
    endpoint: { platform: "vsphere", host, port, user: null, name: `vsphere://${host}:${port}` },
    credentials: { user, password },
    trust: { by: "thumbprint", sha256: thumbprint.replaceAll(":", "").toLowerCase() },
    timeoutMs: 20_000,
  });
}

onVcsim("rights on vCenter", () => {
  test("what is withheld on one machine is told of that one and refused on it, and no other", async () => {
    await using vcsim = await startVcsim({ vms: 5 });
    const session = await sessionOn(vcsim);
    const ids = (await seenByGovc(vcsim)).map(({ id }) => id);
    const [one = "", other = ""] = ids;
    await vcsim.setPrivilege(STOP, false, one);
    await vcsim.resetCalls();
    const missing = await session.rights!.missing(ids.map((id) => ({ kind: "machine", id })));
    expect(missing.size).toBe(ids.length);
    for (const id of ids)
      expect(missing.get(id), id).toEqual(id === one ? { StopVM: STOP, ShutdownGuest: STOP } : {});
    const asked = await vcsim.calls(({ method }) => method === "HasPrivilegeOnEntities");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ targetType: "AuthorizationManager" });

    await expect(session.power!.powerOff(one, MUTATION)).rejects.toMatchObject({
      problem: { facts: { fault: "NoPermission" } },
    });
    const subject = { kind: "machine", id: other } as const;
    const off = await session.power!.powerOff(other, MUTATION);
    expect(await session.settle(off, subject, ({ power }) => power === "off")).toMatchObject({
      failed: null,
    });
    expect(await session.read({ kind: "machine", id: one })).toMatchObject({ power: "on" });

    await vcsim.setPrivilege(STOP, true, one);
    expect((await session.rights!.missing([{ kind: "machine", id: one }])).get(one)).toEqual({});
    await session.close();
  });

  test("govc is told the same of every privilege that is looked at", async () => {
    await using vcsim = await startVcsim({ vms: 4 });
    const session = await sessionOn(vcsim);
    const [machine] = await seenByGovc(vcsim);
    const { host } = await session.read({ kind: "machine", id: machine!.id });
    const subjects: Record<RightsSubject["kind"], RightsSubject> = {
      machine: { kind: "machine", id: machine!.id },
      host: { kind: "host", id: host! },
    };
    for (const needed of Object.values(NEEDED_PRIVILEGES)) {
      if (needed === null) continue;
      for (const each of needed.anyOf) await vcsim.setPrivilege(each, false);
    }
    const missing = await session.rights!.missing([subjects.machine, subjects.host]);
    for (const [operation, needed] of Object.entries(NEEDED_PRIVILEGES)) {
      if (needed === null) continue;
      expect(missing.get(subjects[needed.on].id), operation).toHaveProperty(operation, needed.anyOf[0]);
    }
    await expect(vcsim.govc(["vm.power", "-off", machine!.name])).rejects.toThrow(/[Pp]ermission/);
    await session.close();
  });

  test("a server that does not know the method, or does not say, withholds nothing", async () => {
    await using vcsim = await startVcsim({ vms: 4 });
    const session = await sessionOn(vcsim);
    const [machine] = await seenByGovc(vcsim);
    const { id } = machine!;
    await vcsim.setPrivilege(STOP, false);
    const subject = { kind: "machine", id } as const;
    await vcsim.injectFault("HasPrivilegeOnEntities", { fault: "MethodNotFound" });
    expect(await session.rights!.missing([subject])).toEqual(new Map());
    await vcsim.setPrivilege("System.Read", false, id);
    expect(await session.rights!.missing([subject])).toEqual(new Map());
    await vcsim.setPrivilege("System.Read", true, id);
    expect((await session.rights!.missing([{ kind: "machine", id: "vm-0" }, subject])).get(id)).toEqual({
      StopVM: STOP,
      ShutdownGuest: STOP,
    });
    await session.close();
  });
});
