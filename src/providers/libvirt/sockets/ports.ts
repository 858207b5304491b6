/** Where libvirt listens unless its configuration says another port; null where it is reached by none of its own. */
export const LIBVIRT_PORTS = { tls: 16_514, tcp: 16_509, ssh: null, unix: null } as const;
