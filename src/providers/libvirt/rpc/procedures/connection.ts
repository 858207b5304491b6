import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { boolean, int, text, uhyper, uint } from "#providers/libvirt/rpc/xdr-scalars.js";
import { array, optional } from "#providers/libvirt/rpc/xdr-type.js";

/** REMOTE_AUTH_TYPE_LIST_MAX. */
const AUTH_TYPES = 20;

/** Opening and closing, authentication, and what the server is. */
export const CONNECTION_PROCEDURES = {
  connectOpen: procedure("CONNECT_OPEN", 1, { name: optional(text), flags: uint }, {}),
  connectClose: procedure("CONNECT_CLOSE", 2, {}, {}),
  /** `types`: 0 none, 1 SASL, 2 polkit. */
  authList: procedure("AUTH_LIST", 66, {}, { types: array(int, AUTH_TYPES) }),
  authSaslInit: procedure("AUTH_SASL_INIT", 67, {}, { mechlist: text }),
  authPolkit: procedure("AUTH_POLKIT", 70, {}, { complete: boolean }),
  connectSupportsFeature: procedure("CONNECT_SUPPORTS_FEATURE", 60, { feature: int }, { supported: int }),
  /** The driver's: `QEMU`, `Xen`, `TEST`. */
  connectGetType: procedure("CONNECT_GET_TYPE", 3, {}, { type: text }),
  /** The hypervisor's and libvirt's: 1,000,000 times major, 1,000 times minor, and release. */
  connectGetVersion: procedure("CONNECT_GET_VERSION", 4, {}, { hvVer: uhyper }),
  connectGetLibVersion: procedure("CONNECT_GET_LIB_VERSION", 157, {}, { libVer: uhyper }),
  connectGetHostname: procedure("CONNECT_GET_HOSTNAME", 59, {}, { hostname: text }),
  connectGetUri: procedure("CONNECT_GET_URI", 110, {}, { uri: text }),
  connectGetCapabilities: procedure("CONNECT_GET_CAPABILITIES", 7, {}, { capabilities: text }),
  connectGetDomainCapabilities: procedure(
    "CONNECT_GET_DOMAIN_CAPABILITIES",
    342,
    {
      emulatorbin: optional(text),
      arch: optional(text),
      machine: optional(text),
      virttype: optional(text),
      flags: uint,
    },
    { capabilities: text },
  ),
  connectGetMaxVcpus: procedure("CONNECT_GET_MAX_VCPUS", 5, { type: optional(text) }, { maxVcpus: int }),
} as const;
