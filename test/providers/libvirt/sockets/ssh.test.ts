import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openLibvirt } from "#providers/libvirt/open.js";
import { connectRpc } from "#providers/libvirt/rpc/connect-rpc.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { ProcessStream } from "#providers/libvirt/sockets/process-stream.js";
import { sshUser } from "#providers/libvirt/sockets/ssh-user.js";
import { FakeSsh } from "../../../rigs/fake-ssh.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { ScriptedLibvirtd } from "../../../rigs/scripted-libvirtd.js";
import { options, target } from "../rpc/connecting.js";

const kvm1 = (query: Readonly<Record<string, string>> = {}) =>
  target({
    driver: "qemu",
    transport: "ssh",
    user: "ops",
    host: "kvm1",
    port: 2_222,
    path: "/system",
    query,
  });

const answering = () =>
  ScriptedLibvirtd.start((call, peer) =>
    peer.reply(call, PROCEDURES.connectGetHostname.ret, { hostname: "kvm1" }),
  );

test("ssh asks nothing, and runs libvirt's helper there; when the connection is closed, it ends", async () => {
  await using server = await answering();
  using ssh = new FakeSsh({ "virt-ssh-helper": `echo "$1" >"$HERE/uri"; exec $NC ${server.path}` });
  const { environment } = ssh;
  const client = await connectRpc(kvm1({ keyfile: "/home/ops/.ssh/id lab" }), { ...options, environment });
  expect(await client.call(PROCEDURES.connectGetHostname, {})).toEqual({ hostname: "kvm1" });
  expect(client.facts.login).toBe("ops");
  const [command, ...given] = [...ssh.arguments()].reverse();
  expect(given.reverse().join(" ")).toBe(
    "-T -e none -o BatchMode=yes -p 2222 -l ops -i /home/ops/.ssh/id lab -- kvm1",
  );
  expect(command).toContain("qemu:///system");
  expect(ssh.runs()).toBe(true);
  await client.close();
  await expect.poll(() => ssh.runs()).toBe(false);
});

test("where the helper is not installed, nc is taken, on a socket that is there or that was said", async () => {
  await using server = await answering();
  using ssh = new FakeSsh({
    nc: `echo "$*" >>"$HERE/nc"; if test "$1" = -q; then exit 1; fi; exec $NC "$2"`,
  });
  const { environment } = ssh;
  const client = await connectRpc(kvm1({ socket: server.path }), { ...options, environment });
  expect(await client.call(PROCEDURES.connectGetHostname, {})).toEqual({ hostname: "kvm1" });
  await client.close();
  await expect(
    connectRpc(kvm1({ socket: "/nowhere/it's" }), { ...options, environment }),
  ).rejects.toMatchObject({
    problem: { code: "NOT_SENT", facts: { cause: "ssh: no libvirt socket at /nowhere/it's" } },
  });
});

test("a path of the other machine is a word of its shell, whatever is in it", async () => {
  using ssh = new FakeSsh({});
  const { environment, path } = ssh;
  const socket = `/nowhere'; touch '${path}/pwned'; echo $(touch ${path}/pwned) "\`touch ${path}/pwned\`"`;
  await expect(connectRpc(kvm1({ socket }), { ...options, environment })).rejects.toMatchObject({
    code: "NOT_SENT",
  });
  expect(ssh.has("pwned")).toBe(false);
});

test("what ssh says is told", async () => {
  using ssh = new FakeSsh({});
  const { environment } = ssh;
  ssh.put("ssh", "echo 'ops@kvm1: Permission denied (publickey).' >&2; exit 255");
  await expect(connectRpc(kvm1(), { ...options, environment })).rejects.toMatchObject({
    problem: { code: "NOT_SENT", facts: { cause: "ssh: ops@kvm1: Permission denied (publickey)." } },
  });
  ssh.put("ssh", "exit 3");
  await expect(connectRpc(kvm1(), { ...options, environment })).rejects.toMatchObject({
    problem: { facts: { cause: "ssh has ended (code 3)" } },
  });
  await expect(connectRpc(kvm1(), { ...options, environment: { PATH: "/nowhere" } })).rejects.toMatchObject({
    problem: {
      code: "NOT_SENT",
      facts: { cause: expect.stringMatching(/^ssh cannot be run .*ENOENT/) as string },
    },
  });
});

