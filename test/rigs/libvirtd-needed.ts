import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { TestContext } from "vitest";
import { Libvirtd, type LibvirtdOptions } from "./libvirtd.js";

/** A libvirtd of the test's own, or the test is skipped, saying why; with CI=true that is a failure. */
export async function needsLibvirtd(context: TestContext, options: LibvirtdOptions = {}): Promise<Libvirtd> {
  const missing = ["libvirtd", "virsh"].filter((each) => !isThere(each));
  if (missing.length === 0) return await Libvirtd.start(options);
  const why = `there is no ${missing.join(" and no ")} (Debian: libvirt-daemon-system, libvirt-clients)`;
  if (process.env.CI === "true") throw new Error(why);
  return context.skip(why);
}

function isThere(program: string): boolean {
  const places = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return places.some((place) => existsSync(join(place, program)));
}
