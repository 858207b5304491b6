import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buildConnector } from "undici";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Transport } from "#providers/vsphere/transport.js";
import { VimClient } from "#providers/vsphere/vim-client.js";

const MACHINE = { type: "VirtualMachine", id: "vm-1" };

/** What has come to the server, which answers nothing. */
let arrived: string[];
let server: Server;
let transport: Transport;
let client: VimClient;
/** A call that has the one connection. */
let busy: Promise<unknown>;

beforeEach(async () => {
  arrived = [];
  server = createServer((request) => {
    request.setEncoding("utf8").once("data", (text: string) => {
      arrived.push(/<soapenv:Body><(\w+)/.exec(text)?.[1] ?? "?");
      server.emit("arrival");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const connector = { connect: buildConnector({}), met: () => null, abandon: () => undefined };
  transport = new Transport(`http://127.0.0.1:${port}`, connector, 1);
  client = new VimClient(transport, 20_000);
  const arrival = once(server, "arrival");
  busy = client.call("PowerOffVM_Task", MACHINE, "").catch((error: unknown) => error);
  await arrival;
});
afterEach(async () => {
  await transport.close();
  server.closeAllConnections();
  server.close();
});

test("a call that gets no connection in time has not been sent, and is not sent when there is one", async () => {
  const call = client.call("PowerOnVM_Task", MACHINE, "", { timeoutMs: 20 });
  await expect(call).rejects.toMatchObject({
    code: "NOT_SENT",
    problem: { facts: { cause: "there was no connection for it within 0.02 s" } },
  });
  server.closeAllConnections();
  expect(await busy).toMatchObject({ code: "CONNECTION_LOST" });
  const arrival = once(server, "arrival");
  void client.call("ResetVM_Task", MACHINE, "").catch(() => undefined);
  await arrival;
  expect(arrived).toEqual(["PowerOffVM_Task", "ResetVM_Task"]);
});

test("nor does a read wait for one as long again", async () => {
  const exchange = vi.spyOn(transport, "exchange");
  const read = client.read("RetrievePropertiesEx", MACHINE, "", { timeoutMs: 20 });
  await expect(read).rejects.toMatchObject({ code: "NOT_SENT" });
  expect(exchange).toHaveBeenCalledTimes(1);
});

test("when all connections are let go, what has been sent may have arrived, and what waited was not sent", async () => {
  const waits = client.call("PowerOnVM_Task", MACHINE, "");
  const refused = expect(waits).rejects.toMatchObject({ code: "NOT_SENT" });
  await transport.close();
  await refused;
  expect(await busy).toMatchObject({ code: "CONNECTION_LOST" });
});
