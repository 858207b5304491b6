import { domain } from "#providers/libvirt/rpc/handles.js";
import { procedure } from "#providers/libvirt/rpc/procedure.js";
import { typedParams } from "#providers/libvirt/rpc/typed-params.js";
import { int, text, uhyper, uint, varOpaque } from "#providers/libvirt/rpc/xdr-scalars.js";
import { optional } from "#providers/libvirt/rpc/xdr-type.js";

/** REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX and REMOTE_MIGRATE_COOKIE_MAX. */
const params = typedParams(64);
const cookie = varOpaque(4 * 1024 * 1024);

/** A migration, which with VIR_MIGRATE_PEER2PEER the source does itself, and what tells of it and of other long work. */
export const MIGRATION_PROCEDURES = {
  domainMigratePerform3Params: procedure(
    "DOMAIN_MIGRATE_PERFORM3_PARAMS",
    305,
    { dom: domain, dconnuri: optional(text), params, cookieIn: cookie, flags: uint },
    { cookieOut: cookie },
  ),
  /** Times in ms, sizes in bytes. `type` 0 when there is no job. */
  domainGetJobInfo: procedure(
    "DOMAIN_GET_JOB_INFO",
    163,
    { dom: domain },
    {
      type: int,
      timeElapsed: uhyper,
      timeRemaining: uhyper,
      dataTotal: uhyper,
      dataProcessed: uhyper,
      dataRemaining: uhyper,
      memTotal: uhyper,
      memProcessed: uhyper,
      memRemaining: uhyper,
      fileTotal: uhyper,
      fileProcessed: uhyper,
      fileRemaining: uhyper,
    },
  ),
  domainAbortJob: procedure("DOMAIN_ABORT_JOB", 164, { dom: domain }, {}),
} as const;
