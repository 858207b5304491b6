import { expect, test, vi } from "vitest";
import { openLibvirt } from "#providers/libvirt/open.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { LibvirtProxy } from "../../rigs/libvirt-proxy.js";
import type { Libvirtd } from "../../rigs/libvirtd.js";
import { needsLibvirtd } from "../../rigs/libvirtd-needed.js";
import { capabilities, MUTATION } from "../contract/act.js";
import { uuidOf } from "./on-libvirtd.js";
import { connectedTo, target } from "./rpc/connecting.js";

/** One daemon that passes every call on to another, on that port, as virtproxyd does to virtqemud. */
async function openThrough(before: Libvirtd, port: number) {
  const name = `test+tcp://127.0.0.1:${port}/default`;
  const session = await openLibvirt({
    endpoint: target({ query: { socket: before.socket, name } }),
    timeoutMs: 5_000,
  });
  const { power } = capabilities(session);
  const stop = async (id: string) => session.ended(await power.powerOff(id, MUTATION));
  const start = async (id: string) => session.ended(await power.powerOn(id, MUTATION));
  return { session, stop, start };
}

const DONE = { failed: null, made: null };

test("an answer that is lost between two daemons: nobody says that the machine was not stopped, and the next change is made", async (context) => {
  await using before = await needsLibvirtd(context);
  await using behind = await needsLibvirtd(context);
  const keeper = await connectedTo({ path: behind.socket });
  await using between = await LibvirtProxy.before({ port: behind.tcpPort });
  const { session, stop, start } = await openThrough(before, between.port);
  const id = await uuidOf(behind, "test");
  between.meddle = ({ to, message }) => {
    const isAnswer = to === "client" && message.procedure === PROCEDURES.domainDestroyFlags.number;
    return isAnswer ? { instead: [], cut: "this" } : {};
  };
  await expect(stop(id)).rejects.toMatchObject({
    code: "CONNECTION_LOST",
    problem: { facts: { cause: expect.stringContaining("passes calls on") as string } },
  });
  expect((await behind.virsh("domstate", "test")).trim()).toBe("shut off");
  between.meddle = () => ({});
  expect(await start(id)).toEqual(DONE);
  expect((await behind.virsh("domstate", "test")).trim()).toBe("running");
  await session.close();
  await keeper.close();
});

test("the daemon behind is killed and started again: a connection of before is used once at most", async (context) => {
  await using before = await needsLibvirtd(context);
  await using behind = await needsLibvirtd(context);
  const { session, stop } = await openThrough(before, behind.tcpPort);
  const id = await uuidOf(behind, "test");
  expect(await stop(id)).toEqual(DONE);
  await session.ping();
  await behind.stop("SIGKILL");
  // One that stood is not told of it, and so nobody knows of the first change; to a new one it is said that nobody is there.
  await vi.waitFor(() => expect(session.ping()).rejects.toMatchObject({ code: "NOT_SENT" }));
  await expect(stop(id)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  await expect(stop(id)).rejects.toMatchObject({ code: "NOT_SENT" });
  await behind.restart();
  // The world of the test driver is made anew, and the machine runs.
  const keeper = await connectedTo({ path: behind.socket });
  await session.ping();
  expect(await stop(await uuidOf(behind, "test"))).toEqual(DONE);
  expect((await behind.virsh("domstate", "test")).trim()).toBe("shut off");
  await session.close();
  await keeper.close();
});
