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
  /** MiB that it can be given while it runs; 192 where nothing is said. */
  readonly most?: number;
}

/** A place on a network of its own beside others. */
export interface XenLan {
  /** QEMU's options for it: `socket,listen=127.0.0.1:40001`. */
  readonly cable: string;
  /** What the host is called there. `xen-a`. */
  readonly name: string;
  readonly address: string;
  /** Lines of /etc/hosts. */
  readonly hosts: readonly string[];
}

/** A Xen 4.17 with a Debian dom0 and its libvirtd, as it is when it has booted; all of it ends with it. */
export class XenHost {
  #machine: XenMachine;
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

  /** Defines a guest, shut off: one CPU of two, 128 MiB. */
  async addGuest(guest: XenGuest): Promise<void> {
    if ((guest.disk ?? 0) > 0) {
      await this.virsh("vol-create-as", "images", `${guest.name}.raw`, `${guest.disk}MiB`, "--format", "raw");
    }
    const file = join(this.#place, `${guest.name}.xml`);
    writeFileSync(file, xenGuestXml(guest));
    await this.virsh("define", file);
  }

  /** Resolves when a running guest has booted: it hears that it is to shut down from then on, as its kernel says itself. */
  async isUp(name: string): Promise<void> {
    const flag = `/local/domain/$(xl domid ${name})/control/feature-poweroff`;
    for (const last = Date.now() + 120_000; ; ) {
      try {
        await this.ssh(`xenstore-exists ${flag}`);
        return;
      } catch (error) {
        if (Date.now() > last) throw error;
      }
    }
  }

  /** Keeps the host as it is now, its running guests too, for {@link goBackTo}; once since it was started. */
  async keepState(name: string): Promise<void> {
    await this.#machine.keepState(name);
  }

  /** The host is what it was when that state was kept, on other ports: what has been done to it since is gone. */
  async goBackTo(state: string): Promise<void> {
    await this.#machine.stop();
    this.#machine = await XenMachine.start(this.#image, this.#place, { state });
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
export async function startXenHost(lan?: XenLan): Promise<XenHost> {
  const built = await buildXenImage();
  if ("missing" in built) throw new Error(built.missing);
  const place = mkdtempSync(join(tmpdir(), "shoseki-xen-"));
  try {
    await ownDisk(built.home, place);
    const beginning = { state: BOOTED, ...(lan === undefined ? {} : { lan: lan.cable }) };
    const host = new XenHost(await XenMachine.start(built.home, place, beginning), place, built.home);
    if (lan !== undefined) await plugIn(host, lan);
    await host.virsh("pool-define-as", "images", "dir", "--target", "/var/lib/libvirt/images");
    await host.virsh("pool-start", "images");
    return host;
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
}

/** All hosts are of one booted state: what tells one from another is given to it here. */
async function plugIn(host: XenHost, { name, address, hosts }: XenLan): Promise<void> {
  const card = `52:54:00:${address
    .split(".")
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join(":")}`;
  await host.ssh(
    [
      `hostname ${name}`,
      `printf '%s\\n' ${hosts.map((line) => `'${line}'`).join(" ")} >>/etc/hosts`,
      `ip link set eth1 address ${card}`,
      `ip address add ${address}/24 dev eth1`,
      "ip link set eth1 up",
    ].join(" && "),
  );
}

/** A copy of the booted disk, as the state is in it; what it stands on stays where it is. */
async function ownDisk(image: string, place: string): Promise<void> {
  const disk = join(place, "disk.qcow2");
  copyFileSync(join(image, "disk.qcow2"), disk, constants.COPYFILE_FICLONE);
  const base = join(image, "root.img");
  await promisify(execFile)("qemu-img", ["rebase", "-u", "-f", "qcow2", "-b", base, "-F", "raw", disk]);
}

/** The guest's domain XML. */
function xenGuestXml({ name, kind = "pv", disk = 0, most = 192 }: XenGuest): string {
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
  <memory unit='MiB'>${most}</memory>
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
