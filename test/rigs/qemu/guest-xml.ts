/** A guest of the rig: it boots at once, counts seconds on its console, and hears the power button. */
export interface GuestOptions {
  readonly name: string;
  /** Now, and at most: what is between them can be plugged in while it runs. 1 of 4. */
  readonly cpus?: number;
  readonly maxCpus?: number;
  /** MiB. 128. */
  readonly memory?: number;
  /** MiB, what can be plugged in as modules while it runs; none without it. */
  readonly maxMemory?: number;
  /** MiB, a qcow2 in the pool `images`; 0 for none. 32. */
  readonly disk?: number;
  /** `pc`, where a disk can be plugged in as it is, or `q35`, where there must be a port for it. */
  readonly machine?: "pc" | "q35";
  /** Whether it has nothing to boot: a process as any guest's, that takes no processor's time. */
  readonly idle?: boolean;
  /** A network's name. By default the host's own stack (`user`), which needs none. */
  readonly network?: string;
}

/** Where a host has what its guests need. */
export interface GuestPlaces {
  readonly kernel: string;
  readonly initrd: string;
  readonly images: string;
  readonly consoles: string;
  readonly kvm: boolean;
}

/** The guest's domain XML. */
export function guestXml(guest: GuestOptions, places: GuestPlaces): string {
  const {
    name,
    cpus = 1,
    maxCpus = 4,
    memory = 128,
    maxMemory,
    disk = 32,
    machine = "pc",
    idle = false,
    network,
  } = guest;
  // Memory modules need a NUMA node to be plugged into.
  const modules = maxMemory === undefined ? "" : `<maxMemory slots='4' unit='MiB'>${maxMemory}</maxMemory>`;
  const node =
    maxMemory === undefined
      ? ""
      : `<cpu><numa><cell id='0' cpus='0-${maxCpus - 1}' memory='${memory}' unit='MiB'/></numa></cpu>`;
  const boots = `<kernel>${places.kernel}</kernel>
    <initrd>${places.initrd}</initrd>
    <cmdline>console=ttyS0 quiet memhp_default_state=online</cmdline>`;
  const drive =
    disk === 0
      ? ""
      : `<disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='${places.images}/${name}.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>`;
  const card =
    network === undefined
      ? "<interface type='user'>"
      : `<interface type='network'><source network='${network}'/>`;
  return `<domain type='${places.kvm ? "kvm" : "qemu"}'>
  <name>${name}</name>
  ${modules}
  <memory unit='MiB'>${memory}</memory>
  <vcpu current='${cpus}'>${maxCpus}</vcpu>
  <os>
    <type arch='x86_64' machine='${machine}'>hvm</type>
    ${idle ? "" : boots}
  </os>
  <features><acpi/><apic/></features>
  ${node}
  <devices>
    ${drive}
    ${card}<model type='virtio'/>${idle ? "<rom enabled='no'/>" : ""}</interface>
    <serial type='file'><source path='${places.consoles}/${name}.console' append='on'/></serial>
    <memballoon model='virtio'/>
  </devices>
</domain>
`;
}
