import { describe } from "vitest";
import { whyNoQemu } from "./why-no-qemu.js";

const why = await whyNoQemu();

/** A story on a libvirtd with QEMU; skipped, saying why, where there can be none; with CI=true that is a failure. */
export function onQemu(name: string, story: () => void): void {
  if (why === undefined) {
    describe(name, story);
    return;
  }
  if (process.env.CI === "true") throw new Error(`no libvirtd with QEMU: ${why}`);
  describe.skip(`${name} (skipped: ${why})`, story);
}
