import { execFile } from "node:child_process";
import { constants, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { runVirsh } from "../virsh.js";
import { BOOTED } from "./boot-once.js";
import { buildXenImage } from "./build-image.js";
import { XenMachine } from "./xen-machine.js";

/** A guest that boots at once and shuts down when it is asked to. */
export interface XenGuest {
  readonly name: string;
  /** `pv`, or `pvh`. */
  readonly kind?: "pv" | "pvh";
  /** MiB, a raw volume of the pool `images`; 0, the default, for none: with one, dom0 runs a QEMU for it, which takes 15 s. */
  readonly disk?: number;
}

/** A Xen 4.17 with a Debian dom0 and its libvirtd, as it is when it has booted; all of it ends with it. */
export class XenHost {
  readonly #machine: XenMachine;
  readonly #place: string;
  readonly #image: string;

  constructor(machine: XenMachine, place: string, image: string) {
    this.#machine = machine;
    this.#place = place;
    this.#image = image;
  }

  /** `xen+tcp://127.0.0.1:port/system`. */
  get endpoint(): string {
    return this.#machine.endpoint;
  }

  get tcpPort(): number {
    return this.#machine.port;
  }

  /** Of dom0's sshd, for root with {@link identity}. */
  get sshPort(): number {
    return this.#machine.sshPort;
  }

  /** The file of root's private key. */
  get identity(): string {
    return join(this.#image, "id");
  }

  async virsh(...args: readonly string[]): Promise<string> {
    return await runVirsh(this.endpoint, args);
  }

  /** Runs a command in dom0, and returns what it prints. */
  async ssh(command: string): Promise<string> {
    const options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"];
    const args = [
      ...options.flatMap((option) => ["-o", option]),
      "-i",
      this.identity,
      "-p",
      String(this.sshPort),
    ];
    const { stdout } = await promisify(execFile)("ssh", [...args, "root@127.0.0.1", command]);
    return stdout.trim();
  }

  /** Defines a guest, shut off: one CPU of two, 128 MiB of 192. */
  async addGuest(guest: XenGuest): Promise<void> {
    if ((guest.disk ?? 0) > 0) {
      await this.virsh("vol-create-as", "images", `${guest.name}.raw`, `${guest.disk}MiB`, "--format", "raw");
    }
    const file = join(this.#place, `${guest.name}.xml`);
    writeFileSync(file, xenGuestXml(guest));
    await this.virsh("define", file);
  }

  /** Ends the host as a power failure would, and removes what was its own. */
  async stop(): Promise<void> {
    await this.#machine.stop();
    rmSync(this.#place, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/**
 * Starts a host from its booted state, in a second; what is done to it is gone with it. Its pool `images` is running.
 *
 * @throws Error when it cannot be built or does not start, with its words.
 */
export async function startXenHost(): Promise<XenHost> {
  const built = await buildXenImage();
  if ("missing" in built) throw new Error(built.missing);
  const place = mkdtempSync(join(tmpdir(), "shoseki-xen-"));
  try {
    await ownDisk(built.home, place);
    const host = new XenHost(await XenMachine.start(built.home, place, BOOTED), place, built.home);
    await host.virsh("pool-define-as", "images", "dir", "--target", "/var/lib/libvirt/images");
    await host.virsh("pool-start", "images");
    return host;
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
}

/** A copy of the booted disk, as the state is in it; what it stands on stays where it is. */
async function ownDisk(image: string, place: string): Promise<void> {
  const disk = join(place, "disk.qcow2");
  copyFileSync(join(image, "disk.qcow2"), disk, constants.COPYFILE_FICLONE);
  const base = join(image, "root.img");
  await promisify(execFile)("qemu-img", ["rebase", "-u", "-f", "qcow2", "-b", base, "-F", "raw", disk]);
}

/** The guest's domain XML. */
function xenGuestXml({ name, kind = "pv", disk = 0 }: XenGuest): string {
  const type = { pv: "machine='xenpv'>linux", pvh: "machine='xenpvh'>xenpvh" }[kind];
  const drive =
    disk === 0
      ? ""
      : `<disk type='file' device='disk'>
      <driver name='qemu' type='raw'/>
      <source file='/var/lib/libvirt/images/${name}.raw'/>
      <target dev='xvda' bus='xen'/>
    </disk>`;
  return `<domain type='xen'>
  <name>${name}</name>
  <memory unit='MiB'>192</memory>
  <currentMemory unit='MiB'>128</currentMemory>
  <vcpu current='1'>2</vcpu>
  <os>
    <type arch='x86_64' ${type}</type>
    <kernel>/srv/guest/vmlinux</kernel>
    <initrd>/srv/guest/initrd</initrd>
    <cmdline>console=hvc0 quiet mitigations=off</cmdline>
  </os>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    ${drive}
    <console type='pty'><target type='xen' port='0'/></console>
  </devices>
</domain>
`;
}
