import { fileURLToPath } from "node:url";

/**
 * What the program's environment has beside an operator's own: Node keeps what it has compiled in one place for all the
 * tests. Each has a new home, and the first start in a home costs twice as much as another one.
 */
export const COMPILED = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL("../../node_modules/.cache/shoseki-compiled", import.meta.url)),
} as const;
