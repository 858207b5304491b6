import { userInfo } from "node:os";
import { expect, test } from "vitest";
import { needsLibvirtd } from "../rigs/libvirtd-needed.js";
import { openConsole } from "../terminal/console.js";
import { enterLine } from "./console-desk.js";
import { jsonLines, OperatorHome } from "./shoseki.js";

const told = (entries: ReturnType<OperatorHome["entries"]>) =>
  entries.map(({ OPR, phase, RST }) => `${OPR} ${phase} ${RST?.status ?? ""}`.trim());

test("an operator looks at libvirt's machines by its socket, and the journal says where and as whom", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const endpoint = `test+unix:///default?socket=${libvirtd.socket}`;
  const name = `test:///default?socket=${libvirtd.socket}`;

  const listed = await home.run(["exec", endpoint, "vms"]);
  expect(listed.code, listed.err).toBe(0);
  expect(listed.out).toMatch(/^test +on /m);
  const entries = home.entries();
  expect(told(entries)).toEqual([
    "Key key OK",
    "Login intent",
    "Login outcome OK",
    "Logout intent",
    "Logout outcome OK",
  ]);
  const [, ...session] = entries;
  for (const { HST, USR } of session) {
    expect(HST).toMatchObject({ endpoint: name, platform: "libvirt" });
    expect(USR.name).toBe(userInfo().username);
  }
  expect(session[1]?.AFT).toMatchObject({ product: expect.stringMatching(/^TEST .* \(libvirt \d/) });
  // Nothing of the server keeps anchors, and nothing failed for that; whoever runs more than a line is told what would.
  expect(home.anchors()).toEqual([]);
  expect(listed.err).not.toMatch(/anchored nowhere/);

  const verdict = await home.run(["verify"]);
  expect(verdict.code, verdict.out).toBe(0);
  const paper = await home.run(["log", "--format", "4w1h1r"]);
  expect(paper.out).toContain(`OPR=Login;USR=${userInfo().username};HST=${name};`);
  const scripted = await home.run(["run", endpoint, "-"], { input: "vms\n" });
  expect(scripted.err).toMatch(/anchored nowhere: .* Set one with --anchor-command/);
});

test("an operator looks closer at one machine: its address, what waits for its next start; and what is not kept is said", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const endpoint = `test+unix:///default?socket=${libvirtd.socket}`;
  const anchoring = ["--anchor-command", "cat >> anchored"];

  const looked = await home.run(["exec", endpoint, "info test", "cpu test 1", ...anchoring]);
  expect(looked.code, looked.err).toBe(0);
  expect(looked.err).not.toMatch(/anchored nowhere/);
  expect(looked.out).toMatch(/^IP +192\.168\.122\.\d+$/m);
  expect(looked.out).not.toMatch(/NEXT START/);
  const rows = jsonLines((await home.run(["exec", endpoint, "--json", "info test"])).out);
  expect(rows).toContainEqual(
    expect.objectContaining({ kind: "vm", ip: expect.stringMatching(/^192\.168\.122\./) }),
  );

  const asked = await home.run(["exec", endpoint, "events test", "tasks", "--keep-going", "--lang", "ja"]);
  expect(asked.code).toBe(1);
  expect(asked.err).toMatch(/libvirt にはイベントの記録がありません。.*shoseki touched/s);
  expect(asked.err).toMatch(/libvirt にはタスクの記録がありません。/);
});

test("a machine is deleted and its disks stay: the plan, the entries and the pool say so", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const endpoint = `test+unix:///default?socket=${libvirtd.socket}`;
  // Whoever has a connection keeps the test driver's world.
  const lines = [
    "create web --disk 1GiB",
    "delete web --keep-disks",
    "create web-2 --disk 1GiB",
    "delete web-2",
  ];
  const done = await home.run(["exec", endpoint, ...lines, "--yes"]);
  expect(done.code, done.err + done.out).toBe(0);
  expect(done.err).toMatch(/DeleteVM web: disk [vhx]da \S*web\S* \(kept\)/);
  const [intent, outcome] = home.entries().filter(({ OPR }) => OPR === "DeleteVM");
  const file = /(\S+) MiB (\S+)/.exec(String(intent?.BEF?.disks))?.[2];
  expect(intent?.chosen).toEqual({ keepDisks: true, [String(intent?.BEF?.disks).split(" ")[0]!]: file });
  expect(outcome).toMatchObject({ RST: { status: "OK" }, AFT: { disks: intent?.BEF?.disks } });
  const [, , , whole] = home.entries().filter(({ OPR }) => OPR === "DeleteVM");
  expect(whole).toMatchObject({ RST: { status: "OK" }, AFT: {} });

  const refused = await home.run(["exec", endpoint, "delete test --keep-disks", "--yes"]);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/POWER_STATE|powered on/);
});

