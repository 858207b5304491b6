import { defineConfig } from "vitest/config";
import { COMMON, GLOBAL_SETUP } from "./vitest.config.js";

/**
 * The tests on a Xen host (`*.xen.ts`), which `npm test` leaves out: its image takes two minutes to build, once, and everything
 * on it is emulated. One file at a time, as a host wants both of two cores.
 */
export default defineConfig({
  ...COMMON,
  test: {
    globalSetup: GLOBAL_SETUP,
    include: ["test/**/*.xen.ts"],
    maxWorkers: 1,
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
