import { expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { onVcsim } from "./on-vcsim.js";
import { SITE_EXAMPLES } from "./procedure-examples.js";
import { ProcedureSite, TICKET } from "./procedure-site.js";
import { CAN_HAVE_APPROVERS } from "./second-person.js";

/** Every question of the examples, and how many calls come before it. */
const QUESTIONS = [
  { example: "patch-host", question: "Is the monitoring of DC0_C0_H0 silenced?", calls: 0 },
  { example: "patch-host", question: "Is the monitoring of DC0_C0_H0 on again, and quiet?", calls: 7 },
  { example: "grow-memory", question: "Does the load balancer send nothing to", calls: 0 },
  { example: "grow-memory", question: "does the load balancer send it requests again?", calls: 3 },
  { example: "clone-and-cut-over", question: "is away for some minutes?", calls: 0 },
  { example: "clone-and-cut-over", question: "are its logs quiet?", calls: 3 },
  { example: "emergency-shutdown", question: "has to go down now?", calls: 0 },
  { example: "decommission", question: "agreed in writing", calls: 0 },
  { example: "decommission", question: "restored once?", calls: 0 },
  { example: "decommission", question: "Has nobody asked for", calls: 1 },
] as const;

const ASKS = /\[[^\]]*\/ pause\]$/u;

const lastRow = (screen: readonly string[]) => screen.findLast((row) => row !== "") ?? "";

/** Says yes to whatever is asked, until this question, which gets a no; and no more to what comes after it. */
async function answerNo(terminal: Terminal, question: string): Promise<void> {
  for (;;) {
    await terminal.until("a question", (screen) => ASKS.test(lastRow(screen)));
    const isIt = terminal.text().replaceAll("\n", "").includes(question);
    terminal.type(isIt ? "n" : "y");
    await terminal.until("the answer", (screen) => /pause\] [yn]$/u.test(lastRow(screen)));
    terminal.press("enter");
    if (isIt) return;
    await terminal.until("it to be taken", (screen) => !/pause\] [yn]$/u.test(lastRow(screen)));
  }
}

onVcsim("a question of an example is answered with no, at a terminal", () => {
  test.concurrent.each(QUESTIONS.filter(({ example }) => CAN_HAVE_APPROVERS || example !== "decommission"))(
    "$example: $question",
    { timeout: 60_000 },
    async ({ example: name, question, calls }) => {
      const example = SITE_EXAMPLES.find((each) => each.name === name)!;
      await using here = await ProcedureSite.start();
      const first = await here.state();
      const { endpoint, vcsim } = here.site;
      const said = example.given.flatMap((each) => ["--param", each]);
      const approvers = name === "decommission" ? ["--approvers", here.approvers] : [];
      const args = ["run", here.write(name), endpoint, "--thumbprint", vcsim.thumbprint, "--ticket", TICKET];
      await using terminal = openConsole(here.home, ["procedure", ...args, ...said, ...approvers], {
        env: { SHOSEKI_PASSWORD: vcsim.password },
        columns: 200,
        rows: 100,
      });
      await answerNo(terminal, question);
      if (name === "grow-memory" || name === "emergency-shutdown") {
        // The file asks what to do now.
        await terminal.see("What now?");
        terminal.type("back-out the window is closed\r");
      }
      for (const ended = terminal.exited.then(() => true); ; ) {
        // Each thing that is undone is agreed to as well.
        const asked = terminal
          .until(
            "a plan of the undoing",
            (screen) => ASKS.test(lastRow(screen)) && /\[y/u.test(lastRow(screen)),
          )
          .then(
            () => false,
            () => true,
          );
        if (await Promise.race([ended, asked])) break;
        terminal.type("y");
        await terminal.until("the answer", (screen) => lastRow(screen).endsWith("] y"));
        terminal.press("enter");
        await terminal
          .until("it to be taken", (screen) => !lastRow(screen).endsWith("] y"))
          .catch(() => undefined);
      }
      expect((await terminal.exited).code).toBe(1);
      expect(here.failed).toMatchObject({ AFT: { state: "failed" }, RST: { status: "NG" } });
      expect(here.operations).toHaveLength(calls);
      expect(here.ends.at(-1)).toBe(name === "decommission" ? "stopped" : "rolled-back");
      await here.backOut();
      expect([here.ends.at(-1), await here.state()]).toEqual(["rolled-back", first]);
    },
  );
});
