import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Entry } from "#domain/entry.js";
import type { ProxyAction } from "../rigs/proxy-action.js";
import type { ServerMutation } from "../rigs/vcsim-admin.js";
import { requestsIn, SecondPerson, writeApprovers } from "./second-person.js";
import { seenByGovc } from "./seen-by-govc.js";
import { OperatorHome, type Ran, type Running } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const EXAMPLES = new URL("../../examples/procedures/", import.meta.url);

/** What the examples' machines have not been called at first. */
const CLONE = "new-vm";

/** What a session has done beside its operations. */
const BESIDE: ReadonlySet<string> = new Set(["LogUserEvent", "TerminateSession"]);

export const TICKET = "CHG0012345";

/** A server of its own, fresh, and an operator there who runs a procedure of the examples. Two hosts in a cluster, and one alone. */
export class ProcedureSite {
  readonly site: VsphereSite;
  readonly home = new OperatorHome();
  readonly #names = new Map<string, string>();

  private constructor(site: VsphereSite) {
    this.site = site;
  }

  static async start(): Promise<ProcedureSite> {
    const here = new ProcedureSite(await VsphereSite.start({ vms: 6, hosts: 1, clusterHosts: 2 }));
    await here.state();
    await here.site.vcsim.resetCalls();
    return here;
  }

  /**
   * An example in the operator's directory, as it is but for its times to wait: what is never so is not waited for long. What
   * is so after a second, for as long as these stories say, is looked at for three.
   */
  write(name: string): string {
    const text = readFileSync(new URL(`${name}.yaml`, EXAMPLES), "utf8");
    const path = join(this.home.directory, `${name}.yaml`);
    writeFileSync(
      path,
      text.replaceAll(/within: (45m|90d)/gu, "within: 3s").replaceAll(/within: \d+[mh]/gu, "within: 1s"),
    );
    return basename(path);
  }

  /** `shoseki procedure WORD WHAT ENDPOINT ...` with all that the server asks for. */
  start(word: string, what: string, ...args: readonly string[]): Running {
    const { endpoint, vcsim } = this.site;
    return this.home.start(["procedure", word, what, endpoint, "--thumbprint", vcsim.thumbprint, ...args], {
      env: { SHOSEKI_PASSWORD: vcsim.password },
    });
  }

  async procedure(word: string, what: string, ...args: readonly string[]): Promise<Ran> {
    return await this.start(word, what, ...args).ended;
  }

  /** Runs an example without a console. */
  async run(name: string, given: readonly string[], ...args: readonly string[]): Promise<Ran> {
    const said = given.flatMap((each) => ["--param", each]);
    return await this.procedure("run", this.write(name), ...said, "--ticket", TICKET, "--yes", ...args);
  }

  /** Who approves here, with a key of the usual kind. */
  get bob(): SecondPerson {
    return new SecondPerson(this.home.directory, "bob@ws2");
  }

  /** The file of those who may approve, with {@link bob} in it. */
  get approvers(): string {
    return writeApprovers(this.home.directory, this.bob);
  }

  /** The files of the requests for an approval. */
  get requests(): readonly string[] {
    return requestsIn(this.home.directory);
  }

  /** The file of the newest request. */
  get newest(): string {
    const asked = this.home.entries().findLast(({ OPR }) => OPR === "RequestApproval");
    const text = JSON.stringify(asked?.AFT?.nonce);
    return this.requests.find((path) => readFileSync(path, "utf8").includes(text)) ?? "";
  }

  /** The run that the journal has. */
  get id(): string {
    return this.home.entries().find(({ OPR }) => OPR === "BeginRun")?.run?.id ?? "";
  }

  /** How the run has been left, each time. */
  get ends(): unknown[] {
    return this.home.entries().flatMap(({ OPR, AFT }) => (OPR === "EndRun" ? [AFT?.state] : []));
  }

  /** The entry of the first step, or of the first undoing, that has not gone as it should. */
  get failed(): Entry | undefined {
    return this.home.entries().find(({ OPR, RST }) => OPR === "EndStep" && RST?.status !== "OK");
  }

  /** What has become of the run's operations, those of its undoing aside: `copy OK`. */
  get operations(): string[] {
    return this.home
      .entries()
      .filter(({ phase, run }) => phase === "outcome" && run !== undefined && run.undo !== true)
      .map(({ run, RST }) => `${run?.step} ${RST?.status}`);
  }

  /** A run that has stopped is backed out of; one that was rolled back has been already. */
  async backOut(): Promise<void> {
    if (this.ends.at(-1) === "stopped") await this.procedure("back-out", this.id, "--yes");
  }

  /** Does this to the nth call of a method; those before it go their way. */
  atCall(method: string, nth: number, action: ProxyAction): void {
    if (nth > 1) this.site.proxy.on(method, { kind: "hook" }, { times: nth - 1 });
    this.site.proxy.on(method, action);
  }

  /** All there is, as the other client sees it. */
  async state(): Promise<string[]> {
    const read = await this.site.vcsim.govcJson(["host.info", "/DC0/host/*/*"]);
    const hosts = (read as { readonly hostSystems: readonly SeenHost[] }).hostSystems;
    const machines = await seenByGovc(this.site.vcsim);
    for (const { id, name } of machines) if (!this.#names.has(id)) this.#names.set(id, name);
    for (const { self, name } of hosts) this.#names.set(self.value, name);
    return [
      ...hosts.map(({ name, runtime }) =>
        [name, runtime.powerState, runtime.connectionState, runtime.inMaintenanceMode].join(" "),
      ),
      ...machines.map(({ name, power, cpus, memoryMiB, host }) =>
        [name, power, cpus, memoryMiB, this.#names.get(host)].join(" "),
      ),
    ].sort();
  }

  /** The calls of the operator's programs that change machines and hosts, in their order. */
  async sent(): Promise<ServerMutation[]> {
    const mutations = await this.site.vcsim.mutations();
    return mutations.filter(({ method, userAgent }) => !BESIDE.has(method) && !userAgent.startsWith("govc"));
  }

  /** What the operator's programs have had changed at the server, in its order: `PowerOffVM_Task DC0_H0_VM0 success`. */
  async deeds(): Promise<string[]> {
    return (await this.sent()).map(
      ({ method, target, state }) => `${method} ${this.#names.get(target) ?? CLONE} ${state}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.site.stop();
    this.home[Symbol.dispose]();
  }
}

interface SeenHost {
  readonly self: { readonly value: string };
  readonly name: string;
  readonly runtime: {
    readonly powerState: string;
    readonly connectionState: string;
    readonly inMaintenanceMode: boolean;
  };
}
