import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { keepCheckpoints } from "#journal/checkpointing.js";
import { Journal } from "#journal/journal.js";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { parse } from "#language/parse.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import type { ProviderSession } from "#providers/contract.js";
import { openVsphere } from "#providers/vsphere/open.js";
import { openSession } from "#session/open-session.js";
import { foundingEntry, tornEntry } from "#session/own-entries.js";
import type { Session } from "#session/session.js";
import { Trail } from "#session/trail.js";
import type { Vcsim } from "../rigs/vcsim.js";
import { UNRESTRAINED } from "../session/unrestrained.js";

/** The whole program below the command line: one session on a real journal, a command line at a time. */
export interface WarmSession {
  /** @throws when the outcome is not OK */
  run(line: string): Promise<void>;
  /** The same, as soon as the inventory has the target that another client has made. */
  runOnceSeen(line: string): Promise<void>;
  readonly session: Session;
  close(): Promise<void>;
}

/** What a session is opened on. */
interface WarmPlace {
  readonly platform: "vsphere" | "libvirt";
  /** As entries name the endpoint. */
  readonly endpoint: string;
  /** The hypervisor's login. */
  readonly user: string;
  connect(): Promise<ProviderSession>;
}

export async function openWarmSession(vcsim: Vcsim): Promise<WarmSession> {
  const { host, port, user, password, thumbprint } = vcsim;
  const sha256 = thumbprint.replaceAll(":", "").toLowerCase();
  const endpoint = { platform: "vsphere", host, port, user: null, name: "vsphere://bench" } as const;
  return await warmSession({
    platform: endpoint.platform,
    endpoint: endpoint.name,
    user,
    connect: () =>
      openVsphere({
        endpoint,
        credentials: { user, password },
        trust: { by: "thumbprint", sha256 },
        timeoutMs: 60_000,
      }),
  });
}

export async function warmSession({ platform, endpoint, user, connect }: WarmPlace): Promise<WarmSession> {
  const directory = mkdtempSync(join(tmpdir(), "shoseki-bench-"));
  const signer = signerOf(generatePrivateKey());
  const session = uuidv7();
  const who = { name: user, os: "bench", console: "bench", key: signer.fingerprint, session };
  const journal = Journal.open({
    directory,
    signer,
    founding: (key) => foundingEntry(who, { origin: "bench", public: key, identity: "bench" }),
    torn: (file) => tornEntry(who, file),
  });
  const circumstances = { ...who, endpoint, platform };
  const fail = (error: unknown) => {
    throw error;
  };
  const checkpoints = keepCheckpoints(journal, fail);
  const open = await openSession({
    name: "bench",
    restraints: UNRESTRAINED,
    journal,
    checkpoints,
    anchorPlaces: [],
    onProblem: fail,
    trail: new Trail(journal, circumstances, user),
    connect,
    explain: ({ problem }) => explain(problem, en).what,
    onEntry: () => undefined,
  });
  const operate = async (line: string) => {
    const command = parse(line);
    if (command?.kind !== "operation") throw new Error(`${line} is no operation`);
    const planning = { request: command.request, ask: line, yes: true };
    const [outcome] = await open.operate(command.target, planning, { report: () => undefined });
    return outcome?.RST;
  };
  const run = async (line: string) => {
    const result = await operate(line);
    if (result?.status !== "OK") throw new Error(`${line}: ${JSON.stringify(result)}`);
  };
  return {
    session: open,
    run,
    async runOnceSeen(line) {
      for (let tries = 0; tries < 200; tries += 1) {
        if ((await operate(line))?.code !== "TARGET_UNKNOWN") return;
        await pause(20);
      }
      throw new Error(`${line}: its target was never pushed`);
    },
    async close() {
      await open.logout();
      await checkpoints.close();
      journal.close();
      rmSync(directory, { recursive: true });
    },
  };
}
