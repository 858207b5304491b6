import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import type { ServerSession } from "../rigs/vcsim-admin.js";
import { openConsole } from "../terminal/console.js";
import type { Terminal } from "../terminal/terminal.js";
import { enterLine, inventoryRows } from "./console-desk.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";

const SITE = { vms: 4, hosts: 0, clusters: 1, poweredOff: true } as const;
/** Both servers have it, and three more machines that they share by name; each has one of its own beside them. */
const SHARED = "DC0_C0_RP0_VM0";
const RENAMED = "DC0_C0_RP0_VM3";

onVcsim("two vCenters and a simulator in one console", () => {
  let vc1: Vcsim;
  let vc2: Vcsim;
  let home: OperatorHome;
  beforeEach(async () => {
    [vc1, vc2] = await Promise.all([startVcsim(SITE), startVcsim(SITE)]);
    await vc1.govc(["vm.change", "-vm", RENAMED, "-name", "app-01"]);
    await vc2.govc(["vm.change", "-vm", RENAMED, "-name", "db-01"]);
    home = new OperatorHome();
    const profiles = join(home.directory, ".config/shoseki/profiles");
    mkdirSync(profiles, { recursive: true, mode: 0o700 });
    for (const [name, server] of Object.entries({ vc1, vc2 }))
      writeFileSync(
        join(profiles, `${name}.yaml`),
        [
          `endpoint: ${server.endpoint}`,
          `password-command: echo '${server.password}'`,
          `trust: { thumbprint: "${server.thumbprint}" }`,
          "",
        ].join("\n"),
        { mode: 0o600 },
      );
  });
  afterEach(async () => {
    home[Symbol.dispose]();
    await Promise.all([vc1.stop(), vc2.stop()]);
  });

  /** The console on vc1, and then on the others. */
  const open = async (env: Readonly<Record<string, string>> = {}, rows = 36): Promise<Terminal> => {
    const terminal = openConsole(home, ["vc1"], { columns: 100, rows, env, patience: 60_000 });
    await terminal.see("VMware vCenter Server 8");
    await terminal.see(/^ vsphere:.* ms /m);
    for (const [text, name] of [
      ["vc2", "vc2"],
      ["sim:?vms=3", "sim"],
    ] as const) {
      enterLine(terminal, `connect ${text}`);
      await terminal.see(`●${name}`);
    }
    await terminal.see(/^ ●vc1 {2}●vc2 {2}●sim /m);
    return terminal;
  };
  const done = (line: string): Entry[] =>
    home.entries().filter(({ ask, phase }) => ask === line && phase === "outcome");
  /** A command line that asks for nothing more, and its one outcome. */
  const work = async (terminal: Terminal, line: string): Promise<Entry> => {
    enterLine(terminal, line);
    await terminal.until(`${line} to have its outcome`, () => done(line).length > 0);
    return done(line)[0]!;
  };
  /** What was refused by its name comes back to be put right: it is not wanted any more. */
  const dropLine = async (terminal: Terminal): Promise<void> => {
    terminal.press("ctrl+u");
    await terminal.see("›   start web-01");
  };
  const ours = ({ userAgent }: ServerSession) => !userAgent.startsWith("govc");
  const sessions = async () =>
    (await Promise.all([vc1.sessions(), vc2.sessions()])).map((all) => all.filter(ours).length);
  /** Of the calls that the servers executed, those that an intent announces, by server. */
  const executed = async (line: string) => {
    const ids = new Set(
      home
        .entries()
        .filter(({ ask, phase }) => ask === line && phase === "intent")
        .map(({ id }) => id),
    );
    const all = await Promise.all([vc1.mutations(), vc2.mutations()]);
    return all.map(
      (calls) => calls.filter(({ operationId, state }) => ids.has(operationId) && state === "success").length,
    );
  };
  const leave = async (terminal: Terminal): Promise<void> => {
    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
    expect(await sessions()).toEqual([0, 0]);
    const verified = await home.run(["verify", "--json"]);
    expect(verified, verified.out + verified.err).toMatchObject({ code: 0 });
    expect(JSON.parse(verified.out)).toMatchObject({ open: [] });
  };
  const rowsOf = (terminal: Terminal, name: string) =>
    inventoryRows(terminal.screen())
      .map((row) => row.slice(2).trim().split(/\s+/))
      .filter(([first]) => first === name);

  test("one inventory, names that say where they are, and operations on any of them", {
    timeout: 120_000,
  }, async () => {
    await using terminal = await open();
    await terminal.see("11 machines");
    expect(inventoryRows(terminal.screen())[0]).toContain("ENDPOINT");
    expect(rowsOf(terminal, SHARED).map(([, endpoint]) => endpoint)).toEqual(["vc1", "vc2"]);
    expect(rowsOf(terminal, "app-01").map(([, endpoint]) => endpoint)).toEqual(["vc1"]);
    expect(rowsOf(terminal, "web-02").map(([, endpoint]) => endpoint)).toEqual(["sim"]);

    const ambiguous = await work(terminal, `start ${SHARED}`);
    expect(ambiguous).toMatchObject({
      RST: { status: "REFUSED", code: "TARGET_AMBIGUOUS" },
      BEF: {},
      AFT: {},
    });
    expect(ambiguous.RST?.message).toMatch(/vc1:\S+.*vc2:\S+/);
    await terminal.see(`${SHARED} could be any of 2`);
    await dropLine(terminal);
    expect(await executed(`start ${SHARED}`)).toEqual([0, 0]);

    const machine = rowsOf(terminal, SHARED);
    expect(machine.map((cells) => cells[3])).toEqual(["off", "off"]);
    const byName = await work(terminal, `start vc2:${SHARED}`);
    expect(byName).toMatchObject({
      RST: { status: "OK" },
      HST: { endpoint: `vsphere://${vc2.host}:${vc2.port}` },
    });
    expect(await executed(`start vc2:${SHARED}`)).toEqual([0, 1]);
    const byId = await work(terminal, `start @vc1:${byName.TGT.id}`);
    expect(byId).toMatchObject({
      RST: { status: "OK" },
      HST: { endpoint: `vsphere://${vc1.host}:${vc1.port}` },
    });
    expect(await executed(`start @vc1:${byName.TGT.id}`)).toEqual([1, 0]);
    const path = "snapshot create vc1:/DC0/vm/app-01 first";
    expect(await work(terminal, path)).toMatchObject({ TGT: { name: "app-01" }, RST: { status: "OK" } });
    expect(await executed(path)).toEqual([1, 0]);
    // Only one has it.
    expect(await work(terminal, "snapshot create db-01 first")).toMatchObject({ RST: { status: "OK" } });
    expect(await executed("snapshot create db-01 first")).toEqual([0, 1]);

    const bulk = "start *-01";
    enterLine(terminal, bulk);
    await terminal.see(/Type the number of those that will be changed to agree: 2/);
    terminal.type("2");
    terminal.press("enter");
    await terminal.until("all three to have an outcome", () => done(bulk).length === 3);
    const asked = done(bulk).map(({ HST, TGT, RST }) => [HST.platform, TGT.name, RST?.status].join(" "));
    expect(asked.sort()).toEqual(["simulator web-01 REFUSED", "vsphere app-01 OK", "vsphere db-01 OK"]);
    expect(await executed(bulk)).toEqual([1, 1]);

    const move = `move vc1:${SHARED} --host vc2:DC0_C0_H1`;
    expect(await work(terminal, move)).toMatchObject({ RST: { status: "REFUSED", code: "PLACE_ELSEWHERE" } });
    expect(await executed(move)).toEqual([0, 0]);

    enterLine(terminal, "use vc2");
    await terminal.see("Names without an endpoint mean vc2");
    expect(await work(terminal, `rename ${SHARED} renamed-01`)).toMatchObject({ RST: { status: "OK" } });
    expect(await executed(`rename ${SHARED} renamed-01`)).toEqual([0, 1]);

    terminal.press("esc");
    await terminal.see(": command");
    terminal.press("t");
    await terminal.see("▸Hosts and clusters");
    const roots = inventoryRows(terminal.screen()).flatMap(
      (row) => /^[› ] ▾ (\S+) +\d+$/u.exec(row)?.[1] ?? [],
    );
    expect(roots).toEqual(["sim", "vc1", "vc2"]);

    expect(await sessions()).toEqual([1, 1]);
    enterLine(terminal, "disconnect vc1");
    await terminal.see("Logged out of vc1.");
    await terminal.see(/^ ›●vc2 {2}●sim /m);
    expect(await sessions()).toEqual([0, 1]);
    expect(await work(terminal, "snapshot create renamed-01 second")).toMatchObject({
      RST: { status: "OK" },
    });
    await leave(terminal);
    const ways = home.entries().filter(({ phase, OPR }) => phase === "outcome" && /^Log/.test(OPR));
    expect(ways.map(({ OPR, RST }) => `${OPR} ${RST?.status}`).sort()).toEqual([
      ...Array<string>(3).fill("Login OK"),
      ...Array<string>(3).fill("Logout OK"),
    ]);
  });

  test("one is killed and brought back: the others go on, and it is worked at again after C", {
    timeout: 120_000,
  }, async () => {
    await using terminal = await open();
    await vc2.kill();
    await terminal.see(/!vc2 .*vc2 ! CONNECTION LOST/);
    expect(await work(terminal, "start app-01")).toMatchObject({ RST: { status: "OK" } });
    expect(await work(terminal, "start web-02")).toMatchObject({
      HST: { endpoint: "sim:" },
      RST: { status: "OK" },
    });
    const refused = await work(terminal, "start vc2:db-01");
    expect(refused).toMatchObject({
      RST: { status: "REFUSED", code: "INTERRUPTED" },
      HST: { endpoint: `vsphere://${vc2.host}:${vc2.port}` },
    });
    await terminal.see(/REFUSED StartVM {2}(vc2:)?db-01 /);
    expect(terminal.text()).toContain("is interrupted");
    // What was there is still shown.
    expect(rowsOf(terminal, SHARED).map(([, endpoint]) => endpoint)).toEqual(["vc1", "vc2"]);

    vc2 = await startVcsim({ ...SITE, inPlaceOf: vc2 });
    await terminal.see(/×vc2 .*vc2 ! SESSION ENDED/);
    const over = await work(terminal, `start vc2:${SHARED}`);
    expect(over).toMatchObject({ RST: { status: "REFUSED", code: "SESSION_ENDED" } });
    terminal.press("esc");
    await terminal.gone("Esc to the panes");
    terminal.press("C");
    await terminal.see(/^ ●vc1 {2}●vc2 {2}●sim .*read-write/m);
    // It is another server by now, without what the first one was told.
    await terminal.until("the new one's machines", () => rowsOf(terminal, "db-01").length === 0);
    await terminal.until("its own name for them", () => rowsOf(terminal, RENAMED).length === 1);
    const again = `memory vc2:${SHARED} 64MiB`;
    enterLine(terminal, again);
    await terminal.see("Enter runs it.");
    terminal.press("enter");
    await terminal.until("it to have its outcome", () => done(again).length > 0);
    expect(done(again)).toMatchObject([{ AFT: { memoryMiB: 64 }, RST: { status: "OK" } }]);
    expect(await executed(again)).toEqual([0, 1]);
    const login = home.entries().findLast(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
    expect(login).toMatchObject({
      BEF: { endedBy: "SESSION_ENDED", consent: "operator" },
      RST: { status: "OK" },
    });
    await leave(terminal);
  });

  test("in Japanese: where it is, what is lost, and what to do", { timeout: 120_000 }, async () => {
    await using terminal = await open({ LANG: "ja_JP.UTF-8" }, 24);
    await terminal.see("接続先");
    await work(terminal, `start ${SHARED}`);
    await terminal.see(/該当する対象が 2 件あります: vc1:\S+、vc2:/);
    await dropLine(terminal);
    await vc2.kill();
    await terminal.see(/!vc2 .*vc2 ! 接続断/);
    expect(await work(terminal, "start vc2:db-01")).toMatchObject({ RST: { code: "INTERRUPTED" } });
    await terminal.see(/REFUSED StartVM {2}(vc2:)?db-01 /);
    expect(terminal.text()).not.toMatch(/interrupted|looked for/);
    expect(await work(terminal, "start app-01")).toMatchObject({ RST: { status: "OK" } });
    terminal.press("ctrl+d");
    expect((await terminal.exited).signal).toBeNull();
    expect((await vc1.sessions()).filter(ours)).toEqual([]);
  });
});
