import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Entry } from "#domain/entry.js";
import { type SoapProxy, startSoapProxy } from "../rigs/soap-proxy.js";
import { startVcsim, type Vcsim, type VcsimOptions } from "../rigs/vcsim.js";
import { machineSeen, type SeenMachine, seenByGovc } from "./seen-by-govc.js";
import { jsonLines, type OperatorHome, type Ran, type Running, type RunOptions } from "./shoseki.js";

/** A vSphere server, the counting proxy before it, and how an operator asks for a session on them. */
export class VsphereSite {
  readonly vcsim: Vcsim;
  readonly proxy: SoapProxy;

  private constructor(vcsim: Vcsim, proxy: SoapProxy) {
    this.vcsim = vcsim;
    this.proxy = proxy;
  }

  static async start(options: VcsimOptions = {}): Promise<VsphereSite> {
    const vcsim = await startVcsim(options);
    return new VsphereSite(vcsim, await startSoapProxy(vcsim));
  }

  /** Through the proxy, with the user. */
  get endpoint(): string {
    return this.vcsim.endpointAt(this.proxy.port);
  }

  /** The endpoint as entries name it. */
  get endpointName(): string {
    return `vsphere://${this.proxy.host}:${this.proxy.port}`;
  }

  /** Everything that a test asked of proxy and server is forgotten. */
  async reset(): Promise<void> {
    this.proxy.reset();
    await this.vcsim.reset();
    this.proxy.resetCalls();
    await this.vcsim.resetCalls();
  }

  /** `shoseki exec` by an operator who has pinned the certificate and knows the password. */
  begin(home: OperatorHome, args: readonly string[], options: RunOptions = {}): Running {
    const { env = {}, ...rest } = options;
    return home.start(["exec", this.endpoint, ...args, "--thumbprint", this.vcsim.thumbprint], {
      env: { SHOSEKI_PASSWORD: this.vcsim.password, ...env },
      ...rest,
    });
  }

  /** The same, to its end, which is {@link expectHonest}. */
  async exec(home: OperatorHome, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return expectHonest(home, await this.begin(home, args, options).ended, this.vcsim.password);
  }

  /** The same with `--json`: the objects it printed. */
  async execJson<T = Entry>(home: OperatorHome, args: readonly string[]): Promise<T[]> {
    return jsonLines<T>((await this.exec(home, [...args, "--json"])).out);
  }

  machines(): Promise<SeenMachine[]> {
    return seenByGovc(this.vcsim);
  }

  machine(id: string): Promise<SeenMachine> {
    return machineSeen(this.vcsim, id);
  }

  /** The methods that came to the proxy since the last reset, but for the standing wait. */
  methods(): string[] {
    return this.proxy.calls().flatMap(({ method }) => (method === "WaitForUpdatesEx" ? [] : [method]));
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.vcsim.stop();
  }
}

/** Whatever happened: no stack trace, and the password is in no output and in no file of the operator's. */
export function expectHonest(home: OperatorHome, ran: Ran, password: string): Ran {
  expect(ran.err).not.toMatch(/^\s*at .*(\(.*:\d+:\d+\)|:\d+:\d+)$/m);
  expect(ran.signal).toBeNull();
  expect(ran.out + ran.err).not.toContain(password);
  expect(filesHolding(home.directory, password)).toEqual([]);
  return ran;
}

function filesHolding(directory: string, text: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => readFileSync(path).includes(text));
}
