import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { inBrowser, screenOf, seenAt } from "../handover/page/opened-page.js";
import { needs } from "../journal/tools.js";
import { openConsole } from "../terminal/console.js";
import { Terminal } from "../terminal/terminal.js";
import { enterLine } from "./console-desk.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const SIZE = { columns: 100, rows: 30 } as const;
const MACHINES = 25;
/** How far a marker may be from its entry's moment, in milliseconds. */
const NEAR_MS = 100;

onVcsim("a recorded shift on a vCenter", () => {
  let site: VsphereSite;
  let home: OperatorHome;
  let file: string;
  let entries: readonly Entry[];

  beforeAll(async () => {
    site = await VsphereSite.start({ vms: MACHINES, hosts: 0, clusters: 1, poweredOff: true });
    home = new OperatorHome();
    const args = [site.endpoint, "--thumbprint", site.vcsim.thumbprint, "--record", "on", "--record-input"];
    const env = { SHOSEKI_PASSWORD: site.vcsim.password };
    await using terminal = openConsole(home, args, { ...SIZE, env, patience: 30_000 });
    await terminal.see(/ ms {2}read-write/);
    for (const [line, OPR] of [
      ["start *", "StartVM"],
      ["stop *", "StopVM"],
    ] as const) {
      enterLine(terminal, line);
      await terminal.see(`▸${OPR}  ${line}`);
      terminal.type(String(MACHINES));
      terminal.press("enter");
      await terminal.see(`${OPR}  ${MACHINES} targets: ${MACHINES} OK.`);
    }
    // What is typed into a lock that asks for the password of the login.
    enterLine(terminal, "lock");
    await terminal.see("Locked since");
    terminal.type(`${site.vcsim.password}x`);
    terminal.press("backspace");
    terminal.press("enter");
    await terminal.see(/ ms {2}read-write/);
    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    const casts = join(home.journal, "casts");
    file = join(casts, readdirSync(casts)[0] ?? "");
    entries = home.allEntries();
  });

  afterAll(async () => {
    home[Symbol.dispose]();
    await site.stop();
  });

  test("each of its 50 operations has its markers at the moments that the entries say", async () => {
    const done = entries.filter(
      ({ phase, OPR, RST }) => phase === "outcome" && /^St.*VM$/u.test(OPR) && RST?.status === "OK",
    );
    expect(done).toHaveLength(2 * MACHINES);
    const begun = Date.parse(entries.find(({ OPR }) => OPR === "StartRecording")?.STR ?? "");
    const markers = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line) as readonly [number, string, string])
      .filter(([, code]) => code === "m");
    const at = new Map(markers.map(([seconds, , label]) => [Number(label.split(" ")[0]), seconds * 1000]));
    const marked = entries.filter(({ cast }) => cast !== undefined);
    expect([...at.keys()]).toEqual(marked.map(({ seq }) => seq));
    const far = marked.flatMap(({ seq, OPR, phase, STR, END = STR }) => {
      const apart = (at.get(seq) ?? Number.NaN) - (Date.parse(END) - begun);
      return Math.abs(apart) <= NEAR_MS ? [] : [`${seq} ${OPR} ${phase}: ${apart} ms`];
    });
    expect(far).toEqual([]);
    expect(readFileSync(file, "utf8")).not.toContain(site.vcsim.password);
    const verdict = await home.run(["verify"]);
    expect(verdict, verdict.out + verdict.err).toMatchObject({ code: 0 });
  });

  test("it plays in Shoseki and in asciinema, to the same end", async (context) => {
    needs(context, "asciinema");
    const args = ["replay", "last", "--speed", "64", "--idle", "0.1"];
    await using ours = openConsole(home, args, { ...SIZE, rows: SIZE.rows + 2 });
    await ours.see("■ ended");
    await ours.see("logging out");
    const last = ours.screen().slice(0, SIZE.rows);
    for (const args of [
      ["cat", file],
      ["play", "-i", "0.01", "-s", "100", file],
    ]) {
      await using theirs = Terminal.start("asciinema", args, {
        ...SIZE,
        env: { LANG: "C.UTF-8" },
        patience: 20_000,
      });
      expect(await theirs.exited, args.join(" ")).toEqual({ code: 0, signal: null });
      expect(theirs.screen(), args.join(" ")).toEqual(last);
    }
  });

  test("it plays in the page, where each of the 50 operations leads to its moment", async (context) => {
    const path = join(home.directory, "shift.html");
    expect(await home.run(["handover", "--draft", "--html", path])).toMatchObject({ code: 0 });
    const done = entries.filter(({ phase, OPR }) => phase === "outcome" && /^St.*VM$/u.test(OPR));
    await inBrowser(context, readFileSync(path, "utf8"), async (page) => {
      await page.locator(`#entry-${done.at(-1)!.seq} button`).click();
      await expect.poll(() => screenOf(page)).toContain(`#${done.at(-1)!.seq} `);
      await page.locator("#play-after-jump").uncheck();
      for (const { seq, cast } of done) {
        await page.locator(`#entry-${seq} button`).click();
        await expect.poll(async () => Math.abs((await seenAt(page)) - cast!.at)).toBeLessThan(NEAR_MS);
      }
    });
  });
});
