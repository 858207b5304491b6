import { openVsphere } from "#providers/vsphere/open.js";
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
  try {
    return await rigOn(vcsim);
  } catch (error) {
    await vcsim.stop();
    throw error;
  }
};

async function rigOn(vcsim: Vcsim): Promise<ContractRig> {
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
  const { host, port } = vcsim;
  const session = await openVsphere({
    endpoint: { platform: "vsphere", host, port, user: null, name: `vsphere://${host}:${port}` },
    credentials: { user: vcsim.user, password: vcsim.password },
    trust: { by: "thumbprint", sha256: vcsim.thumbprint.replaceAll(":", "").toLowerCase() },
    timeoutMs: 20_000,
  });
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
    async mayNotLog() {
      await vcsim.setPrivilege("Global.LogEvent", false);
      return session;
    },
    async close() {
      await session.close();
      await vcsim.stop();
    },
  };
}

onVcsim("vSphere", () => {
  // vSphere's reference says NotSupported for a template.
  describeProvider("vCenter", open("vc"), { templateStartFault: "InvalidState" });
  describeProvider("a single ESXi", open("esx"));
});
