import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the manual page is kept. */
export const MAN_PAGE = fileURLToPath(new URL("../../docs/shoseki.1", import.meta.url));

const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");

export const { version: VERSION } = JSON.parse(manifest) as { readonly version: string };
