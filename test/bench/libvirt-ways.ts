import type { ProviderSession } from "#providers/contract.js";
import { connectRpc } from "#providers/libvirt/rpc/connect-rpc.js";
import type { RpcClient } from "#providers/libvirt/rpc/rpc-client.js";
import { options } from "../providers/libvirt/rpc/connecting.js";
import { runVirsh } from "../rigs/virsh.js";
import { VirshShell } from "../rigs/virsh-shell.js";
import type { LibvirtAct } from "./libvirt-acts.js";
import { onSocket, openAt, openOperating } from "./libvirt-session.js";
import type { WarmSession } from "./warm-session.js";

export const LIBVIRT_WAYS = [
  "virsh, a process",
  "virsh stays",
  "... with evidence",
  "warm",
  "calls alone",
  "floor",
] as const;

type LibvirtWay = (typeof LIBVIRT_WAYS)[number];

/** Each way of working on a libvirtd, ready, with a machine of its own. */
export class LibvirtWays {
  readonly #uri: string;
  readonly #shell: VirshShell;
  readonly #warm: WarmSession;
  readonly #session: ProviderSession;
  readonly #client: RpcClient;
  readonly #ids: ReadonlyMap<LibvirtWay, string>;

  private constructor(
    uri: string,
    shell: VirshShell,
    warm: WarmSession,
    session: ProviderSession,
    client: RpcClient,
    ids: ReadonlyMap<LibvirtWay, string>,
  ) {
    this.#uri = uri;
    this.#shell = shell;
    this.#warm = warm;
    this.#session = session;
    this.#client = client;
    this.#ids = ids;
  }

  /**
   * @param socket where they work, which may be a proxy's
   * @param standing where what stands goes, the live inventory above all
   */
  static async open(driver: "qemu" | "test", socket: string, standing: string): Promise<LibvirtWays> {
    const uri = onSocket(driver, socket).name;
    const shell = await VirshShell.start(uri);
    const warm = await openOperating(onSocket(driver, socket), onSocket(driver, standing));
    const session = await openAt(onSocket(driver, socket));
    const client = await connectRpc(onSocket(driver, socket), options);
    const ids = new Map<LibvirtWay, string>();
    for (const way of LIBVIRT_WAYS) ids.set(way, await runVirsh(uri, ["domuuid", machineOf(way)]));
    return new LibvirtWays(uri, shell, warm, session, client, ids);
  }

  async perform(way: LibvirtWay, act: LibvirtAct, other: number): Promise<void> {
    const name = machineOf(way);
    const id = this.#ids.get(way) ?? "";
    const shows = `${act.shows} ${name}`;
    const acts: Readonly<Record<LibvirtWay, () => Promise<unknown>>> = {
      "virsh, a process": () => runVirsh(this.#uri, act.virsh(name, other).split(" ")),
      "virsh stays": () => this.#shell.run(act.virsh(name, other)),
      "... with evidence": async () => {
        for (const command of [shows, act.virsh(name, other), shows]) await this.#shell.run(command);
      },
      warm: () => this.#warm.run(act.line(`@${id}`, other)),
      "calls alone": () => act.calls(this.#session, id, other),
      floor: () => act.bare(this.#client, id, other),
    };
    await acts[way]();
  }

  async close(): Promise<void> {
    await this.#shell[Symbol.asyncDispose]();
    await this.#warm.close();
    await this.#session.close();
    await this.#client.close();
  }
}

/** The machine that a way has for itself. */
export function machineOf(way: LibvirtWay): string {
  return `bench-${LIBVIRT_WAYS.indexOf(way)}`;
}
