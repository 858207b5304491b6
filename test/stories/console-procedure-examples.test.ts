import { basename } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { shortOrLong } from "../counts.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { onVcsim } from "./on-vcsim.js";
import { OTHER, SITE_EXAMPLES, type SiteExample, VM } from "./procedure-examples.js";
import { callsOf } from "./procedure-failures.js";
import { ProcedureSite, TICKET } from "./procedure-site.js";
import { CAN_HAVE_APPROVERS, SecondPerson } from "./second-person.js";

const SIZE = { columns: 130, rows: 44 } as const;

/** What a run asks its operator, as the pane says it. */
const ASKS =
  /y is yes, n is no|Enter runs it\. g|Enter undoes it\.|Answer no\?|Enter, and then what shows|Type the name to agree: |A second person has to sign|It has not gone as it should|Enter goes on\.|The run is complete|The run has stopped|All that was done is undone|left as it is\./u;

/** What is asked now, and of which step. */
function asked(screen: readonly string[]): string {
  const row = screen.findIndex((each) => ASKS.test(each));
  const ask = ASKS.exec(screen[row] ?? "")?.[0] ?? "";
  return ask === ""
    ? ""
    : `${screen.find((each) => each.startsWith("›"))?.slice(0, 50)} ${screen[row - 1]?.slice(50)} ${ask}`;
}

