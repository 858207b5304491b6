import { expect, test } from "vitest";
import type { OperationRequest } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import { perform } from "#session/funnel.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { planned } from "./planned.js";

const WHERE = { host: null, datastore: null } as const;
const SIZE = { cpus: null, memoryMiB: null, diskMiB: null, guest: null } as const;
const CREATE = {
  name: "CreateVM",
  newName: "web-09",
  ...SIZE,
  ...WHERE,
  network: null,
  folder: null,
} as const;
const CLONE = { name: "CloneVM", newName: "web-09", ...WHERE, on: false } as const;

/** Somebody deletes what was made before it is read back. */
async function madeAndDeleted(desk: Desk, provider: FakeProvider, request: OperationRequest) {
  const plan = await planned(provider, request);
  provider.twists.read = () => {
    provider.made = null;
  };
  return await perform(funnelOn(desk, provider), plan);
}

test.each([CREATE, CLONE])(
  "$name: what was made is deleted before it is read back: it was made",
  async (request) => {
    using desk = new Desk();
    const provider = new FakeProvider();
    const { outcome, error, seen } = await madeAndDeleted(desk, provider, request);
    expect(outcome).toMatchObject({ RST: { status: "OK" }, AFT: {}, task: "task-1" });
    expect(error).toBeNull();
    expect(seen).toBeNull();
    expect(provider.calls).toEqual(["run", "ended", "read", "ended"]);
  },
);

test("what was made is gone, and the server does not say any more how its task ended: UNKNOWN", async () => {
  using desk = new Desk();
  const provider = new FakeProvider();
  let asked = 0;
  provider.twists.ended = () => {
    asked += 1;
    const message = "the server does not know the task task-1 any more";
    if (asked === 2) throw failure("SERVER_FAULT", { fault: "ManagedObjectNotFound", message });
  };
  const { outcome } = await madeAndDeleted(desk, provider, CREATE);
  expect(outcome).toMatchObject({
    RST: { status: "UNKNOWN", code: "REPLY_INVALID" },
    AFT: {},
    task: "task-1",
  });
});
