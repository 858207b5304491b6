import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { sessionId } from "#providers/vsphere/session-id.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";

const SIZE = { columns: 120, rows: 36 } as const;

onVcsim("a console that is killed in the middle of a shift", () => {
  let vcsim: Vcsim;
  let home: OperatorHome;
  beforeEach(async () => {
    vcsim = await startVcsim({ vms: 2 });
    home = new OperatorHome();
  });
  afterEach(async () => {
    home[Symbol.dispose]();
    await vcsim.stop();
  });

  const open = async (): Promise<Terminal> => {
    const terminal = openConsole(home, [vcsim.endpoint, "--thumbprint", vcsim.thumbprint], {
      ...SIZE,
      patience: 60_000,
      env: { SHOSEKI_PASSWORD: vcsim.password },
    });
    await terminal.see("Connected to VMware vCenter Server");
    await terminal.see(/ anchored \dm ago/);
    return terminal;
  };
  const kill = async (terminal: Terminal): Promise<void> => {
    terminal.kill("SIGKILL");
    expect(await terminal.exited).toMatchObject({ signal: "SIGKILL" });
  };
  const leave = async (terminal: Terminal): Promise<void> => {
    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
  };
  /** The server's own list, as entries name sessions. */
  const listed = async () => (await vcsim.sessions()).map(({ key }) => sessionId(key));
  const lastLogin = () => home.entries().findLast(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
  const said = (...OPR: string[]): Entry[] => home.entries().filter((entry) => OPR.includes(entry.OPR));
  const expectSound = async () => {
    const ran = await home.run(["verify", "--json"]);
    expect(ran, ran.out + ran.err).toMatchObject({ code: 0 });
    expect(JSON.parse(ran.out)).toMatchObject({ open: [] });
  };

  test("leaves a session at the server, which the next start ends and records", async () => {
    await using first = await open();
    const login = lastLogin();
    const stale = String(login?.AFT?.serverSession);
    await kill(first);
    expect(await listed()).toEqual([stale]);
    await using second = await open();
    await second.see("EndSession");
    const [intent, outcome, ...more] = said("EndSession", "SessionEnded");
    expect(more).toEqual([]);
    expect(intent).toMatchObject({ phase: "intent", BEF: { session: stale } });
    expect(outcome).toMatchObject({
      ref: intent?.id,
      TGT: { kind: "Session", id: stale },
      BEF: { session: stale },
      AFT: {},
      RST: { status: "OK" },
    });
    expect(await listed()).toEqual([lastLogin()?.AFT?.serverSession]);
    const terminated = (await vcsim.mutations()).filter(({ method }) => method === "TerminateSession");
    expect(terminated.map(({ operationId, state }) => [operationId, state])).toEqual([
      [intent?.id, "success"],
    ]);
    await leave(second);
    expect(await listed()).toEqual([]);
    await expectSound();
  });

  test("where the login may not see sessions, it is recorded once that one may be left", async () => {
    await vcsim.setPrivilege("Sessions.TerminateSession", false);
    await using first = await open();
    const login = lastLogin();
    const stale = String(login?.AFT?.serverSession);
    await kill(first);
    for (const _ of ["spoken of", "and not again"]) {
      await using next = await open();
      await next.see("SessionEnded");
      expect(said("EndSession", "SessionEnded")).toMatchObject([
        {
          phase: "session",
          OPR: "SessionEnded",
          ref: login?.id,
          TGT: { kind: "Session", id: stale },
          RST: { status: "UNKNOWN", code: "SESSION_NOT_LISTED" },
        },
      ]);
      await leave(next);
      expect(await listed()).toEqual([stale]);
    }
    await expectSound();
  });
});
