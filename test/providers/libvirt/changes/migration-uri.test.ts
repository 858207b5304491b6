import { expect, test } from "vitest";
import { migrationUri } from "#providers/libvirt/changes/migration-uri.js";
import type { RpcTarget } from "#providers/libvirt/rpc/target.js";
import { target } from "../rpc/connecting.js";

test.each<[string, Partial<RpcTarget>, string]>([
  [
    "ssh, as the same user and by the same port; no key, whose path is one here",
    { transport: "ssh", user: "root", host: "kvm-b.example", port: 2222, query: { keyfile: "/home/me/id" } },
    "qemu+ssh://root@kvm-b.example:2222/system",
  ],
  ["ssh, as whom its configuration says", { transport: "ssh", host: "kvm-b" }, "qemu+ssh://kvm-b/system"],
  ["TLS", { transport: "tls", host: "kvm-b", port: 16514 }, "qemu+tls://kvm-b:16514/system"],
  ["an address", { transport: "tcp", host: "2001:db8::1" }, "qemu+tcp://[2001:db8::1]/system"],
  [
    "a tunnel's end is here, and its port no port of the host's",
    { transport: "tcp", host: "127.0.0.1", port: 40_000 },
    "qemu+tcp://kvm-b.lan/system",
  ],
  ["this machine", { transport: "ssh", user: "root", host: "localhost" }, "qemu+ssh://root@kvm-b.lan/system"],
  [
    "a socket: libvirt's usual way, which is TLS",
    { transport: "unix", query: { socket: "/run/x" } },
    "qemu://kvm-b.lan/system",
  ],
  ["Xen", { driver: "xen", transport: "ssh", host: "xen-b" }, "xen+ssh://xen-b/system"],
])("%s", (_name, changes, expected) => {
  const endpoint = target({ driver: "qemu", path: "/system", ...changes });
  expect(migrationUri(endpoint, "kvm-b.lan")).toBe(expected);
});