test("ssh that dies in the middle of a call leaves that call uncertain, and says what ssh said", async () => {
  await using server = await ScriptedLibvirtd.start();
  using ssh = new FakeSsh({
    "virt-ssh-helper": `$NC ${server.path}; echo 'client_loop: send disconnect: Broken pipe' >&2; exit 255`,
  });
  const { environment } = ssh;
  const client = await connectRpc(kvm1(), { ...options, environment });
  const waiting = client.call(PROCEDURES.connectGetHostname, {});
  await server.until(() => server.of(PROCEDURES.connectGetHostname.number).length === 1);
  server.peers[0]?.cut();
  await expect(waiting).rejects.toMatchObject({
    problem: { code: "CONNECTION_LOST", facts: { cause: expect.stringContaining("Broken pipe") as string } },
  });
});

describe("of ssh whose pipes a process that it has left behind keeps open", () => {
  test.each(["stdout", "stderr"] as const)("%s: its end is noticed all the same", async (clinging) => {
    await using server = await answering();
    using ssh = new FakeSsh({ "virt-ssh-helper": `exec $NC ${server.path}` }, { clinging });
    const { environment } = ssh;
    const client = await connectRpc(kvm1(), { ...options, environment });
    ssh.kill();
    await client.closed;
    await expect(client.call(PROCEDURES.connectGetHostname, {})).rejects.toMatchObject({
      problem: { code: "NOT_SENT", facts: { cause: "ssh has ended (SIGKILL)" } },
    });
    expect(ssh.clings()).toBe(true);
  });

  test("it is ended with the connection, however little it wants to", async () => {
    await using server = await answering();
    using ssh = new FakeSsh(
      { "virt-ssh-helper": `exec $NC ${server.path}` },
      { clinging: "stderr", stubborn: true },
    );
    const { environment } = ssh;
    const client = await connectRpc(kvm1(), { ...options, environment });
    await client.close();
    await expect.poll(() => ssh.runs()).toBe(false);
    expect(ssh.clings()).toBe(true);
  });
});

test("what can no longer be written to ssh ends the connection", async () => {
  using ssh = new FakeSsh({});
  ssh.put("deaf", "exec <&-; echo deaf; sleep 600");
  const child = spawn(join(ssh.path, "deaf"), { stdio: ["pipe", "pipe", "pipe"] });
  const stream = new ProcessStream(child, "ssh");
  await once(stream, "data");
  stream.write("anybody there?");
  const [error] = (await once(stream, "error")) as [Error];
  expect(error.message).toBe("ssh has closed its pipes");
  await expect.poll(() => child.signalCode).not.toBe(null);
});

test("ssh is asked once a session whom it logs in as, however many connections that has", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using ssh = new FakeSsh({ "virt-ssh-helper": `exec $NC ${libvirtd.socket}` });
  const { environment } = ssh;
  const endpoint = target({ transport: "ssh", host: "kvm1", name: "test+ssh://kvm1/default" });
  const session = await openLibvirt({ endpoint, timeoutMs: 10_000, environment });
  expect(session.login.user).toBe("for-kvm1");
  await session.ping();
  session.resume();
  await session.ping();
  expect(ssh.counts()).toEqual({ runs: 3, asked: 1 });
  await session.close();
});

test("ssh that does not say whom it logs in as is not waited for when that is given up", async () => {
  using ssh = new FakeSsh({});
  ssh.put("ssh", 'touch "$HERE/asking"; sleep 600');
  const stop = new AbortController();
  const login = sshUser({ ...kvm1(), user: null }, ssh.environment, stop.signal);
  await expect.poll(() => ssh.has("asking")).toBe(true);
  stop.abort();
  expect(await login).toBe(null);
  const stopped = { ...options, environment: ssh.environment, signal: stop.signal };
  await expect(connectRpc(kvm1(), stopped)).rejects.toMatchObject({ code: "NOT_SENT" });
});
