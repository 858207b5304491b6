import { describe, expect, test } from "vitest";
import { failure, type ShosekiError } from "#domain/errors.js";
import { perform } from "#session/funnel.js";
import { Desk } from "./desk.js";
import { FakeProvider, facts } from "./fake-provider.js";
import { funnelOn } from "./funnel-on.js";
import { planned } from "./planned.js";

const SHOWN = { thumbprint: "AB", subject: "CN=vc1", issuer: "CN=vc1", from: "then", until: "later" };
const KNOWN = { known: "CD", algorithm: "SHA-256", keeper: "shoseki", file: "/k", line: 1 } as const;

/** Every error that the contract lets a call end in, and what is then known of a mutating one. */
const CALLS: readonly (readonly [ShosekiError, "NG" | "UNKNOWN"])[] = [
  [failure("SERVER_FAULT", { fault: "NoPermission", message: "no" }), "NG"],
  [failure("SESSION_ENDED", {}), "NG"],
  [failure("NOT_SENT", { cause: "refused" }), "NG"],
  [failure("CERTIFICATE_UNTRUSTED", { endpoint: "e", reasons: [], ...SHOWN }), "NG"],
  [failure("CERTIFICATE_CHANGED", { endpoint: "e", ...KNOWN, ...SHOWN }), "NG"],
  [failure("NOT_SUPPORTED", { operation: "StartVM", platform: "p" }), "NG"],
  [failure("CONNECTION_LOST", { cause: "reset" }), "UNKNOWN"],
  [failure("REPLY_TIMEOUT", { seconds: 60 }), "UNKNOWN"],
  [failure("REPLY_INVALID", { problem: "cut" }), "UNKNOWN"],
  [failure("SERVER_UNSURE", { fault: "VIR_ERR_OPERATION_TIMEOUT", message: "timed out" }), "UNKNOWN"],
  [failure("GAVE_UP_WAITING", {}), "UNKNOWN"],
  [failure("INTERNAL", { problem: "a defect" }), "UNKNOWN"],
];

describe("an error of the call", () => {
  test.each(CALLS.map(([error, status]) => [error.code, status, error] as const))(
    "%s: %s",
    async (code, status, error) => {
      using desk = new Desk();
      const provider = new FakeProvider();
      provider.twists.run = error;
      const { outcome } = await perform(funnelOn(desk, provider), await planned(provider));
      expect(outcome.RST).toMatchObject({ status, code, message: `in words: ${code}` });
      expect(outcome.task).toBeUndefined();
      // What is surely not done leaves the target to be read; of the rest nothing is known.
      expect(provider.calls).toEqual(status === "NG" ? ["run", "read"] : ["run"]);
      expect(outcome.AFT).toEqual(status === "NG" ? { name: "web-01", power: "off" } : {});
    },
  );

  test("what the provider has not asked is refused, and AFT is what it has seen, not what was planned", async () => {
    using desk = new Desk();
    const provider = new FakeProvider();
    const plan = await planned(provider);
    provider.machine = facts({ power: "suspended" });
    provider.twists.run = failure("NOT_ASKED", { fault: "NO_POOL" });
    const { outcome } = await perform(funnelOn(desk, provider), plan);
    expect(outcome.RST).toMatchObject({ status: "REFUSED", code: "NOT_ASKED", fault: "NO_POOL" });
    expect(outcome).toMatchObject({ BEF: { power: "off" }, AFT: { power: "suspended" } });
    expect(provider.calls).toEqual(["run", "read"]);
  });

  test.each([
    failure("TARGET_CHANGED", { name: "web-01" }),
    failure("MOVE_IMPOSSIBLE", { name: "web-01", to: "kvm-b", why: "DISK_EXISTS", about: "vda" }),
    failure("NAME_TAKEN", { name: "web-01", path: "/web-01" }),
    failure("READ_ONLY", { by: "operator" }),
    failure("IN_MAINTENANCE", { name: "kvm-b" }),
  ])("what the program itself refuses right before the call is REFUSED: $code", async (error) => {
    using desk = new Desk();
    const provider = new FakeProvider();
    provider.twists.run = error;
    const { outcome } = await perform(funnelOn(desk, provider), await planned(provider));
    expect(outcome).toMatchObject({ RST: { status: "REFUSED", code: error.code }, AFT: { power: "off" } });
  });

  test("a defect of ours: UNKNOWN", async () => {
    using desk = new Desk();
    const provider = new FakeProvider();
    provider.twists.run = new TypeError("x is not a function");
    const { outcome } = await perform(funnelOn(desk, provider), await planned(provider));
    expect(outcome.RST).toMatchObject({ status: "UNKNOWN", code: "INTERNAL" });
  });

  test("refused, and then the target cannot be read: still NG", async () => {
    using desk = new Desk();
    const provider = new FakeProvider();
    provider.twists.run = failure("SERVER_FAULT", { fault: "NoPermission", message: "no" });
    provider.twists.read = failure("CONNECTION_LOST", { cause: "reset" });
    const { outcome } = await perform(funnelOn(desk, provider), await planned(provider));
    expect(outcome).toMatchObject({ RST: { status: "NG", fault: "NoPermission" }, AFT: {} });
  });
});

/** What an error of the reads that follow is called, where its own name would say that nothing was done. */
const RENAMED: Readonly<Record<string, string>> = {
  SERVER_FAULT: "REPLY_INVALID",
  SESSION_ENDED: "CONNECTION_LOST",
  NOT_SENT: "CONNECTION_LOST",
  CERTIFICATE_UNTRUSTED: "CONNECTION_LOST",
  CERTIFICATE_CHANGED: "CONNECTION_LOST",
};

describe("an error once the server has taken the call", () => {
  test.each(CALLS.map(([error]) => [error.code, error] as const))("%s: UNKNOWN", async (code, error) => {
    using desk = new Desk();
    const provider = new FakeProvider();
    provider.twists.settle = error;
    const { outcome } = await perform(funnelOn(desk, provider), await planned(provider));
    expect(outcome.RST).toMatchObject({ status: "UNKNOWN", code: RENAMED[code] ?? code });
    expect(outcome).toMatchObject({ AFT: {}, task: "task-1" });
    expect(provider.calls).toEqual(["run", "settle"]);
  });

  test("a defect of ours: UNKNOWN", async () => {
    using desk = new Desk();
    const provider = new FakeProvider();
    provider.twists.settle = new TypeError("x is not a function");
    const { outcome } = await perform(funnelOn(desk, provider), await planned(provider));
    expect(outcome).toMatchObject({ RST: { status: "UNKNOWN", code: "INTERNAL" }, task: "task-1" });
  });
});
