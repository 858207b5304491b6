import type { SoapProxy } from "../rigs/soap-proxy.js";
import type { Vcsim, VcsimOptions } from "../rigs/vcsim.js";
import { type SeenMachine, seenByGovc } from "./seen-by-govc.js";
import { VsphereSite } from "./vsphere-site.js";

/** A task as govc sees it. */
interface SeenTask {
  readonly key: string;
  readonly name: string;
  readonly state: string;
}

/** A site at which programs are killed. The tests of a file share it, and each takes machines that none has touched. */
export class KillScene {
  readonly #site: VsphereSite;
  readonly #fresh: SeenMachine[];

  private constructor(site: VsphereSite, machines: SeenMachine[]) {
    this.#site = site;
    this.#fresh = machines;
  }

  static async open(options: VcsimOptions): Promise<KillScene> {
    const site = await VsphereSite.start(options);
    return new KillScene(site, await site.machines());
  }

  get vcsim(): Vcsim {
    return this.#site.vcsim;
  }

  get proxy(): SoapProxy {
    return this.#site.proxy;
  }

  get endpoint(): string {
    return this.#site.endpoint;
  }

  /** A machine that no test has touched. */
  takeMachine(): SeenMachine {
    const machine = this.#fresh.shift();
    if (machine === undefined) throw new Error("the scene has no fresh machine left");
    return machine;
  }

  async machine(id: string): Promise<SeenMachine> {
    return await this.#site.machine(id);
  }

  async machines(): Promise<SeenMachine[]> {
    return await seenByGovc(this.vcsim);
  }

  /** The tasks of a machine, oldest first, as govc reads them one by one. */
  async tasksOf(id: string): Promise<SeenTask[]> {
    type Recent = { readonly _value: readonly { readonly value: string }[] | null };
    const recent = await this.#property<Recent>(`VirtualMachine:${id}`, "recentTask");
    const keys = (recent._value ?? []).map(({ value }) => value);
    return await Promise.all(keys.map((key) => this.#property<SeenTask>(`Task:${key}`, "info")));
  }

  /** Undoes what the test before asked of the server and the proxy, and ends the sessions it left. */
  async calm(): Promise<void> {
    await this.vcsim.endSessions();
    await this.proxy.restore();
    await this.#site.reset();
  }

  async close(): Promise<void> {
    await this.#site.stop();
  }

  async #property<T>(object: string, property: string): Promise<T> {
    const changes = await this.vcsim.govcJson(["object.collect", object, property]);
    return (changes as [{ readonly val: T }])[0].val;
  }
}
