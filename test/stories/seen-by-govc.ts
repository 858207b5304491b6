import type { PowerState } from "#domain/virtual-machine.js";
import type { Vcsim } from "../rigs/vcsim.js";

/** A virtual machine as govc, the other client, reads it from the server. */
export interface SeenMachine {
  readonly id: string;
  readonly uuid: string;
  readonly name: string;
  readonly power: PowerState;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** The id of the host it is registered on. */
  readonly host: string;
}

interface Reported {
  readonly self: { readonly value: string };
  readonly name: string;
  readonly runtime: { readonly powerState: string; readonly host: { readonly value: string } };
  readonly config: {
    readonly instanceUuid: string;
    readonly hardware: { readonly numCPU: number; readonly memoryMB: number };
  };
}

const POWER: Readonly<Record<string, PowerState>> = {
  poweredOn: "on",
  poweredOff: "off",
  suspended: "suspended",
};

/** Every machine of the server, in the order of its names. */
export async function seenByGovc(vcsim: Vcsim, pattern = "/*/vm/*"): Promise<SeenMachine[]> {
  const { virtualMachines } = (await vcsim.govcJson(["vm.info", pattern])) as {
    virtualMachines: readonly Reported[] | null;
  };
  return (virtualMachines ?? []).map(seen).sort((one, other) => one.name.localeCompare(other.name));
}

/** The machine of this id, whatever it is called now. */
export async function machineSeen(vcsim: Vcsim, id: string): Promise<SeenMachine> {
  const read = await vcsim.govcJson(["object.collect", `VirtualMachine:${id}`, "name", "runtime", "config"]);
  const facts = (read as { name: string; val: unknown }[]).map(({ name, val }) => [name, val] as const);
  return seen({ self: { value: id }, ...Object.fromEntries(facts) } as Reported);
}

function seen({ self, name, runtime, config }: Reported): SeenMachine {
  return {
    id: self.value,
    uuid: config.instanceUuid,
    name,
    power: POWER[runtime.powerState] ?? "unknown",
    cpus: config.hardware.numCPU,
    memoryMiB: config.hardware.memoryMB,
    host: runtime.host.value,
  };
}
