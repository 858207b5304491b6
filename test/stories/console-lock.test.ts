import { afterAll, beforeAll, expect, test } from "vitest";
import { openConsole } from "../terminal/console.js";
import { enterLine } from "./console-desk.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const SIZE = { columns: 100, rows: 30 } as const;

const locks = (home: OperatorHome) =>
  home
    .entries()
    .filter(({ OPR }) => OPR === "LockConsole" || OPR === "UnlockConsole")
    .map(({ OPR, AFT, RST, TGT }) => [OPR, TGT.kind, AFT, RST?.code ?? RST?.status]);

onVcsim("a console that is left alone", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 6, poweredOff: true });
  });
  afterAll(() => site.stop());

  test("hides itself, tells nothing, takes the password, and records who wanted in", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    const { name } = machine!;
    await using terminal = openConsole(
      home,
      [site.endpoint, "--thumbprint", site.vcsim.thumbprint, "--lock-after", "3s"],
      { ...SIZE, env: { SHOSEKI_PASSWORD: site.vcsim.password } },
    );
    await terminal.see(name);
    await terminal.see(/Locked since \d\d:\d\d:\d\d/);
    expect(terminal.text()).not.toContain(name);
    expect(terminal.text()).not.toContain("127.0.0.1");

    // Keys that mean something elsewhere are letters of a password here, and nothing of them is shown.
    terminal.type("quit");
    terminal.press("ctrl+z");
    terminal.press("enter");
    await terminal.see("That was not right.");
    expect(terminal.text()).not.toContain("quit");
    // It comes no sooner by trying on.
    terminal.type(site.vcsim.password);
    terminal.press("enter");
    await terminal.see("Try again.");
    expect(terminal.text()).not.toContain(name);

    terminal.press("ctrl+u");
    terminal.type(site.vcsim.password);
    terminal.press("enter");
    await terminal.see(name);
    expect(terminal.text()).not.toContain(site.vcsim.password);
    const hidden = { locked: true, by: "idle" };
    expect(locks(home).slice(0, 3)).toEqual([
      ["LockConsole", "Console", hidden, "OK"],
      ["UnlockConsole", "Console", { locked: true }, "PASSWORD_WRONG"],
      ["UnlockConsole", "Console", { locked: false }, "OK"],
    ]);
  });

  test("what runs meanwhile runs on, and is there to see afterwards", async () => {
    using home = new OperatorHome();
    const [machine] = await site.machines();
    await using terminal = openConsole(home, [site.endpoint, "--thumbprint", site.vcsim.thumbprint], {
      ...SIZE,
      env: { SHOSEKI_PASSWORD: site.vcsim.password },
    });
    await terminal.see(machine!.name);
    await site.vcsim.holdTasks("PowerOnVM_Task");
    enterLine(terminal, `start @${machine!.id}`);
    await terminal.see("1 running");
    enterLine(terminal, "lock");
    await terminal.see("Locked since");
    await site.vcsim.releaseTasks();
    await expect
      .poll(() => home.entries().find(({ OPR, phase }) => OPR === "StartVM" && phase === "outcome")?.RST, {
        timeout: 10_000,
      })
      .toEqual({ status: "OK" });
    expect(terminal.text()).not.toContain("StartVM");
    terminal.type(site.vcsim.password);
    terminal.press("enter");
    await terminal.see(/✓ OK +StartVM/);
    terminal.press("ctrl+d");
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
  });
});

test("on simulators alone there is no password, and it says so", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20"], SIZE);
  await terminal.see("Connected to Shoseki simulator");
  terminal.press("L");
  await terminal.see("No login here has a password");
  expect(terminal.text()).not.toContain("web-01");
  terminal.press("enter");
  await terminal.see("web-01");
  // A signal ends it all the same while it is locked.
  terminal.press("L");
  await terminal.see("Locked since");
  terminal.kill("SIGTERM");
  expect((await terminal.exited).code).toBe(0);
  expect(locks(home).map(([OPR]) => OPR)).toEqual(["LockConsole", "UnlockConsole", "LockConsole"]);
});

test("in Japanese as well", async () => {
  using home = new OperatorHome();
  await using terminal = openConsole(home, ["sim:?vms=20", "--lang", "ja"], SIZE);
  await terminal.see("web-01");
  terminal.press("L");
  await terminal.see("ロック中");
  terminal.press("enter");
  await terminal.see("web-01");
});
