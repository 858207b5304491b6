/** Pools of what lies in one host alone ("storage", Pool types). What is anywhere else several hosts can have. */
export const LOCAL_POOLS: ReadonlySet<string | null> = new Set(["dir", "fs", "logical", "disk", "zfs"]);

/** Pools that are directories: what lies in others has no format of its own, and is not made by its path. */
export const FILE_POOLS: ReadonlySet<string | null> = new Set(["dir", "fs", "netfs"]);

/** VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE: those that run. */
export const ACTIVE_POOLS = 1 << 1;
