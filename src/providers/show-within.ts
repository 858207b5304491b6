/** How long a subject may take to show what its finished task has done, in milliseconds: as `ProviderSession.settle` waits for it. */
export const SHOW_WITHIN_MS = 3_000;
