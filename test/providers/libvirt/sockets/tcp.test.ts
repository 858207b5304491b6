import { expect, test } from "vitest";
import { connectRpc } from "#providers/libvirt/rpc/connect-rpc.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { freePort } from "../../../rigs/free-port.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { options, target } from "../rpc/connecting.js";

test("a libvirtd on this machine is reached without TLS", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  const client = await connectRpc(
    target({ transport: "tcp", host: "127.0.0.1", port: libvirtd.tcpPort }),
    options,
  );
  expect(await client.call(PROCEDURES.connectGetUri, {})).toEqual({ uri: "test:///default" });
  expect(client.facts).toEqual({ trust: "none", certificate: null, login: null });
  await client.close();
});

test("where nobody listens nothing is sent", async () => {
  const port = await freePort();
  const opening = connectRpc(target({ transport: "tcp", host: "127.0.0.1", port }), options);
  await expect(opening).rejects.toMatchObject({ code: "NOT_SENT" });
  const stopped = { ...options, signal: AbortSignal.abort() };
  await expect(connectRpc(target({ query: { socket: "/nowhere" } }), stopped)).rejects.toMatchObject({
    code: "NOT_SENT",
  });
});

test.each<[string, Parameters<typeof target>[0]]>([
  ["another machine without TLS", { transport: "tcp", host: "kvm1.example" }],
  ["an address that looks like this machine's", { transport: "tcp", host: "127.0.0.1.example" }],
  [
    "a server whose certificate is not to be looked at",
    { transport: "tls", host: "kvm1", query: { no_verify: "1" } },
  ],
  ["another program than ssh", { transport: "ssh", host: "kvm1", query: { command: "/bin/sh" } }],
  ["a parameter of another transport", { query: { pkipath: "/srv" } }],
  ["a mode that there is not", { query: { mode: "fast" } }],
  [
    "a helper that would not heed the socket",
    { transport: "ssh", host: "kvm1", query: { proxy: "native", socket: "/s" } },
  ],
  ["ssh to nowhere", { transport: "ssh" }],
])("%s is refused before anything is sent", async (_, changes) => {
  await expect(connectRpc(target(changes), options)).rejects.toMatchObject({ code: "BAD_ENDPOINT" });
});
