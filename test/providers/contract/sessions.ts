import { describe, expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import type { SessionList } from "#providers/session-list.js";
import { MUTATION, machineOf } from "./act.js";
import type { Bench } from "./bench.js";
import { Pushes } from "./pushes.js";

/** The server's list of sessions, and how a stale one is ended. */
export function describeSessions(bench: Bench): void {
  describe("the sessions of a server", () => {
    const listOf = ({ sessions }: ProviderSession): SessionList => {
      if (sessions === undefined) throw new Error("the platform keeps no list");
      return sessions;
    };
    const fault = (name: string) => ({ problem: { code: "SERVER_FAULT", facts: { fault: name } } });
    const ids = async () => (await listOf(bench.rig.session).all()).map(({ id }) => id);

    test("ours is one of them, by an id that opens nothing", async () => {
      const { session } = bench.rig;
      const { user } = session.login;
      const own = (await listOf(session).all()).find(({ id }) => id === session.login.session);
      expect(own).toEqual({ id: expect.stringMatching(/^[0-9a-f]{64}$/), user });
    });

    test("one that nobody logged out of stays, until it is ended", async () => {
      const stale = await bench.rig.logInAgain();
      const { session: id } = stale.login;
      await stale.close();
      expect(id).not.toBe(bench.rig.session.login.session);
      expect(await ids()).toContain(id);
      await listOf(bench.rig.session).end(id!, MUTATION);
      expect(await ids()).not.toContain(id);
      await expect(listOf(bench.rig.session).end(id!, MUTATION)).rejects.toMatchObject(fault("NotFound"));
    });

    test("one that is logged out of is gone", async () => {
      const other = await bench.rig.logInAgain();
      await other.logout();
      await other.close();
      expect(await ids()).not.toContain(other.login.session);
      expect(await ids()).toContain(bench.rig.session.login.session);
    });

    test("whoever is in one that is ended is told, with all that stands in it", async () => {
      const other = await bench.rig.logInAgain();
      const pushes = await Pushes.from(other);
      const subject = { kind: "machine", id: bench.rig.machines.stopped } as const;
      const waiting = expect(other.watch(subject, () => false, 60_000)).rejects.toMatchObject({
        code: "SESSION_ENDED",
      });
      await listOf(bench.rig.session).end(other.login.session!, MUTATION);
      await pushes.when(() => pushes.lost.length > 0);
      const ended = { code: "SESSION_ENDED" };
      expect(pushes.lost).toMatchObject([ended]);
      expect(pushes.interrupted).toEqual([]);
      await waiting;
      await expect(other.ping()).rejects.toMatchObject(ended);
      await expect(machineOf(other, subject.id)).rejects.toMatchObject(ended);
      await other.close();
      expect(bench.pushes.lost).toEqual([]);
      await bench.rig.session.ping();
    });

    test("ours is not ended this way", async () => {
      const { session } = bench.rig;
      const end = listOf(session).end(session.login.session!, MUTATION);
      await expect(end).rejects.toMatchObject(fault("InvalidArgument"));
      await session.ping();
    });

    test("a login that may not see them is told so", async () => {
      const session = await bench.rig.mayNotSeeSessions();
      await expect(listOf(session).all()).rejects.toMatchObject(fault("NoPermission"));
      const end = listOf(session).end(session.login.session!, MUTATION);
      await expect(end).rejects.toMatchObject(fault("NoPermission"));
    });
  });
}
