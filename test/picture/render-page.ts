import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromiumPath, launchChromium } from "../rigs/chromium.js";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "../terminal/console.js";
import { takeStep } from "./take-step.js";

/** A change window that is recorded: two machines are changed, one is left off and one with a snapshot. */
const STEPS = [
  { see: "api-01" },
  { type: "/web-0*", press: ["enter"], see: "of 200 machines" },
  { type: ":ticket CHG-1042", press: ["enter"], see: "From now on" },
  { type: "stop web-09", press: ["enter"], see: "Enter runs it" },
  { press: ["enter"], see: /OK StopVM +web-09/ },
  { type: "memory web-09 8GiB", press: ["enter"], see: "Enter runs it" },
  { press: ["enter"], see: /OK ModifyMemory +web-09/ },
  { type: "start web-09", press: ["enter"], see: /OK StartVM +web-09/ },
  { type: "delete web-01", press: ["enter"], see: /REFUSED DeleteVM +web-01/ },
  { press: ["esc"], see: "Enter operate" },
  { type: ":snapshot create web-02 before-patch", press: ["enter"], see: /OK CreateSnapshot +web-02/ },
  { type: "stop web-03", press: ["enter"], see: "Enter runs it" },
  { press: ["enter"], see: /OK StopVM +web-03/ },
];

/** Works a shift in the console, drafts its handover and photographs the page, for the docs: `npm run picture`. */
const path = chromiumPath();
if (path === null) throw new Error("chromium not installed");
using home = new OperatorHome();
{
  const size = { columns: 132, rows: 36, env: { TZ: "UTC" } };
  await using terminal = openConsole(home, ["sim:?latency=200", "--record", "on"], size);
  for (const step of STEPS) await takeStep(terminal, step);
  terminal.press("ctrl+d");
  await terminal.exited;
}
const html = join(home.directory, "shift.html");
const { code, err } = await home.run(["handover", "--draft", "--html", html]);
if (code !== 0) throw new Error(err);

await using browser = await launchChromium(path);
const page = await browser.newPage({ viewport: { width: 1360, height: 1040 } });
await page.goto(pathToFileURL(html).href);
await page.locator("#play-after-jump").uncheck();
await page.locator("tr[data-operation=StartVM][data-result=OK] button").click();
await page.locator("tr[aria-current]").waitFor();
await page.evaluate("document.querySelector('#timeline').scrollIntoView()");
writeFileSync(join(import.meta.dirname, "../../docs/handover.png"), await page.screenshot());
