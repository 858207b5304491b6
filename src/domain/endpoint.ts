import type { OperationName } from "#domain/operation-name.js";

/** Where to connect, as typed and understood. */
export type Endpoint = VsphereEndpoint | LibvirtEndpoint | SimulatorEndpoint;

export interface VsphereEndpoint {
  readonly platform: "vsphere";
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  /** The endpoint without its user, as entries name it: `vsphere://vc1.example` or `vsphere://vc1.example:8443`. */
  readonly name: string;
}

/** A libvirt server, as libvirt's own URIs say it: `qemu+ssh://root@kvm1:2222/system?keyfile=...`. */
export interface LibvirtEndpoint {
  readonly platform: "libvirt";
  readonly driver: "qemu" | "xen" | "test";
  readonly transport: "unix" | "ssh" | "tls" | "tcp";
  /** Of `ssh` alone; null for whom its configuration says. */
  readonly user: string | null;
  /** An IPv6 address without its brackets; null on this machine. */
  readonly host: string | null;
  /** Null for the transport's own: 16514 of TLS, 16509 of TCP, and for `ssh` whatever its configuration says. */
  readonly port: number | null;
  /** `/system`, `/session` or, of the test driver, `/default` or a file. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** As entries name it, without its user and with those parameters alone that tell one server from another: `qemu+ssh://kvm1/system`. */
  readonly name: string;
}

interface SimulatorEndpoint {
  readonly platform: "simulator";
  readonly name: string;
  readonly options: SimulatorOptions;
}

export interface SimulatorOptions {
  readonly vms: number;
  readonly seed: number;
  /** Milliseconds a call. */
  readonly latency: number;
  readonly faults: readonly SimulatedFault[];
  /** Changes a second that another client makes. */
  readonly churn: number;
  /** Whether the login may have events logged. */
  readonly anchors: "allowed" | "denied";
  /** Whether the login may see the server's sessions, and end them. */
  readonly sessions: "allowed" | "denied";
  /** The operations that the login may not do, on whatever object. */
  readonly rights: readonly OperationName[];
}

/**
 * What can go wrong on the simulator. `network` is all of it, for a number of pings; `terminate` is of a session; `remove` is
 * of a snapshot, and those after it are of hosts.
 */
type SimulatedCall =
  | "login"
  | "read"
  | "ping"
  | "network"
  | "start"
  | "stop"
  | "reset"
  | "suspend"
  | "guest"
  | "anchor"
  | "terminate"
  | "rename"
  | "reconfigure"
  | "create"
  | "clone"
  | "delete"
  | "move"
  | "snapshot"
  | "revert"
  | "remove"
  | "shutdown"
  | "reboot"
  | "enter"
  | "exit";

/** `<call>:<kind>`, `<call>:<kind>@<n>` or `...@<first>-<last>`: what goes wrong, at every such call or only at some. */
export interface SimulatedFault {
  readonly call: SimulatedCall;
  /**
   * `refuse`: the call is answered by a fault; `fail`: the task ends in an error; `lost`: it is done, and the
   * reply is lost; `unsent`: it never leaves; `expire`: the session is ended.
   */
  readonly kind: "refuse" | "fail" | "lost" | "unsent" | "expire";
  /** Counted from 1, both included; null for every call. */
  readonly which: { readonly first: number; readonly last: number } | null;
}
