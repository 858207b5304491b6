import { expect, test } from "vitest";
import type { Caller } from "#providers/libvirt/caller.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import type { Procedure } from "#providers/libvirt/rpc/procedure.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { snapshotsOf } from "#providers/libvirt/subjects/snapshots.js";
import { answeredHere } from "#providers/libvirt/unasked.js";

const dom = { name: "web", uuid: new Uint8Array(16), id: -1 };

function server() {
  const asked: string[] = [];
  const caller: Caller = {
    async call<A, R>({ name }: Procedure<A, R>): Promise<R> {
      asked.push(name);
      return { snapshots: [], capacity: 8n } as R;
    },
  };
  return { asked, caller };
}

test("Xen's driver is not asked for what it has not, and a machine there has no snapshots", async () => {
  const { asked, caller } = server();
  const sparing = answeredHere(caller, DRIVERS.xen.absent);
  expect(await snapshotsOf(sparing, "m", dom)).toMatchObject({ snapshots: [], currentSnapshot: null });
  const block = sparing.call(PROCEDURES.domainGetBlockInfo, { dom, path: "xvda", flags: 0 });
  await expect(block).rejects.toMatchObject({
    code: "SERVER_FAULT",
    problem: { facts: { fault: "VIR_ERR_NO_SUPPORT" } },
  });
  expect(asked).toEqual([]);
  await sparing.call(PROCEDURES.domainIsPersistent, { dom });
  expect(asked).toEqual(["DOMAIN_IS_PERSISTENT"]);
});

test("what a driver has not are procedures that are called somewhere", () => {
  const names: readonly string[] = Object.values(PROCEDURES).map(({ name }) => name);
  for (const { absent } of Object.values(DRIVERS)) expect(names).toEqual(expect.arrayContaining([...absent]));
});
