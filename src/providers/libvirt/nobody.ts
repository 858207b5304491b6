/** Whom a server sees that asks for no name, as over TCP without TLS. */
export const NOBODY = "anonymous";
