import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hereIn } from "#providers/libvirt/sockets/here.js";
import { pkiFiles } from "#providers/libvirt/sockets/pki-files.js";
import { unixPath } from "#providers/libvirt/sockets/unix-path.js";
import { target } from "../rpc/connecting.js";

const directory = mkdtempSync(join(tmpdir(), "shoseki-places-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const touch = (...path: readonly string[]) => {
  const file = join(directory, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "");
  return file;
};

describe("the socket is the one that virsh would take", () => {
  const operator = { environment: { XDG_RUNTIME_DIR: join(directory, "run") }, isRoot: false, userId: 1_000 };
  const session = (query: Readonly<Record<string, string>> = {}) =>
    unixPath(target({ driver: "qemu", path: "/session", query }), operator);

  test("the hypervisor's own daemon, unless only the one for all of them is there", () => {
    const direct = join(directory, "run", "libvirt", "virtqemud-sock");
    expect(session()).toBe(direct);
    const legacy = touch("run", "libvirt", "libvirt-sock");
    expect(session()).toBe(legacy);
    touch("run", "libvirt", "virtqemud-sock");
    expect(session()).toBe(direct);
    expect(session({ mode: "legacy" })).toBe(legacy);
  });

  test("the system's for /system, and what the endpoint says where it says one", () => {
    const system = target({ driver: "xen", path: "/system", query: { mode: "direct" } });
    expect(unixPath(system, operator)).toBe("/run/libvirt/virtxend-sock");
    expect(session({ socket: "/srv/libvirt-sock" })).toBe("/srv/libvirt-sock");
    expect(unixPath(target(), { ...operator, isRoot: true })).toBe("/run/libvirt/libvirt-sock");
  });

  test("without a runtime directory in the environment it is the system's own of the user", () => {
    const bare = { ...operator, environment: {} };
    expect(unixPath(target(), bare)).toBe("/run/user/1000/libvirt/libvirt-sock");
  });
});

test("certificates are the operator's own where there are some, else the system's, or all from one directory", () => {
  const system = join(directory, "etc");
  const home = join(directory, "home");
  const operators = { home, isRoot: false };
  const systems = {
    authority: touch("etc", "CA", "cacert.pem"),
    revoked: touch("etc", "CA", "cacrl.pem"),
    client: {
      certificate: touch("etc", "libvirt", "clientcert.pem"),
      key: touch("etc", "libvirt", "private", "clientkey.pem"),
    },
  };
  expect(pkiFiles(undefined, operators, system)).toEqual(systems);
  const certificate = touch("home", ".pki", "libvirt", "clientcert.pem");
  expect(pkiFiles(undefined, operators, system)).toEqual(systems);
  const key = touch("home", ".pki", "libvirt", "clientkey.pem");
  expect(pkiFiles(undefined, operators, system)).toEqual({ ...systems, client: { certificate, key } });
  // As libvirt has it, for root only what is the system's own.
  expect(pkiFiles(undefined, { home, isRoot: true }, system)).toEqual(systems);
  expect(pkiFiles(undefined, { home: null, isRoot: false }, system)).toEqual(systems);
  const revoked = touch("home", ".pki", "libvirt", "cacrl.pem");
  expect(pkiFiles(undefined, operators, system)).toMatchObject({ revoked });
  const said = join(directory, "said");
  expect(pkiFiles(said, operators, system)).toEqual({
    authority: join(said, "cacert.pem"),
    revoked: null,
    client: null,
  });
});

test("one's own directory is where HOME says, or the system, and never wherever one is", () => {
  expect(hereIn({ HOME: "/home/ops" })).toMatchObject({ home: "/home/ops", user: userInfo().username });
  expect(hereIn({})).toMatchObject({ home: userInfo().homedir });
  expect(hereIn({ HOME: "" })).toMatchObject({ home: null });
  expect(hereIn({ HOME: "ops" })).toMatchObject({ home: null });
});
