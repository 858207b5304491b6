import { expect, test } from "vitest";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { ScriptedLibvirtd } from "../../../rigs/scripted-libvirtd.js";
import { connectedTo } from "./connecting.js";

const opened = (server: ScriptedLibvirtd) => server.of(PROCEDURES.connectOpen.number).length;

test("polkit lets us in", async () => {
  await using server = await ScriptedLibvirtd.start((call, peer) => {
    peer.reply(call, PROCEDURES.authPolkit.ret, { complete: true });
  });
  server.authTypes = [2];
  const client = await connectedTo(server);
  expect(server.of(PROCEDURES.authPolkit.number)).toHaveLength(1);
  expect(opened(server)).toBe(1);
  await client.close();
});

test("polkit does not: the login is refused in its words, and nothing was opened", async () => {
  await using server = await ScriptedLibvirtd.start((call, peer) => {
    peer.error(call, 45, "authentication failed: access denied by policy");
  });
  server.authTypes = [2];
  await expect(connectedTo(server)).rejects.toMatchObject({
    problem: {
      code: "LOGIN_REFUSED",
      facts: { fault: "VIR_ERR_AUTH_FAILED", message: "authentication failed: access denied by policy" },
    },
  });
  expect(opened(server)).toBe(0);
  await server.until(() => server.peers[0]?.isGone === true);
});

test("SASL is not done here, which is said with what the server has of it", async () => {
  await using server = await ScriptedLibvirtd.start((call, peer) => {
    peer.reply(call, PROCEDURES.authSaslInit.ret, { mechlist: "SCRAM-SHA-256,GSSAPI" });
  });
  server.authTypes = [1];
  await expect(connectedTo(server)).rejects.toMatchObject({
    problem: {
      code: "AUTH_UNSUPPORTED",
      facts: { wants: "SASL (SCRAM-SHA-256,GSSAPI)", endpoint: "test:///default" },
    },
  });
  expect(opened(server)).toBe(0);
});

test("a server that says nothing is waited for no longer than was said", async () => {
  await using server = await ScriptedLibvirtd.start();
  server.authTypes = [2];
  const giving = new AbortController();
  const opening = connectedTo(server, undefined, giving.signal);
  await server.until(() => server.of(PROCEDURES.authPolkit.number).length === 1);
  giving.abort();
  await expect(opening).rejects.toMatchObject({ code: "NOT_SENT" });
  await server.until(() => server.peers[0]?.isGone === true);
});
