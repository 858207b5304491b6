import { Pool } from "undici";
import type { FullMachine } from "#domain/full-machine.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { ProviderSession } from "#providers/contract.js";
import type { TaskRef } from "#providers/mutation.js";
import type { SubjectKind } from "#providers/subject.js";
import { cloning } from "#providers/vsphere/calls/cloning.js";
import { hostPower } from "#providers/vsphere/calls/host-power.js";
import { lifecycle } from "#providers/vsphere/calls/lifecycle.js";
import { power } from "#providers/vsphere/calls/power.js";
import { reconfigure } from "#providers/vsphere/calls/reconfigure.js";
import { relocation } from "#providers/vsphere/calls/relocation.js";
import { rename } from "#providers/vsphere/calls/rename.js";
import { snapshots } from "#providers/vsphere/calls/snapshots.js";
import { filterArguments, objectsSpec, type PropertySpec } from "#providers/vsphere/property-collector.js";
import { envelope } from "#providers/vsphere/soap-envelope.js";
import { SUBJECTS } from "#providers/vsphere/subjects/subjects.js";
import { TASK_STATE } from "#providers/vsphere/tasks/task-properties.js";
import { type Moref, textElement } from "#providers/vsphere/xml-writer.js";
import type { Vcsim } from "../rigs/vcsim.js";

const COLLECTOR: Moref = { type: "PropertyCollector", id: "propertyCollector" };
const SESSIONS: Moref = { type: "SessionManager", id: "SessionManager" };

type Acts = Required<
  Pick<
    ProviderSession,
    "power" | "reconfigure" | "rename" | "lifecycle" | "cloning" | "relocation" | "snapshots" | "hostPower"
  >
>;

/** The calls of one operation: what is read before, the act, and what is read after it. */
export interface FloorOperation {
  readonly reads: SubjectKind;
  readonly id: string;
  /** Null for a call without a task. */
  act(floor: Floor, before: MachineFacts): Promise<TaskRef | null>;
  /**
   * `subject`: with its task, in one read, or alone where there is no task; `made` and `gone`: the task, and then what it
   * made or ended; `nothing`: what there is to know has been pushed.
   */
  readonly after: "subject" | "made" | "gone" | "nothing";
}

/** The same calls by bare undici on one kept connection: nothing is parsed, checked, signed or written. */
export class Floor {
  readonly acts: Acts;
  readonly #pool: Pool;
  #cookie = "";

  private constructor(vcsim: Vcsim) {
    this.#pool = new Pool(`https://${vcsim.host}:${vcsim.port}`, {
      connections: 1,
      pipelining: 1,
      allowH2: false,
      connect: { ca: vcsim.caPem },
    });
    const call = async (method: string, self: Moref, args: string): Promise<TaskRef> => ({
      id: />(task-\d+)</.exec(await this.post(method, self, args))?.[1] ?? "",
    });
    this.acts = {
      power: power(call),
      reconfigure: reconfigure(call),
      rename: rename(call),
      lifecycle: lifecycle(call),
      cloning: cloning(call),
      relocation: relocation(call),
      snapshots: snapshots(call),
      hostPower: hostPower(call),
    };
  }

  static async open(vcsim: Vcsim): Promise<Floor> {
    const floor = new Floor(vcsim);
    const credentials = textElement("userName", vcsim.user) + textElement("password", vcsim.password);
    await floor.post("Login", SESSIONS, credentials);
    return floor;
  }

  async post(method: string, self: Moref, args: string): Promise<string> {
    const { statusCode, headers, body } = await this.#pool.request({
      method: "POST",
      path: "/sdk",
      headers: {
        "content-type": "text/xml; charset=utf-8",
        soapaction: '"urn:vim25/8.0.3.0"',
        cookie: this.#cookie,
      },
      body: envelope(method, self, args),
    });
    const text = await body.text();
    if (statusCode !== 200 && !text.includes("ManagedObjectNotFound")) {
      throw new Error(`${method}: ${statusCode} ${text}`);
    }
    this.#cookie = String(headers["set-cookie"] ?? this.#cookie).split(";")[0] ?? "";
    return text;
  }

  async perform({ reads, id, act, after }: FloorOperation): Promise<void> {
    const { spec } = SUBJECTS[reads];
    const subject = { type: spec.type, id };
    const changeVersion = /changeVersion<\/name><val[^>]*>([^<]*)</.exec(
      await this.#read([[spec, subject]]),
    )?.[1];
    const before = { id, changeVersion: changeVersion ?? "" } as FullMachine;
    const task = await act(this, before);
    if (after === "nothing") return;
    if (task === null) {
      await this.#read([[spec, subject]]);
      return;
    }
    const ofTask = [TASK_STATE, { type: "Task", id: task.id }] as const;
    const ended = await this.#read(after === "subject" ? [ofTask, [spec, subject]] : [ofTask]);
    if (!ended.includes(">success<")) throw new Error(`the task has not ended well: ${ended}`);
    if (after === "subject") return;
    const made = /result<\/name><val[^>]*>([^<]*)</.exec(ended)?.[1] ?? id;
    await this.#read([[SUBJECTS.fullMachine.spec, { type: "VirtualMachine", id: made }]]);
  }

  async close(): Promise<void> {
    await this.post("Logout", SESSIONS, "");
    await this.#pool.destroy();
  }

  #read(objects: readonly (readonly [PropertySpec, Moref])[]): Promise<string> {
    const filter = objectsSpec(
      objects.map(([spec]) => spec),
      objects.map(([, moref]) => moref),
    );
    return this.post("RetrievePropertiesEx", COLLECTOR, filterArguments([filter]));
  }
}
