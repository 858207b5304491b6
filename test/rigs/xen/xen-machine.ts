import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../free-port.js";
import { runVirsh } from "../virsh.js";

/** How a machine is to begin. */
interface Beginning {
  /** The snapshot of the disk to begin with; without it the machine boots, which takes a minute. */
  readonly state?: string;
  /** QEMU's options for its second network, where there is to be anything in that: `socket,listen=127.0.0.1:40001`. */
  readonly lan?: string;
}

/** The machine that Xen runs on: a QEMU without any help of the processor, so that it runs wherever QEMU does. */
export class XenMachine {
  /** libvirtd's port on 127.0.0.1. */
  readonly port: number;
  /** sshd's. */
  readonly sshPort: number;
  readonly #child: ChildProcess;
  #said = "";

  private constructor(child: ChildProcess, port: number, sshPort: number) {
    this.#child = child;
    this.port = port;
    this.sshPort = sshPort;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#said = (this.#said + text).slice(-8_192);
    });
  }

  /**
   * Resolves when its libvirtd answers; it ends with this process.
   *
   * @param image where xen, vmlinuz and initrd.img are
   * @param place where disk.qcow2 is, and the console's text comes to be
   */
  static async start(image: string, place: string, { state, lan }: Beginning = {}): Promise<XenMachine> {
    const [port, sshPort] = [await freePort(), await freePort()];
    const args = [
      ...qemuArguments({ image, place, port, sshPort, lan }),
      ...(state === undefined ? [] : ["-loadvm", state]),
    ];
    const child = spawn("setpriv", ["--pdeathsig", "KILL", "qemu-system-x86_64", ...args], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    const machine = new XenMachine(child, port, sshPort);
    try {
      await machine.#answers(place);
    } catch (error) {
      await machine.stop();
      throw error;
    }
    return machine;
  }

  /** `xen+tcp://127.0.0.1:port/system`. */
  get endpoint(): string {
    return `xen+tcp://127.0.0.1:${this.port}/system`;
  }

  /** Keeps the state of the running machine as a snapshot of the disk. */
  async keepState(name: string): Promise<void> {
    const { stdin, stdout } = this.#child;
    stdin?.write(`savevm ${name}\ninfo snapshots\n`);
    let said = "";
    for await (const text of stdout?.setEncoding("utf8") ?? []) {
      said += text;
      if (said.includes("Error")) throw new Error(said);
      // The list of snapshots, once the command before it is done.
      if (new RegExp(`^\\S+\\s+${name}\\s`, "m").test(said)) return;
    }
    throw new Error(`QEMU ended: ${this.#said}`);
  }

  /** Ends it as a power failure would. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  /** QEMU takes connections for it from the beginning: so libvirtd itself is asked. */
  async #answers(place: string): Promise<void> {
    for (const last = Date.now() + 300_000; ; ) {
      try {
        await runVirsh(this.endpoint, ["version"], 15_000);
        return;
      } catch (error) {
        const ended = this.#child.exitCode !== null || this.#child.signalCode !== null;
        if (ended) throw new Error(`QEMU ended: ${this.#said}`);
        if (Date.now() > last) throw new Error(`${String(error)}\n${consoleOf(place)}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }
}

function consoleOf(place: string): string {
  return readFileSync(join(place, "console.log"), "latin1").slice(-4_000);
}

interface Places {
  readonly image: string;
  readonly place: string;
  readonly port: number;
  readonly sshPort: number;
  readonly lan?: string | undefined;
}

/**
 * QEMU emulates AMD's SVM, so PV, PVH and HVM guests run. Without SMAP and SMEP, as the PV dom0 crashes at its first fault with
 * them; without RDTSCP, as PVH and HVM guests do (QEMU 7.2). Xen is to change all of a processor's registers at once: where it leaves those of
 * floating point for later, as it does for AMD's, one domain gets what is another's, and programs in dom0 die of it.
 */
function qemuArguments({ image, place, port, sshPort, lan = "user,restrict=on" }: Places): readonly string[] {
  const forwards = `hostfwd=tcp:127.0.0.1:${port}-:16509,hostfwd=tcp:127.0.0.1:${sshPort}-:22`;
  const xen =
    "dom0_mem=1024M,max:1024M dom0_max_vcpus=2 bootscrub=0 spec-ctrl=eager-fpu console=com1 com1=115200,8n1";
  return [
    ...["-accel", "tcg,thread=multi", "-machine", "pc", "-cpu", "max,-smap,-smep,-rdtscp"],
    ...["-smp", "2", "-m", "2560", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"],
    ...["-kernel", join(image, "xen"), "-append", xen],
    "-initrd",
    `${join(image, "vmlinuz")} console=hvc0 root=/dev/vda rw net.ifnames=0 mitigations=off,${join(image, "initrd.img")}`,
    ...["-drive", `if=none,id=disk,file=${join(place, "disk.qcow2")},format=qcow2,cache=unsafe`],
    ...["-device", "virtio-blk-pci,drive=disk"],
    ...["-netdev", `user,id=net,restrict=on,${forwards}`, "-device", "virtio-net-pci,netdev=net"],
    ...["-netdev", `${lan},id=lan`, "-device", "virtio-net-pci,netdev=lan"],
    ...["-serial", `file:${join(place, "console.log")}`],
    ...["-monitor", "stdio"],
  ];
}

/** What a state is only good for, beside its image. */
export const MACHINE = qemuArguments({ image: "", place: "", port: 0, sshPort: 0 }).join(" ");
