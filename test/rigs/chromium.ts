import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";
import type { TestContext } from "vitest";

/** Where the machine has Debian's Chromium, or another; null where it has none. */
export function chromiumPath(): string | null {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // Not under this name.
    }
  }
  return null;
}

/** A browser without a window. Skips the test where there is none, and says so; with CI=true that is a failure. */
export async function openChromium(context: TestContext): Promise<Browser> {
  const path = chromiumPath();
  if (path !== null) return await launchChromium(path);
  const reason = "chromium not installed";
  if (process.env.CI === "true") throw new Error(reason);
  return context.skip(reason);
}

/** Root may not have the sandbox that Chromium makes; the only pages are the tests' own files. */
export function launchChromium(executablePath: string): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}
