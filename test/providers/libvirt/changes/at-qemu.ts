import { afterAll, beforeAll } from "vitest";
import type { OperationRequest } from "#domain/command.js";
import type { FullMachine } from "#domain/full-machine.js";
import { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import { type QemuHost, startQemuHost } from "../../../rigs/qemu/qemu-host.js";
import { MUTATION } from "../../contract/act.js";
import { Pushes } from "../../contract/pushes.js";
import { openAt } from "../on-libvirtd.js";
import { target } from "../rpc/connecting.js";

/** Where the host has the pool `images`. */
export const IMAGES = "/var/lib/libvirt/images";

/** An operator at a host with QEMU. */
export class AtQemu {
  host!: QemuHost;
  session!: ProviderSession;
  pushes!: Pushes;

  /** Started before the tests of the block that this is called in, and ended after them. */
  static inThisBlock(): AtQemu {
    const at = new AtQemu();
    beforeAll(async () => {
      at.host = await startQemuHost();
      const endpoint = target({ driver: "qemu", path: "/system", query: { socket: at.host.socket } });
      at.session = await openAt(endpoint);
      at.pushes = await Pushes.from(at.session);
    });
    afterAll(async () => {
      await at.session?.close();
      await at.host?.stop();
    });
    return at;
  }

  virsh = (...args: readonly string[]): Promise<string> => this.host.virsh(...args);

  /** A guest that is off, or that runs without having booted; its id. */
  async guest(name: string, state: "off" | "on" = "off"): Promise<string> {
    await this.host.addGuest({ name, memory: 64 });
    const id = await this.virsh("domuuid", name);
    await this.pushes.until(id, { name });
    if (state === "on") {
      await this.virsh("start", name);
      await this.pushes.until(id, { power: "on" });
    }
    return id;
  }

  /** Has a machine that is off, or its next start, another disk. */
  async attach(name: string, file: string, ...options: readonly string[]): Promise<void> {
    const format = options.includes("--subdriver") ? [] : ["--subdriver", "qcow2"];
    await this.virsh("attach-disk", name, file, "vdb", "--config", ...format, ...options);
  }

  /** An operation as it is planned. */
  async plan(request: OperationRequest, id: string) {
    const inventory = new Inventory();
    inventory.apply([...this.pushes.objects.values()].map((object) => ({ change: "enter", object })));
    return await operationOf(request).prepare({ session: this.session, inventory }, id);
  }

  /** Plans, runs and settles an operation as the program does. */
  async perform(request: OperationRequest, id: string) {
    const prepared = await this.plan(request, id);
    if (prepared.refusal !== null) return { prepared, failed: null, seen: null };
    return { prepared, ...(await prepared.settle(await prepared.run(MUTATION), {})) };
  }

  async full(id: string): Promise<FullMachine> {
    return await this.session.read({ kind: "fullMachine", id });
  }
}
