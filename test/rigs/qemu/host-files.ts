import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What `host.sh` binds over the system's own places, and what it puts there. */
const PLACES = ["etc", "lib", "cache", "log", "run", "dev", "lib/images", "log/consoles"];

export interface HostSettings {
  readonly name: string;
  readonly uuid: string;
  /** Where it listens for TCP. */
  readonly address: string;
  readonly port: number;
  /** The address it names to those that send guests here; libvirt refuses one of the machine itself. */
  readonly migrationAddress?: string;
  /** Lines of /etc/hosts. */
  readonly hosts: readonly string[];
  readonly kvm: boolean;
}

/** Makes a host's directory, its libvirtd's configuration in it. */
export function makeHostFiles(settings: HostSettings): string {
  const directory = mkdtempSync(join(tmpdir(), "shoseki-qemu-"));
  for (const place of PLACES) mkdirSync(join(directory, place));
  const file = (name: string, lines: readonly string[]) =>
    writeFileSync(join(directory, name), `${lines.join("\n")}\n`);
  file("name", [settings.name]);
  file("hosts", ["127.0.0.1 localhost", ...settings.hosts]);
  file("devices", settings.kvm ? ["kvm"] : []);
  file("etc/libvirtd.conf", [
    "listen_tls = 0",
    "listen_tcp = 1",
    `listen_addr = "${settings.address}"`,
    `tcp_port = "${settings.port}"`,
    'auth_tcp = "none"',
    'auth_unix_rw = "none"',
    // Else it is the machine's, and two hosts on it are one.
    `host_uuid = "${settings.uuid}"`,
    'log_outputs = "2:file:/var/log/libvirt/libvirtd.log"',
  ]);
  file("etc/qemu.conf", [
    'user = "root"',
    'group = "root"',
    "dynamic_ownership = 0",
    "remember_owner = 0",
    'security_driver = "none"',
    "namespaces = []",
    "cgroup_controllers = []",
    ...(settings.migrationAddress === undefined ? [] : [`migration_host = "${settings.migrationAddress}"`]),
  ]);
  return directory;
}
