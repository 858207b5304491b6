const TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Sixteen bytes as RFC 9562 writes them, in small letters. */
export function uuidText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The bytes of such a text; null for any other. */
export function uuidBytes(text: string): Uint8Array | null {
  return TEXT.test(text) ? new Uint8Array(Buffer.from(text.replaceAll("-", ""), "hex")) : null;
}
