import { defineConfig, mergeConfig } from "vitest/config";
import everyDay from "./vitest.config.js";

/** The same tests with their full counts (`shortOrLong`), and the time that those take. */
export default mergeConfig(
  everyDay,
  defineConfig({ test: { env: { SHOSEKI_LONG: "1" }, testTimeout: 60 * 60_000 } }),
);
