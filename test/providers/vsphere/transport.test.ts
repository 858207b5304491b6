import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buildConnector } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ErrorCode, ShosekiError } from "#domain/errors.js";
import { Transport } from "#providers/vsphere/transport.js";
import { VimClient } from "#providers/vsphere/vim-client.js";

const MACHINE = { type: "VirtualMachine", id: "vm-1" };

/** The code that a call ends in. */
async function codeOf(call: Promise<unknown>): Promise<ErrorCode | "none"> {
  return await call.then(
    () => "none" as const,
    (error: ShosekiError) => error.code,
  );
}

describe("a call that the operator stops", () => {
  /** Methods that have come, and those that wait for one to come. */
  let arrived: string[];
  let server: Server;
  let transport: Transport;
  let client: VimClient;

  beforeEach(async () => {
    arrived = [];
    // It answers nothing: a call is over when it is given up.
    server = createServer((request) => {
      request.setEncoding("utf8").once("data", (text: string) => {
        arrived.push(/<soapenv:Body><(\w+)/.exec(text)?.[1] ?? "?");
        server.emit("arrival");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const connector = { connect: buildConnector({}), certificate: () => null, abandon: () => undefined };
    transport = new Transport(`http://127.0.0.1:${port}`, connector, 1);
    client = new VimClient(transport, 20_000);
  });
  afterEach(async () => {
    await transport.close();
    server.closeAllConnections();
    server.close();
  });

  test("before it is asked for has not been sent", async () => {
    expect(await codeOf(client.call("PowerOnVM_Task", MACHINE, "", { signal: AbortSignal.abort() }))).toBe(
      "NOT_SENT",
    );
    expect(arrived).toEqual([]);
  });

  test("while it waits for a connection has not been sent, and is not sent when there is one", async () => {
    const first = new AbortController();
    const arrival = once(server, "arrival");
    const busy = codeOf(client.call("PowerOnVM_Task", MACHINE, "", first));
    await arrival;
    const second = new AbortController();
    const waiting = codeOf(client.call("PowerOffVM_Task", MACHINE, "", second));
    second.abort();
    expect(await waiting).toBe("NOT_SENT");
    first.abort();
    expect(await busy).toBe("GAVE_UP_WAITING");
    const last = once(server, "arrival");
    void codeOf(client.call("ResetVM_Task", MACHINE, ""));
    await last;
    expect(arrived).toEqual(["PowerOnVM_Task", "ResetVM_Task"]);
  });

  test("when it has been sent may have arrived", async () => {
    const stop = new AbortController();
    const arrival = once(server, "arrival");
    const call = codeOf(client.call("PowerOnVM_Task", MACHINE, "", stop));
    await arrival;
    stop.abort();
    expect(await call).toBe("GAVE_UP_WAITING");
  });

  test("and that changes nothing is given up, sent or not", async () => {
    const read = client.read("RetrievePropertiesEx", MACHINE, "", { signal: AbortSignal.abort() });
    expect(await codeOf(read)).toBe("GAVE_UP_WAITING");
    expect(arrived).toEqual([]);
  });
});
