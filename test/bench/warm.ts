import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { buildVcsim } from "../rigs/build-vcsim.js";
import { type SoapProxy, startSoapProxy } from "../rigs/soap-proxy.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "../terminal/console.js";
import { median } from "./statistics.js";

const run = promisify(execFile);

const WAYS = ["through a console", "cold", "govc cached"] as const;

type Way = (typeof WAYS)[number];

/** What each way works on: none waits for another. */
const MACHINES: Readonly<Record<Way, string>> = {
  "through a console": "DC0_H0_VM0",
  cold: "DC0_H0_VM1",
  "govc cached": "DC0_C0_RP0_VM0",
};

/** With so many milliseconds a call, this much faster than a login for each command, and faster than govc. */
const AIM = { delay: 50, thanCold: 3, thanGovc: 1 } as const;

const RUNS = 11;

/** Switches a machine on, or off. */
type Switch = (machine: string, on: boolean) => Promise<void>;

/**
 * A script's one command, a process each: `shoseki exec` through the session of a console that is open in a terminal, with a
 * login of its own, and govc with the session that an earlier one has left in its cache. Each switches a machine of its own on
 * or off, one after the other in turn; the delay is a proxy's.
 */
export async function benchWarm(print: (line: string) => void): Promise<void> {
  await using vcsim = await startVcsim({ mode: "vc", vms: 10, poweredOff: true });
  await using proxy = await startSoapProxy(vcsim);
  using home = new OperatorHome();
  const endpoint = vcsim.endpointAt(proxy.port);
  const secrets = { SHOSEKI_PASSWORD: vcsim.password };
  const trusted = ["--thumbprint", vcsim.thumbprint];
  await using terminal = openConsole(home, [endpoint, ...trusted], { env: secrets, patience: 60_000 });
  await terminal.see("read-write");
  const exec = async (args: readonly string[]) => {
    const { code, out, err } = await home.run(["exec", endpoint, ...args], { env: secrets });
    if (code !== 0) throw new Error(`${args.join(" ")}: ${code}\n${out}${err}`);
  };
  const govc = await govcThrough(proxy, vcsim, home);
  const ways: Readonly<Record<Way, Switch>> = {
    "through a console": (machine, on) => exec([`${on ? "start" : "stop"} ${machine}`]),
    cold: (machine, on) => exec([`${on ? "start" : "stop"} ${machine}`, ...trusted]),
    "govc cached": (machine, on) => govc(machine, on),
  };
  print(`One command switches a machine on or off: medians of ${RUNS} in ms, the process with it`);
  print(`Node's own start (node -e 0): ${(await nodeStart()).toFixed(1)} ms`);
  print(["delay a call", ...WAYS.map((way) => way.padStart(19)), "  cold/console  govc/console"].join(""));
  for (const delay of [0, 50]) {
    proxy.delay(delay);
    const medians = await measure(ways);
    const ratios = (["cold", "govc cached"] as const).map((way) => medians[way] / medians[WAYS[0]]);
    const figures = WAYS.map((way) => medians[way].toFixed(1).padStart(19));
    print(
      `${String(delay).padStart(12)}${figures.join("")}${ratios.map((each) => each.toFixed(2).padStart(14)).join("")}`,
    );
    const [thanCold = 0, thanGovc = 0] = ratios;
    if (delay === AIM.delay && (thanCold < AIM.thanCold || thanGovc <= AIM.thanGovc))
      print("Not as was aimed at.");
  }
  proxy.delay(0);
  expectWarm(home);
}

/** One of each in turn, and all of it again: a first time is not counted. */
async function measure(ways: Readonly<Record<Way, Switch>>): Promise<Record<Way, number>> {
  const samples: Record<Way, number[]> = { "through a console": [], cold: [], "govc cached": [] };
  // On and off again: an even number of times leaves the machines as they were.
  for (let turn = 0; turn < RUNS + 1; turn += 1) {
    for (const way of WAYS) {
      const begun = performance.now();
      await ways[way](MACHINES[way], turn % 2 === 0);
      if (turn > 0) samples[way].push(performance.now() - begun);
    }
  }
  return {
    "through a console": median(samples[WAYS[0]]),
    cold: median(samples.cold),
    "govc cached": median(samples["govc cached"]),
  };
}

async function govcThrough(proxy: SoapProxy, vcsim: Vcsim, home: OperatorHome): Promise<Switch> {
  const built = await buildVcsim();
  if ("missing" in built) throw new Error(built.missing);
  const env = {
    PATH: process.env.PATH,
    HOME: home.directory,
    GOVMOMI_HOME: home.directory,
    GOVC_URL: `https://${proxy.host}:${proxy.port}/sdk`,
    GOVC_USERNAME: vcsim.user,
    GOVC_PASSWORD: vcsim.password,
    GOVC_INSECURE: "true",
    GOVC_PERSIST_SESSION: "true",
  };
  await run(built.govc, ["about"], { env });
  return async (machine, on) => {
    await run(built.govc, ["vm.power", on ? "-on" : "-off", machine], { env });
  };
}

async function nodeStart(): Promise<number> {
  const samples: number[] = [];
  for (let turn = 0; turn < RUNS; turn += 1) {
    const begun = performance.now();
    await run(process.execPath, ["-e", "0"]);
    samples.push(performance.now() - begun);
  }
  return median(samples);
}

/** What went through the console has not logged in: it says who asked for it. */
function expectWarm(home: OperatorHome): void {
  const warm = home.entries().filter(({ phase, USR }) => phase === "outcome" && USR.via !== undefined);
  if (warm.length !== 2 * (RUNS + 1)) throw new Error(`${warm.length} commands went through the console`);
}
