import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { isLong } from "./counts.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What all tests have in common. */
export const COMMON = {
  root,
  resolve: { alias: [{ find: /^#(.*)\.js$/, replacement: `${root}src/$1` }] },
};

/** How long things may take, in milliseconds. */
export const PATIENCE = {
  testTimeout: isLong() ? 60 * 60_000 : 30_000,
  hookTimeout: 180_000,
  // A machine that does three things at once keeps one of them waiting.
  expect: { poll: { timeout: 20_000 } },
};

export const GLOBAL_SETUP = ["test/rigs/setup.ts"];

const files = (directory: string) => `test/${directory}/**/*.test.{ts,tsx}`;

/** Units that leave nothing behind: they share the modules that they load, which takes longer than most of them. */
const TOGETHER = [
  ...["cli", "config", "console", "credentials", "domain", "inventory", "language", "listings", "messages"],
  ...["operations", "procedures", "session", "sharing", "terminal", "themes"],
  ...["handover/capsule", "handover/document", "handover/draft", "handover/exchange"],
  ...["providers/simulator", "providers/vsphere"],
].map(files);

/** What goes on for long, or goes through what others do once more at random: in a long run alone, as a short one has 20 minutes. */
const LONG_ONLY = [
  ...["shift", "console-procedure-examples", "procedure-killed-examples", "crash-random", "crash-others"],
  ...["signal-bulk"],
]
  .map((story) => `test/stories/${story}.test.ts`)
  .concat("test/rigs/qemu/qemu-host.test.ts");

export default defineConfig({
  ...COMMON,
  test: {
    globalSetup: GLOBAL_SETUP,
    // Most of them wait for another program most of the time. With four on two cores hosts of QEMU keep each other waiting too long.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      {
        ...COMMON,
        test: {
          ...PATIENCE,
          name: "apart",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: isLong() ? TOGETHER : [...TOGETHER, ...LONG_ONLY],
        },
      },
      { ...COMMON, test: { ...PATIENCE, name: "together", include: TOGETHER, isolate: false } },
    ],
  },
});
