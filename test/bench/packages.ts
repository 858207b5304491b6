import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { filterArguments, viewSpec } from "#providers/vsphere/property-collector.js";
import { Transport } from "#providers/vsphere/transport.js";
import { trustedConnector } from "#providers/vsphere/trust.js";
import { VimClient } from "#providers/vsphere/vim-client.js";
import { morefOf, need } from "#providers/vsphere/xml-reader.js";
import { morefElement, textElement } from "#providers/vsphere/xml-writer.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { median } from "./statistics.js";

const MACHINES = 1_000;
const CALLS = 200;
const RUNS = 5;
const OTHER = fileURLToPath(new URL("other-client.ts", import.meta.url));

interface Times {
  readonly loginMs: number;
  readonly workMs: number;
}

/**
 * The dependency decision: node-vsphere-soap, with `soap` and `lodash` of today, beside our client on the same rig. Each use
 * of it is a process, as a fault ends it; the time that the process takes to start is not counted.
 */
export async function benchPackages(print: (line: string) => void): Promise<void> {
  await using vcsim = await startVcsim({ mode: "vc", vms: MACHINES, poweredOff: true });
  const ours = { login: [] as number[], call: [] as number[], read: [] as number[] };
  const other = { login: [] as number[], call: [] as number[], read: [] as number[] };
  for (let run = 0; run < RUNS; run += 1) {
    const times = await ourTimes(vcsim);
    ours.login.push(times.loginMs);
    ours.call.push(times.callMs);
    ours.read.push(times.readMs);
    const calls = await otherTimes(vcsim, "calls");
    other.login.push(calls.loginMs);
    other.call.push(calls.workMs / CALLS);
    other.read.push((await otherTimes(vcsim, "read")).workMs);
  }
  const row = (what: string, ms: (of: typeof ours) => number[]) => {
    const [mine, theirs] = [median(ms(ours)), median(ms(other))];
    print(
      `${what.padEnd(42)}${mine.toFixed(2).padStart(9)}${theirs.toFixed(2).padStart(22)}${(theirs / mine).toFixed(2).padStart(8)}`,
    );
  };
  print(`medians of ${RUNS} in ms                              ours     node-vsphere-soap   ratio`);
  row("login", ({ login }) => login);
  row(`a call (CurrentTime, ${CALLS} in a row)`, ({ call }) => call);
  row(`${MACHINES} machines, three properties`, ({ read }) => read);
  for (const [what, described] of [
    ["fault", "a SOAP fault"],
    ["wrong-password", "a wrong password"],
  ] as const) {
    const { code, said } = await otherProcess(vcsim, what);
    const secret = what === "wrong-password" ? WRONG : "vmware_soap_session";
    print(
      `${described}: its process ends with exit code ${code}, ${(said.length / 1024).toFixed(0)} KiB on stderr, ` +
        `${said.includes(secret) ? "with" : "without"} the ${what === "wrong-password" ? "password" : "session cookie"}`,
    );
  }
  print("ours: the fault is a ShosekiError (SERVER_FAULT, LOGIN_REFUSED), and the process goes on");
}

async function ourTimes(vcsim: Vcsim): Promise<{ loginMs: number; callMs: number; readMs: number }> {
  const sha256 = vcsim.thumbprint.replaceAll(":", "").toLowerCase();
  const started = performance.now();
  const connector = await trustedConnector("vsphere://bench", { by: "thumbprint", sha256 }, 60_000);
  const transport = new Transport(`https://${vcsim.host}:${vcsim.port}`, connector, 1);
  const client = new VimClient(transport, 60_000);
  const sessions = { type: "SessionManager", id: "SessionManager" };
  const credentials = textElement("userName", vcsim.user) + textElement("password", vcsim.password);
  await client.call("Login", sessions, credentials);
  const loginMs = performance.now() - started;

  const begun = performance.now();
  for (let run = 0; run < CALLS; run += 1) {
    await client.call("CurrentTime", { type: "ServiceInstance", id: "ServiceInstance" }, "");
  }
  const callMs = (performance.now() - begun) / CALLS;

  const reading = performance.now();
  const everything =
    morefElement("container", { type: "Folder", id: "group-d1" }) +
    textElement("type", "VirtualMachine") +
    textElement("recursive", true);
  const made = await client.call(
    "CreateContainerView",
    { type: "ViewManager", id: "ViewManager" },
    everything,
  );
  const specs = [{ type: "VirtualMachine", paths: ["name", "config.hardware.numCPU", "runtime.powerState"] }];
  const filter = viewSpec(specs, morefOf(need(made, "returnval")));
  const collector = { type: "PropertyCollector", id: "propertyCollector" };
  await client.call("RetrievePropertiesEx", collector, filterArguments([filter]));
  const readMs = performance.now() - reading;
  await client.call("Logout", sessions, "");
  connector.abandon();
  await transport.close();
  return { loginMs, callMs, readMs };
}

const WRONG = "wrong-but-secret-1";

async function otherTimes(vcsim: Vcsim, what: "calls" | "read"): Promise<Times> {
  const { out, code } = await otherProcess(vcsim, what);
  if (code !== 0) throw new Error(`node-vsphere-soap ended with ${code}`);
  return JSON.parse(out) as Times;
}

/** @returns what it wrote to stderr as `said`: never to be printed, as it may hold secrets. */
async function otherProcess(vcsim: Vcsim, what: string) {
  const args = ["--import", "tsx", OTHER, what, `${vcsim.host}:${vcsim.port}`, vcsim.user, String(CALLS)];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, OTHER_PASSWORD: what === "wrong-password" ? WRONG : vcsim.password },
  });
  let [out, said] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, said };
}
