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
    const connector = { connect: buildConnector({}), met: () => null, abandon: () => undefined };
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

describe("connections that are renewed", () => {
  let server: Server;
  let sockets: number;
  /** The next connections are never there. */
  let hanging: boolean;
  /** How a call is answered, when the test says so. */
  let answers: (() => void)[];
  let transport: Transport;
  let client: VimClient;

  beforeEach(async () => {
    [sockets, hanging, answers] = [0, false, []];
    server = createServer((request, response) => {
      request.setEncoding("utf8").once("data", (text: string) => {
        const method = /<soapenv:Body><(\w+)/.exec(text)?.[1] ?? "?";
        const body = `<Envelope><Body><${method}Response/></Body></Envelope>`;
        answers.push(() => response.end(body));
        if (method !== "Held") response.end(body);
        server.emit("arrival");
      });
    });
    server.on("connection", () => {
      sockets += 1;
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const made = buildConnector({});
    const connect: buildConnector.connector = (options, callback) => {
      if (!hanging) made(options, callback);
    };
    transport = new Transport(
      `http://127.0.0.1:${port}`,
      { connect, met: () => null, abandon: () => undefined },
      1,
    );
    client = new VimClient(transport, 20_000);
  });
  afterEach(async () => {
    await transport.close();
    server.closeAllConnections();
    server.close();
  });

  const open = async () =>
    await new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );

  test("are used from then on, and idle ones let go", async () => {
    await client.call("One", MACHINE, "");
    await client.call("Two", MACHINE, "");
    expect(sockets).toBe(1);
    transport.renew();
    await client.call("Three", MACHINE, "");
    expect(sockets).toBe(2);
    await expect.poll(open).toBe(1);
  });

  test("leave what has been sent to be answered, and nothing waits behind it", async () => {
    const arrival = once(server, "arrival");
    const held = client.call("Held", MACHINE, "");
    await arrival;
    transport.renew();
    transport.renew();
    await client.call("Other", MACHINE, "");
    answers[0]?.();
    expect((await held).name).toBe("HeldResponse");
    await expect.poll(open).toBe(1);
  });

  test("do not wait for one that was being made: what waits for it has not been sent", async () => {
    hanging = true;
    const stuck = codeOf(client.call("Stuck", MACHINE, ""));
    const queued = codeOf(client.call("Queued", MACHINE, ""));
    hanging = false;
    transport.renew();
    expect(await stuck).toBe("NOT_SENT");
    expect(["NOT_SENT", "none"]).toContain(await queued);
    await client.call("After", MACHINE, "");
  });

  test("nor does a read that waited for it: it is asked again on the new one", async () => {
    hanging = true;
    const stuck = client.read("Read", MACHINE, "");
    hanging = false;
    transport.renew();
    expect((await stuck).name).toBe("ReadResponse");
  });

  test("are what a read is asked on again that was not answered on the old ones, and not what a call is", async () => {
    const arrival = once(server, "arrival");
    const stop = new AbortController();
    const held = codeOf(client.read("Held", MACHINE, "", stop));
    await arrival;
    const again = once(server, "arrival");
    transport.renew();
    await again;
    expect(answers).toHaveLength(2);
    const called = once(server, "arrival");
    answers[1]?.();
    expect(await held).toBe("none");
    const call = codeOf(client.call("Held", MACHINE, ""));
    await called;
    transport.renew();
    answers[2]?.();
    expect(await call).toBe("none");
    expect(answers).toHaveLength(3);
  });

  test("do not keep a read that the operator stops", async () => {
    const arrival = once(server, "arrival");
    const stop = new AbortController();
    const held = codeOf(client.read("Held", MACHINE, "", stop));
    await arrival;
    stop.abort();
    transport.renew();
    expect(await held).toBe("GAVE_UP_WAITING");
    expect(answers).toHaveLength(1);
  });

  test("are all let go in the end, with what is under way on old ones", async () => {
    const arrival = once(server, "arrival");
    const held = codeOf(client.call("Held", MACHINE, ""));
    await arrival;
    transport.renew();
    await transport.close();
    transport.renew();
    expect(await held).toBe("CONNECTION_LOST");
    await expect.poll(open).toBe(0);
  });
});
