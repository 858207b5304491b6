import { Pool } from "undici";
import { retrieveArguments } from "#providers/vsphere/property-collector.js";
import { envelope } from "#providers/vsphere/soap-envelope.js";
import { MACHINE_FACTS } from "#providers/vsphere/subjects/machine-properties.js";
import { TASK_STATE } from "#providers/vsphere/tasks/task-properties.js";
import { element, type Moref, textElement } from "#providers/vsphere/xml-writer.js";
import type { Vcsim } from "../rigs/vcsim.js";

const COLLECTOR: Moref = { type: "PropertyCollector", id: "propertyCollector" };
const SESSIONS: Moref = { type: "SessionManager", id: "SessionManager" };

/** The same three calls as a warm ModifyMemory, by bare undici: nothing is parsed, checked, signed or written. */
export interface Floor {
  modifyMemory(machine: string, memoryMiB: number): Promise<void>;
  close(): Promise<void>;
}

export async function openFloor(vcsim: Vcsim): Promise<Floor> {
  const pool = new Pool(`https://${vcsim.host}:${vcsim.port}`, {
    connections: 1,
    pipelining: 1,
    allowH2: false,
    connect: { ca: vcsim.caPem },
  });
  let cookie = "";
  const post = async (method: string, self: Moref, args: string): Promise<string> => {
    const { statusCode, headers, body } = await pool.request({
      method: "POST",
      path: "/sdk",
      headers: { "content-type": "text/xml; charset=utf-8", soapaction: '"urn:vim25/8.0.3.0"', cookie },
      body: envelope(method, self, args),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${method}: ${statusCode} ${text}`);
    cookie = String(headers["set-cookie"] ?? cookie).split(";")[0] ?? "";
    return text;
  };
  await post(
    "Login",
    SESSIONS,
    textElement("userName", vcsim.user) + textElement("password", vcsim.password),
  );
  return {
    async modifyMemory(id, memoryMiB) {
      const machine: Moref = { type: "VirtualMachine", id };
      const before = await post(
        "RetrievePropertiesEx",
        COLLECTOR,
        retrieveArguments([MACHINE_FACTS], [machine]),
      );
      const changeVersion = /changeVersion<\/name><val[^>]*>([^<]*)</.exec(before)?.[1] ?? "";
      const spec = textElement("changeVersion", changeVersion) + textElement("memoryMB", memoryMiB);
      const started = await post("ReconfigVM_Task", machine, element("spec", spec));
      const task: Moref = { type: "Task", id: />(task-\d+)</.exec(started)?.[1] ?? "" };
      const after = await post(
        "RetrievePropertiesEx",
        COLLECTOR,
        retrieveArguments([TASK_STATE, MACHINE_FACTS], [task, machine]),
      );
      if (!after.includes(">success<")) throw new Error(`the task has not ended: ${after}`);
    },
    async close() {
      await post("Logout", SESSIONS, "");
      await pool.destroy();
    },
  };
}
