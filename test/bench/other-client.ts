import type { EventEmitter } from "node:events";
import { once } from "node:events";
import { createRequire } from "node:module";

/** What node-vsphere-soap 0.0.2-5 offers; it has no types of its own. */
interface OtherClient extends EventEmitter {
  readonly serviceContent: { readonly propertyCollector: unknown; readonly rootFolder: unknown };
  runCommand(method: string, args: unknown): EventEmitter;
  close(): void;
}

type OtherModule = {
  readonly Client: new (
    host: string,
    user: string,
    password: string,
    checkCertificate: boolean,
  ) => OtherClient;
};

/**
 * One use of node-vsphere-soap, in a process of its own because a fault ends it: `login`, `calls` (CurrentTime), `read` (names of all
 * machines), `fault`. Its times are printed as JSON. What it writes to stderr may hold the password: nobody prints that.
 */
const [what = "", host = "", user = "", runs = "1"] = process.argv.slice(2);
const password = process.env.OTHER_PASSWORD ?? "";
const { Client } = createRequire(import.meta.url)("node-vsphere-soap") as OtherModule;
const instance = { attributes: { type: "ServiceInstance" }, $value: "ServiceInstance" };

const started = performance.now();
const client = new Client(host, user, password, false);
if (what === "wrong-password") client.on("error", () => undefined);
else await once(client, "ready");
const loginMs = performance.now() - started;

const call = (method: string, args: unknown) =>
  new Promise<unknown>((resolve, reject) => {
    const emitter = client.runCommand(method, args);
    emitter.once("result", resolve);
    emitter.once("error", reject);
  });

const begun = performance.now();
if (what === "calls") {
  for (let run = 0; run < Number(runs); run += 1) await call("CurrentTime", { _this: instance });
} else if (what === "read") {
  const { propertyCollector, rootFolder } = client.serviceContent;
  const traversal = (name: string, type: string, path: string, next: readonly string[]) => ({
    attributes: { "xsi:type": "TraversalSpec" },
    ...{ name, type, path, skip: false, selectSet: next.map((each) => ({ name: each })) },
  });
  await call("RetrievePropertiesEx", {
    _this: propertyCollector,
    specSet: {
      propSet: { type: "VirtualMachine", pathSet: ["name", "config.hardware.numCPU", "runtime.powerState"] },
      objectSet: {
        obj: rootFolder,
        skip: true,
        selectSet: [
          traversal("folder", "Folder", "childEntity", ["folder", "datacenter"]),
          traversal("datacenter", "Datacenter", "vmFolder", ["folder"]),
        ],
      },
    },
    options: { maxObjects: 100_000 },
  });
} else if (what === "fault") {
  const nowhere = { attributes: { type: "VirtualMachine" }, $value: "vm-nowhere" };
  await call("PowerOnVM_Task", { _this: nowhere }).catch(() => undefined);
}
if (what !== "wrong-password") {
  console.log(JSON.stringify({ loginMs, workMs: performance.now() - begun }));
  client.close();
}
