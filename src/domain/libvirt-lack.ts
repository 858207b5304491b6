/** What libvirt has not, or has its own ways for: who the server is, who one is oneself, what proves it, and where events are kept. */
export type LibvirtLack = "TRUST" | "PASSWORD" | "USER" | "ANCHORS";
