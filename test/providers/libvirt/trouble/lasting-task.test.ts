import { expect, test } from "vitest";
import { capabilities, MUTATION } from "../../contract/act.js";
import { liveSession, uuidOf } from "../on-libvirtd.js";

/** A session whose suspending lasts: nothing gets through any more. */
async function suspending(scene: Awaited<ReturnType<typeof liveSession>>) {
  const { session, network, libvirtd } = scene;
  const id = await uuidOf(libvirtd, "test");
  const task = await capabilities(session).power.suspend(id, MUTATION);
  network.stall();
  const saved = async () => /^Managed save: +yes$/m.test(await libvirtd.virsh("dominfo", id));
  return { task, saved };
}

test("a task that lasts is waited for as long as one likes, and ends when the server can be heard again", async (context) => {
  await using scene = await liveSession(context);
  const { session, network } = scene;
  const { task, saved } = await suspending(scene);
  const giveUp = { signal: AbortSignal.timeout(50) };
  await expect(session.ended(task, giveUp)).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
  const ended = session.ended(task);
  await expect(session.ping(AbortSignal.timeout(50))).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
  expect(await saved()).toBe(false);
  network.release();
  expect(await ended).toEqual({ failed: null, made: null });
  expect(await saved()).toBe(true);
  await session.ping();
});

test("one whose connection is cut before its call has left has not been done, and ends so", async (context) => {
  await using scene = await liveSession(context);
  const { session, network } = scene;
  const { task, saved } = await suspending(scene);
  const ended = session.ended(task);
  network.refuse();
  network.reset();
  expect(await ended).toMatchObject({ failed: { fault: "NOT_SENT" } });
  expect(await saved()).toBe(false);
});