onVcsim("the examples of procedures in the console, on vSphere", () => {
  let here: ProcedureSite;
  beforeEach(async () => {
    here = await ProcedureSite.start();
  });
  afterEach(async () => await here[Symbol.asyncDispose]());

  async function open(...args: readonly string[]): Promise<Terminal> {
    const { endpoint, vcsim } = here.site;
    const said = ["--thumbprint", vcsim.thumbprint, "--ticket", TICKET, ...args];
    const terminal = openConsole(here.home, [endpoint, ...said], {
      ...SIZE,
      env: { SHOSEKI_PASSWORD: vcsim.password },
    });
    await terminal.see("Connected to VMware vCenter Server");
    await terminal.see(/ ms {2}read-write/);
    return terminal;
  }

  async function enter(terminal: Terminal, line: string): Promise<void> {
    terminal.type(`:${line}`);
    await terminal.see(`› ${line.slice(0, 40)}`);
    terminal.press("enter");
  }

  /** Begins an example. */
  async function begin(terminal: Terminal, name: string, given: readonly string[]): Promise<void> {
    await enter(terminal, `procedure ${here.write(name)} ${given.map((each) => `"${each}"`).join(" ")}`);
    await terminal.see(/Nothing has been done of this yet\.|Enter begins the run/u);
    // Where the file has a default for something, it can still be said otherwise.
    if (terminal.text().includes("Enter begins the run")) terminal.press("enter");
    await terminal.see("Nothing has been done of this yet.");
  }

  /** Agrees to all that is asked, each thing once, as one does who reads it, until something else is asked, or the end. */
  async function agree(terminal: Terminal, answers: Readonly<Record<string, string>> = {}): Promise<string> {
    for (let last = ""; ; ) {
      await terminal.until("something to be asked", (screen) => !["", last].includes(asked(screen)));
      last = asked(terminal.screen());
      const said = Object.entries(answers).find(([what]) => terminal.text().includes(what))?.[1];
      if (said !== undefined && last.includes("y is yes")) terminal.press(said);
      else if (last.includes("y is yes")) terminal.press("y");
      else if (/Enter goes on|Enter runs it|Enter undoes it|Enter, and then/u.test(last)) terminal.press("g");
      else if (last.includes("Type the name")) {
        terminal.type(/Type the name to agree: (\S+)/u.exec(terminal.text())?.[1] ?? "");
        terminal.press("enter");
      } else return last;
    }
  }

  const done = (example: SiteExample) =>
    callsOf(example).map(({ method, target }) => `${method} ${target} success`);
  const named = (name: string) => SITE_EXAMPLES.find((each) => each.name === name)!;

  /** The console is left, which changes nothing any more. */
  async function leave(terminal: Terminal): Promise<void> {
    terminal.press("ctrl+d");
    expect((await terminal.exited).code).toBe(0);
    expect((await here.home.run(["verify"])).code).toBe(0);
  }

  // Without a console all of them are run to their ends by procedure-complete.test.ts.
  const shown = SITE_EXAMPLES.filter(({ name }) => name !== "decommission");
  test.each(shown.filter((_, at) => at % shortOrLong(2, 1) === 0))(
    "$name $given: rehearsed, and run to its end",
    { timeout: 60_000 },
    async (example) => {
      const { name, given } = example;
      await using terminal = await open();
      await enter(terminal, `rehearse ${here.write(name)} ${given.map((each) => `"${each}"`).join(" ")}`);
      await terminal.see(/This was on a copy\.|Enter rehearses it/u);
      if (terminal.text().includes("Enter rehearses it")) terminal.press("enter");
      await terminal.see("This was on a copy.");
      expect(terminal.text()).toContain("REHEARSAL: nothing is sent");
      expect(await here.deeds()).toEqual([]);
      terminal.press("enter");
      await terminal.see("Nothing has been done of this yet.");
      expect(await agree(terminal)).toContain("The run is complete");
      expect(terminal.text()).toMatch(
        /\d+ done, 0 skipped, 0 failed or uncertain, 0 undone, 0 kept, 0 not reached/u,
      );
      expect(await here.deeds()).toEqual(done(example));
      expect(here.ends).toEqual(["complete"]);
      await leave(terminal);
    },
  );

  test.skipIf(!CAN_HAVE_APPROVERS)(
    "decommission: a second person signs with ssh-keygen while the console waits, and it goes on by itself",
    { timeout: 60_000 },
    async () => {
      const example = named("decommission");
      await using terminal = await open("--approvers", here.approvers);
      await begin(terminal, example.name, example.given);
      expect(await agree(terminal)).toContain("A second person has to sign");
      expect(terminal.text()).toContain("ssh-keygen -Y sign -n approval@shoseki -f KEY");
      const [request = ""] = here.requests;
      expect(terminal.text()).toContain(basename(request));
      expect(terminal.text()).toContain("You are the superuser");
      // What somebody else signs does not count, and why is said.
      new SecondPerson(here.home.directory, "mallory@ws3").sign(request);
      await terminal.see("The last one does not count:");
      expect(await here.deeds()).toHaveLength(1);
      here.bob.sign(request);
      await terminal.until("the deletion to be asked for", (screen) =>
        /Enter, and then|Type the name|Enter runs it/u.test(asked(screen)),
      );
      expect(await agree(terminal)).toContain("The run is complete");
      expect(await here.deeds()).toEqual(done(example));
      const approvals = here.home.entries().filter(({ OPR }) => OPR === "Approve");
      expect(approvals.map(({ RST }) => RST?.code ?? RST?.status)).toEqual(["APPROVAL_NOT_ALLOWED", "OK"]);
      expect(approvals.at(-1)?.AFT).toMatchObject({ approver: "bob@ws2", approversWritable: true });
      await leave(terminal);
    },
  );

  test("an operation fails: the operator has a look and tries again", { timeout: 60_000 }, async () => {
    const example = named("grow-memory");
    await here.site.vcsim.failTask("ReconfigVM_Task", { fault: "SystemError" });
    await using terminal = await open();
    await begin(terminal, example.name, example.given);
    expect(await agree(terminal)).toContain("It has not gone as it should");
    expect(terminal.text()).toContain("SystemError");
    terminal.press("a");
    await terminal.gone("It has not gone as it should");
    expect(await agree(terminal)).toContain("The run is complete");
    const deeds = await here.deeds();
    expect(deeds.filter((deed) => deed.endsWith(" success"))).toEqual(done(example));
    expect(deeds.filter((deed) => !deed.endsWith(" success"))).toEqual([`ReconfigVM_Task ${VM} error`]);
    await leave(terminal);
  });

  test("an operation is refused: all that was done is undone, each step agreed to", {
    timeout: 60_000,
  }, async () => {
    const example = named("clone-and-cut-over");
    const first = await here.state();
    await here.site.vcsim.injectFault("Rename_Task", { fault: "SystemError" });
    await using terminal = await open();
    await begin(terminal, example.name, example.given);
    expect(await agree(terminal)).toContain("All that was done is undone");
    expect(terminal.text()).toContain("undone");
    expect(here.failed).toMatchObject({ run: { step: "keep" }, RST: { code: "SERVER_FAULT" } });
    expect([here.ends, await here.state()]).toEqual([["rolled-back"], first]);
    await leave(terminal);
  });

  test("an answer is lost: the server is asked, and nothing is done twice", { timeout: 60_000 }, async () => {
    const example = named("clone-and-cut-over");
    here.atCall("CloneVM_Task", 1, { kind: "resetAfterForward" });
    await using terminal = await open();
    await begin(terminal, example.name, example.given);
    expect(await agree(terminal)).toContain("The run is complete");
    expect(await here.deeds()).toEqual(done(example));
    expect(here.home.entries().find(({ phase }) => phase === "recovery")?.RST?.code).toBe("TASK_FOUND");
    await leave(terminal);
  });

  test("another client is quicker: a check that was true is false, and nothing is begun", {
    timeout: 60_000,
  }, async () => {
    const example = named("patch-host");
    await using terminal = await open();
    await begin(terminal, example.name, example.given);
    await here.site.vcsim.govc(["vm.power", "-off", OTHER]);
    await here.site.vcsim.govc(["host.maintenance.enter", "/DC0/host/*/DC0_C0_H1"]);
    await expect.poll(async () => await here.state()).toContain("DC0_C0_H1 poweredOn connected true");
    expect(await agree(terminal)).toContain("All that was done is undone");
    expect(here.failed).toMatchObject({ run: { step: "both" }, RST: { code: "CHECK_FAILED" } });
    expect(await here.deeds()).toEqual([]);
    await leave(terminal);
  });

  test("a question is answered with no: the run stops there", { timeout: 60_000 }, async () => {
    const example = named("emergency-shutdown");
    await using terminal = await open();
    await begin(terminal, example.name, example.given);
    expect(await agree(terminal, { "has to go down now?": "n" })).toContain("Answer no?");
    terminal.press("enter");
    await terminal.see("It has not gone as it should");
    terminal.press("p");
    await terminal.see(/The run (has stopped|is paused)\./u);
    expect(await here.deeds()).toEqual([]);
    expect(here.failed).toMatchObject({ run: { step: "sure" }, AFT: { state: "failed" } });
    await leave(terminal);
  });

  test("the console is killed while the server works: another goes on, and nothing is done twice", {
    timeout: 60_000,
  }, async () => {
    const example = named("grow-memory");
    const { vcsim, proxy } = here.site;
    await vcsim.holdTasks("ReconfigVM_Task");
    {
      await using terminal = await open();
      await begin(terminal, example.name, example.given);
      const answered = proxy.answer({ method: "ReconfigVM_Task" });
      await Promise.race([answered, agree(terminal)]);
      await answered;
      terminal.kill("SIGKILL");
      expect((await terminal.exited).signal).toBe("SIGKILL");
    }
    await vcsim.releaseTasks();
    await using terminal = await open();
    await enter(terminal, `procedure resume ${here.id}`);
    expect(await agree(terminal)).toContain("The run is complete");
    expect(await here.deeds()).toEqual(done(example));
    expect(here.ends).toEqual(["complete"]);
    const ids = (await here.sent()).map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    await leave(terminal);
  });
});
