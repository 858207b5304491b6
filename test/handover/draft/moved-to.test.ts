import { expect, test } from "vitest";
import type { Entry } from "#domain/entry.js";
import { movedTo } from "#handover/draft/moved-to.js";

const [A, B] = ["qemu+tls://kvm-a/system", "qemu+tls://kvm-b/system"] as const;

const moved = (RST: Entry["RST"], endpoint: string = B) => {
  const HST = { endpoint: A, platform: "libvirt", host: "kvm-a" } as const;
  return movedTo({ OPR: "MoveVM", HST, AFT: { endpoint }, RST: RST! });
};

test.each([
  ["that is done", { status: "OK" }, B],
  [
    "that the server says has failed, with the machine there alone",
    { status: "NG", code: "FAILED_YET_SHOWN" },
    B,
  ],
  ["that has failed", { status: "NG", code: "TASK_FAILED" }, null],
  ["of which nobody knows", { status: "UNKNOWN", code: "AT_BOTH" }, null],
] as const)("where a move leads to %s", (_what, RST, to) => {
  expect(moved(RST)).toBe(to);
});

test("a move that stays at its endpoint leads nowhere else", () => {
  expect(moved({ status: "OK" }, A)).toBeNull();
});