test("what the test driver has no call for is refused by the plan, and what a snapshot keeps is said in it", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const endpoint = `test+unix:///default?socket=${libvirtd.socket}`;
  const lines = [
    "create web --disk 1GiB",
    "disk web 2GiB",
    "disk web 1GiB --add",
    "start web",
    "snapshot create web",
  ];
  const done = await home.run(["exec", endpoint, ...lines, "disk web 1GiB --add", "--keep-going"]);
  expect(done.out).toMatch(/REFUSED +ModifyDisk.*cannot grow: its driver for this hypervisor does not/s);
  expect(done.err).toMatch(/memory 1 GiB \(kept, too: the guest stands still until it is done\)/);
  const asked = home.entries().filter(({ OPR, phase }) => OPR === "ModifyDisk" && phase === "outcome");
  expect(asked.map(({ RST }) => [RST?.status, RST?.code])).toEqual([
    ["REFUSED", "DISK_FIXED"],
    ["OK", undefined],
    ["REFUSED", "POWER_STATE"],
  ]);
});

test("a profile of libvirt from its making to its use, and what has no place in it", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const endpoint = `test+tcp://127.0.0.1:${libvirtd.tcpPort}/default`;

  const pinned = await home.run(["profile", "add", "lab", "--endpoint", endpoint, "--ca", "ca.pem"]);
  expect(pinned.code).toBe(2);
  expect(pinned.err).toMatch(
    /--ca: trust has no place here: a libvirt server is judged by ssh's known hosts/,
  );
  const added = await home.run(["profile", "add", "lab", "--endpoint", endpoint, "--read-only"]);
  expect(added.code, added.err).toBe(0);

  const shown = await home.run(["profile", "show", "lab"]);
  expect(shown.out).toMatch(/^user +whom libvirt sees +default$/m);
  expect(shown.out).toMatch(/^trust +libvirt's and ssh's own +default$/m);
  expect(shown.out).toMatch(/^password +none +default$/m);

  const tested = await home.run(["profile", "test", "lab"]);
  expect(tested.code, tested.err).toBe(0);
  expect(tested.out).toMatch(/^Product +TEST .* \(libvirt \d/m);
  expect(tested.out).toMatch(/^Logged in as +anonymous$/m);
  expect(tested.out).toMatch(/^Seen +1 virtual machine, 1 host$/m);
  expect(tested.out).not.toMatch(/clock|sessions/);

  const doctor = await home.run(["doctor", "lab", "--json"]);
  const found = jsonLines<{ check: string; code: string }>(doctor.out).map(
    ({ check, code }) => `${check} ${code}`,
  );
  expect(found.slice(-3)).toEqual(["host HOST_FOUND", "port PORT_OPEN", "server SERVER_FINE"]);
  expect(found).toContain("anchorCommand ANCHOR_NOWHERE");

  const anchors = await home.run(["verify", "--endpoint", "lab"]);
  expect(anchors.code).toBe(2);
  expect(anchors.err).toMatch(/libvirt has no event log; .* --against FILE/);
  const trusted = await home.run(["trust", "lab"]);
  expect(trusted.code).toBe(2);
  expect(trusted.err).toMatch(/known hosts/);
});

test("checkpoints of a libvirt session go to the operator's anchor command", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const endpoint = `test+unix:///default?socket=${libvirtd.socket}`;
  const ran = await home.run(["exec", endpoint, "vms", "--anchor-command", `cat >> ${home.directory}/kept`]);
  expect(ran.code, ran.err).toBe(0);
  expect(home.anchors().map(({ RST }) => RST?.status)).toEqual(["OK", "OK"]);
});

test("a console on libvirt takes a second endpoint and an exec from outside, and unlocks without a password", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  const endpoint = `test+tcp://127.0.0.1:${libvirtd.tcpPort}/default`;
  await using terminal = openConsole(home, [endpoint], { columns: 140, rows: 40 });
  await terminal.see(/ ms {2}read-write/);
  const outside = await home.run(["exec", endpoint, "vms"]);
  expect(outside, outside.err).toMatchObject({ code: 0, err: "" });
  expect(outside.out).toMatch(/^test +on /m);
  expect(home.entries().filter(({ OPR, phase }) => OPR === "Login" && phase === "outcome")).toHaveLength(1);

  enterLine(terminal, "connect sim:?vms=3");
  await terminal.see(`●127.0.0.1-${libvirtd.tcpPort}  ●sim`);
  enterLine(terminal, "lock");
  await terminal.see("as simulators and libvirt take none: Enter goes on");
  terminal.press("enter");
  await terminal.see("●sim");
  enterLine(terminal, "quit");
  await terminal.exited;
  const logins = home.entries().filter(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
  expect(logins.map(({ HST, RST }) => `${HST.platform} ${RST?.status}`)).toEqual([
    "libvirt OK",
    "simulator OK",
  ]);
});

test("a libvirt that is not there is told with its socket, and the Login is recorded as not done", async () => {
  using home = new OperatorHome();
  const socket = `${home.directory}/none`;
  const ran = await home.run(["exec", `qemu:///system?socket=${socket}`, "vms"]);
  expect(ran.code).toBe(3);
  expect(ran.err).toMatch(/UNREACHABLE/);
  expect(ran.err).toContain(socket);
  expect(told(home.entries())).toEqual(["Key key OK", "Login intent", "Login outcome NG"]);

  const doctor = await home.run(["doctor", `qemu:///system?socket=${socket}`]);
  expect(doctor.code).toBe(1);
  expect(doctor.out).toMatch(/There is no socket of libvirt at .*\/none\./);
  expect(doctor.out.trimEnd().split("\n").at(-1)).toBe("1 thing has to be mended.");
});
