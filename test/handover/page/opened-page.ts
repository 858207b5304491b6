import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, type TestContext } from "vitest";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { openChromium } from "../../rigs/chromium.js";

/**
 * Opens a page from the disk in a browser, as whoever has been handed it does. At its end nothing was asked for but that file,
 * and the browser had nothing to complain of: neither a script's error nor something that the page's policy forbids.
 */
export async function inBrowser(
  context: TestContext,
  html: string,
  story: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  await using browser = await openChromium(context);
  using directory = temporaryDirectory();
  const file = join(directory.path, "shift.html");
  writeFileSync(file, html);
  const opened = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
  const page = await opened.newPage();
  const asked: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("dialog", (dialog) => problems.push(dialog.message()));
  page.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
  await page.goto(pathToFileURL(file).href);
  await story(page);
  expect(asked).toEqual([pathToFileURL(file).href]);
  expect(problems).toEqual([]);
}

/** Where the recording is that is seen, in milliseconds from its beginning; NaN as long as it is not read. */
export async function seenAt(page: Page): Promise<number> {
  return Number((await page.locator("#player").getAttribute("data-at")) ?? Number.NaN);
}

/** The text on the recorded screen. */
export async function screenOf(page: Page): Promise<string> {
  return (await page.locator("#player .ap-term-text").textContent()) ?? "";
}
