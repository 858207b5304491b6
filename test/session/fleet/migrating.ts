import type { Entry } from "#domain/entry.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { MigrationCapability, MigrationSpec } from "#providers/migration.js";
import type { Restraints } from "#session/restraints.js";
import { type FakeProvider, facts } from "../fake-provider.js";
import { UNRESTRAINED } from "../unrestrained.js";
import { Several } from "./several.js";

const HOST = "host-2";
const DISK = { label: "vda", place: "images/web.qcow2", source: {} };

/** Two servers of one host each, `kvm-a` and `kvm-b`, in one console. A machine, `web-01`, runs on the first. */
export class Migrating implements Disposable {
  readonly several = new Several();
  readonly sent: MigrationSpec[] = [];
  /** What the servers have, and what the first one does when it is asked to move the machine. */
  readonly at: Record<string, FullMachine | null> = { a: facts({ power: "on" }), b: null };
  onMigrate: () => void | Promise<void> = () => this.arrive();
  isBusy = false;

  static async begun(restraints: Record<string, Partial<Restraints>> = {}): Promise<Migrating> {
    const migrating = new Migrating();
    const { several } = migrating;
    several.prepare = (name, provider) => migrating.#provide(name, provider);
    for (const name of ["a", "b"])
      await several.add(name, "web-01", { restraints: { ...UNRESTRAINED, ...restraints[name] } });
    return migrating;
  }

  /** The newest server of an endpoint. */
  server(name: string): FakeProvider {
    return this.several.providers[name]!;
  }

  /** The machine is at the other one now. */
  arrive(changes: Partial<FullMachine> = {}): void {
    this.at.a = null;
    this.at.b = facts({ power: "on", host: HOST, ...changes });
  }

  /** The answer of the next move is lost, and its end is not heard. */
  lose(error: Error): void {
    this.server("a").twists.ended = error;
  }

  /** Every session is over: what was theirs is now for the next Login. */
  async leaves(): Promise<void> {
    const { fleet } = this.several;
    for (const link of [...fleet.links]) {
      await link.close();
      fleet.remove(link);
    }
  }

  async outcomeOf(line: string): Promise<Entry> {
    return (await this.several.does(line))[0]!;
  }

  /** What became of each move, in short: `outcome UNKNOWN NOWHERE`. */
  moves(): string[] {
    const said = this.several.entries().filter(({ OPR, phase }) => OPR === "MoveVM" && phase !== "intent");
    return said.map(({ phase, RST }) => [phase, RST!.status, RST!.code].filter(Boolean).join(" "));
  }

  #provide(name: string, provider: FakeProvider): void {
    const migration: MigrationCapability = {
      kind: "qemu",
      hostname: `kvm-${name[0]}`,
      uri: `qemu+ssh://kvm-${name[0]}/system`,
      copiesDisks: true,
      movesOff: true,
      departure: async () => ({ state: "on", disks: [DISK] }),
      lookForDisks: async () => [{ as: "made", place: DISK.place }],
      isBusy: async (_id, whileItRuns) => {
        if (whileItRuns === "wait") this.isBusy = false;
        return this.isBusy;
      },
      migrate: async (_id, spec, { operationId }) => {
        provider.operationIds.push(operationId);
        this.sent.push(spec);
        await this.onMigrate();
        return { id: "job-1" };
      },
    };
    // A server of one host has nowhere else to put a machine, and keeps no history.
    Object.assign(provider, { migration, relocation: undefined, history: undefined });
    Object.defineProperty(provider, "machine", { get: () => this.at[name[0]!] });
    const { feed } = provider.twists;
    provider.twists.feed = () => {
      if (typeof feed === "function") void feed();
      const { listeners } = provider;
      listeners!.onUpdates([{ change: "modify", id: HOST, facts: { name: `kvm-${name[0]}` } }]);
      if (this.at[name[0]!] === null) listeners!.onUpdates([{ change: "leave", id: "vm-42" }]);
    };
  }

  [Symbol.dispose](): void {
    this.several[Symbol.dispose]();
  }
}
