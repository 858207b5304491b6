import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "../terminal/console.js";
import { drawScreen } from "./draw-screen.js";

/** What the operator does on the simulator, and what is then to be seen: `type`, then `press`, then wait for `see`. */
interface Step {
  readonly type?: string;
  readonly press?: readonly string[];
  readonly see: string | RegExp;
}

const STEPS: readonly Step[] = [
  { see: "web-01" },
  { press: ["down"], see: "web-01" },
  { type: ":memory web-01 8GiB", press: ["enter"], see: "ModifyMemory" },
];

/** Plays an operator's session in the console and draws the last screen, for the README: `npm run picture`. */
const picture = join(import.meta.dirname, "../../docs/shoseki.svg");
using home = new OperatorHome();
await using terminal = openConsole(home, ["sim:"], { columns: 132, rows: 40, env: { TZ: "Asia/Tokyo" } });
for (const { type = "", press = [], see } of STEPS) {
  terminal.type(type);
  terminal.press(...press);
  await terminal.see(see);
}
writeFileSync(picture, drawScreen(terminal));
