import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorHome } from "../stories/shoseki.js";
import { openConsole } from "../terminal/console.js";
import { drawScreen } from "./draw-screen.js";
import { type Step, takeStep } from "./take-step.js";

/** A change window on the web tier, up to where a machine's name has to be typed. */
const STEPS: readonly Step[] = [
  { see: "api-01" },
  { type: "/web-0*", press: ["enter"], see: "of 200 machines" },
  { press: ["end"], see: /› web-09/ },
  { type: ":ticket CHG-1042", press: ["enter"], see: "From now on" },
  { type: "stop web-09", press: ["enter"], see: "Enter runs it" },
  { press: ["enter"], see: /OK StopVM +web-09/ },
  { type: "memory web-09 8GiB", press: ["enter"], see: "Enter runs it" },
  { press: ["enter"], see: /OK ModifyMemory +web-09/ },
  { type: "start web-09", press: ["enter"], see: /OK StartVM +web-09/ },
  { type: "delete web-01", press: ["enter"], see: /REFUSED DeleteVM +web-01/ },
  { press: ["esc"], see: "Enter operate" },
  { type: "k", see: /› web-08/ },
  { type: "j", see: /› web-09[\s\S]*Hard disk/ },
];

/** Plays an operator's session in the console and draws the last screen, for the README: `npm run picture`. */
const picture = join(import.meta.dirname, "../../docs/shoseki.svg");
using home = new OperatorHome();
await using terminal = openConsole(home, ["sim:"], { columns: 132, rows: 40, env: { TZ: "Asia/Tokyo" } });
for (const step of STEPS) await takeStep(terminal, step);
writeFileSync(picture, drawScreen(terminal));
