import { expect, test } from "vitest";
import type { LackReason } from "#domain/lack.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";

const said = (operation: string, why: LackReason) =>
  [en, ja].map((catalogue) =>
    explain({ code: "NOT_SUPPORTED", facts: { operation, platform: "libvirt", why } }, catalogue),
  );

test("what a platform has not is told with its reason, and what to do instead", () => {
  expect(said("ShutdownHost", "NO_SUCH_CALL")).toEqual([
    {
      what: "libvirt does not offer ShutdownHost: its interface has no such call.",
      notDone: "Nothing was sent.",
      next: "Do it on the host itself, and say so with note.",
    },
    {
      what: "libvirt は ShutdownHost に対応していません（libvirt にこの操作の API がないため）。",
      notDone: "何も送信されていません。",
      next: "ホスト上で直接実行し、note で記録してください。",
    },
  ]);
  expect(said("ResetVM", "DRIVER").map(({ next }) => next)).toEqual([
    "Stop it and start it: to its guest that is the same.",
    expect.stringContaining("stop と start"),
  ]);
  expect(said("RenameVM", "DRIVER")[0]?.next).toMatch(/the hypervisor's own tools, if they can/);
  expect(said("RenameVM", "DRIVER")[0]?.what).toMatch(/its driver for this hypervisor does not support it/);
});
