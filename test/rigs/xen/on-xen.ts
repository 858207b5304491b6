import { describe } from "vitest";
import { buildXenImage } from "./build-image.js";

const built = await buildXenImage();

/** A story on a Xen host; skipped, saying why, where there can be none; with CI=true that is a failure. */
export function onXen(name: string, story: () => void): void {
  if (!("missing" in built)) {
    describe(name, story);
    return;
  }
  if (process.env.CI === "true") throw new Error(`no Xen host: ${built.missing}`);
  describe.skip(`${name} (skipped: ${built.missing})`, story);
}
