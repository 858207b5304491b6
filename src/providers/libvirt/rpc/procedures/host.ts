import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { fixedChars, int, uhyper } from "#providers/libvirt/rpc/xdr-scalars.js";

/** The host itself. */
export const HOST_PROCEDURES = {
  /** `memory` in KiB; `mhz` may be 0. */
  nodeGetInfo: procedure(
    "NODE_GET_INFO",
    6,
    {},
    {
      model: fixedChars(32),
      memory: uhyper,
      cpus: int,
      mhz: int,
      nodes: int,
      sockets: int,
      cores: int,
      threads: int,
    },
  ),
} as const;
