import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { machine } from "../inventory/estate.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { opened } from "./opened.js";

async function looking() {
  const desk = new Desk();
  const provider = new FakeProvider();
  const reconfigure = { ...provider.reconfigure, atNextBoot: true } as const;
  Object.assign(provider, { reconfigure });
  provider.machine = facts({ nextBoot: { cpus: 3, memoryMiB: 1_024 } });
  const session = await opened(desk, provider);
  return { desk, provider, look: () => session.besideRow(machine("vm-42", "web-01")) };
}

test("what a machine has from its next start on is read beside its row; that it is not told is no error", async () => {
  const { desk, provider, look } = await looking();
  using _ = desk;
  expect(await look()).toEqual({ ip: null, nextBoot: { cpus: 3, memoryMiB: 1_024 } });
  provider.twists.read = failure("SERVER_FAULT", { fault: "NoPermission", message: "no" });
  expect(await look()).toEqual({ ip: null, nextBoot: null });
});

test("where the way to the server is gone a row is not told as if it had just been read", async () => {
  const { desk, provider, look } = await looking();
  using _ = desk;
  provider.twists.read = failure("CONNECTION_LOST", { cause: "end of file" });
  await expect(look()).rejects.toMatchObject({
    problem: { code: "NOT_SENT", facts: { cause: expect.stringContaining("could not be read") as string } },
  });
});
