import { chownSync } from "node:fs";
import { expect, test } from "vitest";
import { FakeSsh } from "../rigs/fake-ssh.js";
import { needsLibvirtd } from "../rigs/libvirtd-needed.js";
import { OperatorHome } from "./shoseki.js";

test("by ssh the entries say as whom, and the program ends while what ssh has left behind lives on", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using home = new OperatorHome();
  using ssh = new FakeSsh(
    { "virt-ssh-helper": `exec $NC ${libvirtd.socket}` },
    { clinging: "stderr", stubborn: true },
  );
  const env = { PATH: ssh.environment.PATH ?? "" };

  const listed = await home.run(["exec", "test+ssh://kvm1/default", "vms"], { env });
  expect(listed.code, listed.err).toBe(0);
  expect(listed.out).toMatch(/^test +on /m);
  expect(ssh.clings()).toBe(true);
  expect(ssh.runs()).toBe(false);
  const [, ...session] = home.entries();
  expect(session.map(({ OPR, USR }) => [OPR, USR.name])).toEqual(
    ["Login", "Login", "Logout", "Logout"].map((operation) => [operation, "for-kvm1"]),
  );
});

test.skipIf(process.getuid?.() !== 0)(
  "a user that the system has no name for is named by number",
  async () => {
    using home = new OperatorHome();
    chownSync(home.directory, 54_321, 54_321);
    const by = ["setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups"];
    const ran = await home.run(["exec", "test:///default?socket=/nowhere/sock", "vms"], { by });
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/^UNREACHABLE: /m);
    const login = home.entries().find(({ OPR, phase }) => OPR === "Login" && phase === "outcome");
    expect(login?.USR).toMatchObject({ name: "uid-54321", os: "uid-54321" });
  },
);
