import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, test } from "vitest";
import { onVcsim } from "../stories/on-vcsim.js";
import { startTcpProxy } from "./tcp-proxy.js";
import { startVcsim } from "./vcsim.js";

/** Answers every line with its own name and the line. */
class NamingServer implements AsyncDisposable {
  readonly host = "127.0.0.1";
  readonly sockets: Socket[] = [];
  /** How each connection ended, as the server saw it. */
  readonly ends: string[] = [];
  readonly #server: Server;

  private constructor(name: string) {
    this.#server = createServer((socket) => {
      this.sockets.push(socket);
      socket.on("data", (line) => socket.write(`${name} ${line}`));
      socket.on("end", () => this.ends.push("FIN"));
      socket.on("error", ({ message }) => this.ends.push(message));
    });
  }

  static async start(name: string): Promise<NamingServer> {
    const server = new NamingServer(name);
    server.#server.listen(0, server.host);
    await once(server.#server, "listening");
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** As a process that is killed: nobody listens any more, and connections break. */
  async kill(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.sockets) socket.resetAndDestroy();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.kill();
  }
}

async function client(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

async function ask(socket: Socket, line: string): Promise<string> {
  socket.write(`${line}\n`);
  return String((await once(socket, "data"))[0]);
}

/** How a connection ends for the client: `FIN`, or the error's code. */
async function ending(socket: Socket): Promise<string> {
  return await new Promise((resolve) => {
    socket.on("end", () => resolve("FIN"));
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
    socket.resume();
  });
}

test("a stalled network holds what either side says, and takes new connections that lead nowhere, until it is back", async () => {
  await using server = await NamingServer.start("vc1");
  await using proxy = await startTcpProxy(server);
  const early = await client(proxy.port);
  expect(await ask(early, "first")).toBe("vc1 first\n");
  proxy.stall();
  const answer = once(early, "data");
  early.write("second\n");
  server.sockets[0]?.write("a push\n");
  await proxy.until(({ heldBytes }) => heldBytes === "second\n".length + "a push\n".length);
  const late = await client(proxy.port);
  late.write("third\n");
  const leaving = await client(proxy.port);
  leaving.end("fourth\n");
  await proxy.until(({ openConnections, heldBytes }) => openConnections === 2 && heldBytes === 27);
  expect(server.sockets).toHaveLength(1);
  expect([early.destroyed, late.destroyed]).toEqual([false, false]);
  const lateAnswer = once(late, "data");
  const farewell = once(leaving, "data");
  proxy.release();
  expect(String((await answer)[0])).toBe("a push\n");
  expect(String((await once(early, "data"))[0])).toBe("vc1 second\n");
  expect(String((await lateAnswer)[0])).toBe("vc1 third\n");
  expect(String((await farewell)[0])).toBe("vc1 fourth\n");
  expect(server.ends).toEqual(["FIN"]);
  expect([proxy.connections, proxy.openConnections, proxy.heldBytes]).toEqual([3, 2, 0]);
});

test("dropped connections end with FIN on both sides and reset ones with RST, stalled or not; new ones are taken", async () => {
  await using server = await NamingServer.start("vc1");
  await using proxy = await startTcpProxy(server);
  for (const [cut, clientSees, serverSees] of [
    ["drop", "FIN", "FIN"],
    ["reset", "ECONNRESET", "read ECONNRESET"],
  ] as const) {
    for (const stalled of [false, true]) {
      const socket = await client(proxy.port);
      await ask(socket, "here");
      if (stalled) proxy.stall();
      socket.write("never read\n");
      if (stalled) await proxy.until(({ heldBytes }) => heldBytes > 0);
      const seen = server.sockets.at(-1) as Socket;
      const closed = once(seen, "close").catch(() => undefined);
      const end = ending(socket);
      proxy[cut]();
      expect(proxy.openConnections).toBe(0);
      expect(await end).toBe(clientSees);
      socket.destroy();
      await closed;
      expect(server.ends.at(-1)).toBe(serverSees);
      proxy.release();
    }
  }
  expect(await ask(await client(proxy.port), "again")).toBe("vc1 again\n");
});

test("a network that refuses leaves open connections alone, and is back on the same port", async () => {
  await using server = await NamingServer.start("vc1");
  await using proxy = await startTcpProxy(server);
  const { port } = proxy;
  const open = await client(port);
  await ask(open, "here");
  proxy.refuse();
  expect(await ending(connect(port, "127.0.0.1"))).toBe("ECONNREFUSED");
  expect(await ask(open, "still")).toBe("vc1 still\n");
  await proxy.restore();
  expect(proxy.port).toBe(port);
  expect(await ask(await client(port), "back")).toBe("vc1 back\n");
});

test("a server that is killed takes its connections with it, and is found again on another port", async () => {
  await using server = await NamingServer.start("vc1");
  await using proxy = await startTcpProxy(server);
  const socket = await client(proxy.port);
  await ask(socket, "here");
  const end = ending(socket);
  await server.kill();
  expect(await end).toBe("ECONNRESET");
  expect(await ending(await client(proxy.port))).toBe("ECONNRESET");
  await using successor = await NamingServer.start("vc1 again");
  proxy.retarget(successor.port);
  expect(await ask(await client(proxy.port), "here")).toBe("vc1 again here\n");
});

onVcsim("before a vSphere server", () => {
  async function thumbprintAt(port: number): Promise<string> {
    const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false });
    await once(socket, "secureConnect");
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  }

  test("the certificate is the server's own, and another one's after retargeting", async () => {
    await using one = await startVcsim({ vms: 1 });
    await using other = await startVcsim({ vms: 1 });
    await using proxy = await startTcpProxy(one);
    expect(await thumbprintAt(proxy.port)).toBe(one.thumbprint);
    proxy.retarget(other.port);
    expect(await thumbprintAt(proxy.port)).toBe(other.thumbprint);
    expect(one.thumbprint).not.toBe(other.thumbprint);
  });

  test("the server says of every mutating call what came of it", async () => {
    await using vcsim = await startVcsim({ mode: "vc", vms: 4, poweredOff: true });
    const { virtualMachines } = (await vcsim.govcJson(["vm.info", "/*/vm/*"])) as {
      virtualMachines: { name: string; self: { value: string } }[];
    };
    const [one, two, three] = virtualMachines.map(({ name }) => name) as [string, string, string];
    await vcsim.failTask("PowerOnVM_Task", { fault: "InvalidState" });
    await expect(vcsim.govc(["vm.power", "-on", one])).rejects.toThrow();
    await vcsim.injectFault("PowerOnVM_Task", { fault: "NoPermission" });
    await expect(vcsim.govc(["vm.power", "-on", two])).rejects.toThrow();
    await vcsim.govc(["vm.power", "-on", three]);
    await vcsim.holdTasks();
    const held = vcsim.govc(["vm.power", "-off", three]);
    await expect.poll(async () => (await vcsim.mutations()).at(-1)?.method).toBe("PowerOffVM_Task");
    const seen = (await vcsim.mutations()).map(({ method, target, state, fault }) => [
      method,
      virtualMachines.find(({ self }) => self.value === target)?.name,
      state,
      fault,
    ]);
    expect(seen).toEqual([
      ["PowerOnVM_Task", one, "error", "InvalidState"],
      ["PowerOnVM_Task", two, "refused", "NoPermission"],
      ["PowerOnVM_Task", three, "success", ""],
      ["PowerOffVM_Task", three, "running", ""],
    ]);
    await vcsim.releaseTasks();
    await held;
    expect((await vcsim.mutations()).at(-1)?.state).toBe("success");
    expect(new Set((await vcsim.mutations()).map(({ user }) => user))).toEqual(new Set([vcsim.userName]));
  });
});
