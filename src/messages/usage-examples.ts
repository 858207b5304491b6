import type { UsageTexts } from "#messages/usage-texts.js";

/** What is typed in each example, in the order in which usage shows them: a line, or one with its continuation. */
export const exampleLines: readonly (readonly [keyof UsageTexts["examples"], ...string[]])[] = [
  ["demo", "shoseki exec sim: vms 'start web-*'"],
  ["trust", "shoseki exec vsphere://ops@vc1.example hosts --thumbprint 3F:A1:..."],
  [
    "kvm",
    "shoseki exec qemu+ssh://root@kvm1.example/system vms 'cpu web-01 4' \\",
    "    --anchor-command 'ssh log.example append-anchor'",
  ],
  [
    "change",
    "shoseki exec vsphere://ops@vc1.example 'stop web-01' 'memory web-01 8GiB' 'start web-01' \\",
    "    --ticket CHG-1042 --reason 'out of memory on Monday'",
  ],
  ["script", "shoseki run vsphere://ops@vc1.example evening.shoseki --keep-going"],
  ["evidence", "shoseki log --since 2026-01-05 --op ModifyMemory --failed"],
  [
    "auditor",
    "shoseki log --format jsonl | sed -n 5p > line.json; shoseki log --sig 4 > 4.sig",
    "jq -cj .e line.json | ssh-keygen -Y verify -f allowed_signers -I IDENTITY -n entry@shoseki -s 4.sig \\",
    "    -O verify-time=20260105030000Z",
  ],
];

/** How each kind of endpoint is written. */
export const endpointLines: readonly (readonly [keyof UsageTexts["endpoints"], string])[] = [
  ["profile", "NAME"],
  ["vsphere", "vsphere://[USER@]HOST[:PORT]"],
  ["libvirt", "qemu:///system"],
  ["libvirtElsewhere", "qemu+ssh://[USER@]HOST/system"],
  ["libvirtTest", "test:///default"],
  ["sim", "sim:[?vms=200&seed=1&latency=50ms]"],
];
