import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { power } from "#providers/libvirt/changes/power.js";
import { tellingUnsure } from "#providers/libvirt/changes/unsure.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import { Jobs } from "#providers/libvirt/jobs/jobs.js";
import { LibvirtError } from "#providers/libvirt/rpc/libvirt-error.js";
import { RunningGuess } from "#providers/libvirt/running-guess.js";
import { MUTATION } from "../../contract/act.js";

const ID = "11111111-1111-4111-8111-000000000001";

const PAUSED = { state: 3, reason: 1 };
const ASLEEP = { state: 7, reason: 0 };

function said(code: number, domain: number, message: string) {
  const error = new LibvirtError({ code, domain, level: 2, message });
  return failure("SERVER_FAULT", { fault: error.fault, message }, error);
}

/** A host that answers as a test has it. */
function at(answer: (procedure: string) => unknown) {
  const sent: string[] = [];
  const caller: Caller = {
    async call({ name }, _args, options) {
      sent.push(name);
      options?.onSent?.();
      const found = answer(name);
      if (found instanceof Error) throw found;
      return found as never;
    },
  };
  const jobs = new Jobs();
  const running = new RunningGuess();
  const changing = { changes: tellingUnsure(caller), reads: caller, driver: DRIVERS.qemu, jobs, running };
  return {
    sent,
    running,
    async start() {
      return await jobs.find((await power(changing).powerOn(ID, MUTATION)).id).ended;
    },
    async stop() {
      return await jobs.find((await power(changing).powerOff(ID, MUTATION)).id).ended;
    },
  };
}

test.each([
  ["paused", PAUSED, "DOMAIN_RESUME"],
  ["asleep", ASLEEP, "DOMAIN_PM_WAKEUP"],
])("one that is known to be %s is never started, but goes on", async (_, state, call) => {
  const host = at((name) => (name === "DOMAIN_GET_STATE" ? state : {}));
  host.running.note(ID, true);
  expect(await host.start()).toEqual({ failed: null, made: null });
  expect(host.sent).toEqual(["DOMAIN_GET_STATE", "DOMAIN_GET_STATE", call]);
});

test("a start that is refused, and the state cannot be read after that: what the driver says of it is not said for certain", async () => {
  const host = at((name) =>
    name === "DOMAIN_CREATE_WITH_FLAGS"
      ? said(55, 10, "domain is already running")
      : failure("CONNECTION_LOST", { cause: "reset" }),
  );
  const { failed } = await host.start();
  expect(failed).toMatchObject({
    fault: "VIR_ERR_OPERATION_INVALID",
    message: "domain is already running (its state could not be read after that)",
  });
});

test("a guest that QEMU gave up waiting for: nobody knows; a machine that something else held: it was not done", async () => {
  const inDriver = at((name) =>
    name === "DOMAIN_DESTROY_FLAGS" ? said(68, 10, "Timed out during operation") : PAUSED,
  );
  await expect(inDriver.stop()).rejects.toMatchObject({
    problem: { code: "SERVER_UNSURE", facts: { message: "Timed out during operation" } },
  });
  const held = "Timed out during operation: cannot acquire state change lock";
  const inLibvirt = at((name) => (name === "DOMAIN_DESTROY_FLAGS" ? said(68, 0, held) : PAUSED));
  expect((await inLibvirt.stop()).failed).toMatchObject({ message: held });
});
