import { openVsphere } from "#providers/vsphere/open.js";
import { NEEDED_PRIVILEGES } from "#providers/vsphere/rights/needed-privileges.js";
import { type SoapProxy, startSoapProxy } from "../../rigs/soap-proxy.js";
import { startVcsim, type Vcsim } from "../../rigs/vcsim.js";
import { onVcsim } from "../../stories/on-vcsim.js";
import { machineSeen, seenByGovc } from "../../stories/seen-by-govc.js";
import { hostByGovc, isThereForGovc, machineByGovc } from "./by-govc.js";
import type { ContractRig, OtherClient } from "./rig.js";
import { describeProvider } from "./suite.js";

/** govc, with a session of its own. */
function otherClient(vcsim: Vcsim): OtherClient {
  return {
    async read(id) {
      const { name, power, cpus, memoryMiB } = await machineSeen(vcsim, id);
      if (power === "unknown") throw new Error(`govc sees no power state of ${id}`);
      return { name, power, cpus, memoryMiB };
    },
    machine: (id, inventory) => machineByGovc(vcsim, id, inventory),
    host: (id) => hostByGovc(vcsim, id),
    isThere: (id) => isThereForGovc(vcsim, id),
    async setMemory(id, memoryMiB) {
      const { name } = await machineSeen(vcsim, id);
      await vcsim.govc(["vm.change", "-vm", name, "-m", String(memoryMiB)]);
    },
  };
}

const open = (mode: "vc" | "esx") => async (): Promise<ContractRig> => {
  const vcsim = await startVcsim({ mode, vms: 4, datastores: 2 });
  const proxy = await startSoapProxy(vcsim);
  try {
    return await rigOn(vcsim, proxy);
  } catch (error) {
    await proxy.close();
    await vcsim.stop();
    throw error;
  }
};

const logIn = (vcsim: Vcsim, { host, port }: { readonly host: string; readonly port: number }) =>
  openVsphere({
    endpoint: { platform: "vsphere", host, port, user: null, name: `vsphere://${host}:${port}` },
    credentials: { user: vcsim.user, password: vcsim.password },
    trust: { by: "thumbprint", sha256: vcsim.thumbprint.replaceAll(":", "").toLowerCase() },
    timeoutMs: 20_000,
  });

async function rigOn(vcsim: Vcsim, proxy: SoapProxy): Promise<ContractRig> {
  const [running, stopped, hotAdd, spare] = await seenByGovc(vcsim);
  if (!running || !stopped || !hotAdd || !spare) throw new Error("the rig has too few machines");
  await vcsim.govc(["vm.power", "-off", stopped.name, hotAdd.name, spare.name]);
  const hot = ["-cpu-hot-add-enabled=true", "-memory-hot-add-enabled=true"];
  await vcsim.govc(["vm.change", "-vm", hotAdd.name, ...hot]);
  await vcsim.govc(["vm.power", "-on", hotAdd.name]);
  // A single host has no templates.
  const template = vcsim.mode === "vc" ? spare : null;
  if (template !== null) await vcsim.govc(["vm.markastemplate", template.name]);
  if (vcsim.mode === "vc") await vcsim.govc(["folder.create", "/DC0/vm/other"]);
  const session = await logIn(vcsim, proxy);
  return {
    session,
    machines: {
      running: running.id,
      stopped: stopped.id,
      hotAdd: hotAdd.id,
      template: template?.id ?? null,
    },
    other: otherClient(vcsim),
    lacks: vcsim.mode === "vc" ? [] : ["CloneVM", "MoveVM"],
    cannot: { "deletes a machine and leaves its disks": "Destroy_Task deletes both" },
    async mayNotLog() {
      await vcsim.setPrivilege("Global.LogEvent", false);
      return session;
    },
    async mayNot(operation, id) {
      await vcsim.reset();
      const privileges = NEEDED_PRIVILEGES[operation]?.anyOf ?? [];
      for (const each of privileges) await vcsim.setPrivilege(each, false, id);
      return session;
    },
    async mayNotSeeSessions() {
      await vcsim.setPrivilege("Sessions.TerminateSession", false);
      return session;
    },
    logInAgain: () => logIn(vcsim, vcsim),
    cut: () => proxy.cut(),
    restore: () => proxy.restore(),
    async close() {
      await session.close();
      await proxy.close();
      await vcsim.stop();
    },
  };
}

onVcsim("vSphere", () => {
  // vSphere's reference says NotSupported for a template.
  describeProvider("vCenter", open("vc"), { templateStartFault: "InvalidState" });
  describeProvider("a single ESXi", open("esx"));
});
