import { Inventory } from "#inventory/inventory.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import type { Libvirtd } from "../../../rigs/libvirtd.js";
import { Pushes } from "../../contract/pushes.js";
import { byTcp, openAt } from "../on-libvirtd.js";

const MACHINES = ["web", "db", "old"] as const;

/** `web` runs, `db` is off, `old` is paused; `new` is not there yet. */
export type Known = (typeof MACHINES)[number];

/** VIR_DOMAIN_UNDEFINE_MANAGED_SAVE and _SNAPSHOTS_METADATA. */
const WITH_ALL = (1 << 0) | (1 << 1);

/**
 * A few machines of the test driver's, beside those of others in the same world: made anew as often as one likes, always by the
 * same names and ids, and seen by virsh.
 */
export class SmallWorld {
  readonly #libvirtd: Libvirtd;
  readonly #keeper: RpcClient;
  readonly #number: number;

  /** @param number which of the small worlds: it is in their names and ids */
  constructor(libvirtd: Libvirtd, keeper: RpcClient, number: number) {
    this.#libvirtd = libvirtd;
    this.#keeper = keeper;
    this.#number = number;
  }

  name(machine: Known | "new"): string {
    return `w${this.#number}-${machine}`;
  }

  id(machine: Known): string {
    const end = (this.#number * 10 + MACHINES.indexOf(machine)).toString().padStart(12, "0");
    return `11111111-1111-4111-8111-${end}`;
  }

  /**
   * As it is at first, whatever it was before.
   *
   * @param snapshot whether `db` has the snapshot `one`, and other memory since
   */
  async make(snapshot = false): Promise<void> {
    const keeper = this.#keeper;
    const { domains } = await keeper.call(PROCEDURES.connectListAllDomains, { needResults: 1, flags: 0 });
    for (const dom of domains.filter(({ name }) => this.#isOurs(name))) {
      await keeper.call(PROCEDURES.domainDestroyFlags, { dom, flags: 0 }).catch(() => undefined);
      await keeper.call(PROCEDURES.domainUndefineFlags, { dom, flags: WITH_ALL });
    }
    const { pool } = await keeper.call(PROCEDURES.storagePoolLookupByName, { name: "default-pool" });
    const all = { pool, needResults: 1, flags: 0 };
    const { vols } = await keeper.call(PROCEDURES.storagePoolListAllVolumes, all);
    for (const vol of vols.filter(({ name }) => this.#isOurs(name)))
      await keeper.call(PROCEDURES.storageVolDelete, { vol, flags: 0 });
    for (const each of MACHINES) {
      const xml = volumeXml(this.name(each));
      await keeper.call(PROCEDURES.storageVolCreateXml, { pool, xml, flags: 0 });
      const { dom } = await keeper.call(PROCEDURES.domainDefineXmlFlags, {
        xml: machineXml(this.name(each), this.id(each)),
        flags: 0,
      });
      if (each !== "db") await keeper.call(PROCEDURES.domainCreateWithFlags, { dom, flags: 0 });
      if (each === "old") await this.#libvirtd.virsh("suspend", this.id(each));
    }
    if (!snapshot) return;
    await this.#libvirtd.virsh("snapshot-create-as", this.id("db"), "one");
    await this.#libvirtd.virsh("setmem", this.id("db"), "768MiB", "--config");
  }

  /** The places that there are, and the machines as they are at first. */
  async inventory(): Promise<Inventory> {
    const session = await openAt(byTcp({ port: this.#libvirtd.tcpPort }));
    const { objects } = await Pushes.from(session);
    await session.close();
    const inventory = new Inventory();
    inventory.apply([...objects.values()].map((object) => ({ change: "enter", object })));
    return inventory;
  }

  /** All that virsh shows of it, without the numbers of what runs. It goes on where a machine is not there. */
  async seen(): Promise<string> {
    const commands = [...MACHINES, "new" as const]
      .map((each) => this.name(each))
      .flatMap((name) => [
        `dominfo ${name}`,
        `dumpxml ${name} --inactive`,
        `vcpucount ${name}`,
        `snapshot-list ${name} --name`,
        `snapshot-current ${name} --name`,
      ]);
    const shown = await this.#libvirtd
      .virsh([...commands, "vol-list default-pool --details"].join("; "))
      .catch((error: unknown) => (error as { readonly stdout: string }).stdout);
    return (
      shown
        .split("\n")
        .filter((line) => !/^(CPU time|Security)/.test(line))
        // What comes before has no end of its line.
        .map((line) => line.replace(/Id: +\S+$/, "Id:"))
        .filter((line) => !/^ w\d+-/.test(line) || this.#isOurs(line.trim()))
        .map((line) => line.replace(/ {2,}/g, " "))
        .join("\n")
    );
  }

  #isOurs(name: string): boolean {
    return name.startsWith(`w${this.#number}-`);
  }
}

function machineXml(name: string, uuid: string): string {
  return `<domain type='test'><name>${name}</name><uuid>${uuid}</uuid><memory unit='MiB'>4096</memory>
  <currentMemory unit='MiB'>512</currentMemory><vcpu current='1'>4</vcpu><os><type>hvm</type></os><devices>
  <disk type='file' device='disk'><source file='/default-pool/${name}.raw'/><target dev='vda' bus='virtio'/></disk>
  </devices></domain>`;
}

function volumeXml(name: string): string {
  return `<volume><name>${name}.raw</name><capacity unit='MiB'>16</capacity><target><format type='raw'/></target></volume>`;
}
