/** What `connectSupportsFeature` can be asked for (libvirt's `virDrvFeature`). */
export const FEATURES = {
  programKeepalive: 10,
} as const;
