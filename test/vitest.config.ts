import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: [{ find: /^#(.*)\.js$/, replacement: `${root}src/$1` }] },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/rigs/setup.ts"],
    // Most of them wait for another program most of the time.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 30_000,
    hookTimeout: 180_000,
    // A machine that does three things at once keeps one of them waiting.
    expect: { poll: { timeout: 20_000 } },
  },
});
