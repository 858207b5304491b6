/** VIR_DOMAIN_AFFECT_LIVE: a machine as it runs. */
export const LIVE = 1 << 0;

/** VIR_DOMAIN_AFFECT_CONFIG: from its next start on. */
export const CONFIG = 1 << 1;
