import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { builtOnce } from "../built-once.js";
import { missingPrograms } from "../programs.js";

/** What a guest boots, or why it cannot be had on this machine. */
export type GuestBuild = { readonly kernel: string; readonly initrd: string } | { readonly missing: string };

const directory = fileURLToPath(new URL("./guest/", import.meta.url));
const PROGRAMS = ["apt-get", "dpkg-deb", "cpio", "gzip"];

/** Makes the guest's kernel and initrd of Debian's packages, unless that has been done before. About 4 s and 28 MB of download. */
export async function buildGuest(): Promise<GuestBuild> {
  const built = await builtOnce({
    directory,
    whyNot: () => {
      const missing = missingPrograms(PROGRAMS);
      return Promise.resolve(missing.length === 0 ? undefined : `there is no ${missing.join(" and no ")}`);
    },
    build: async (place) => {
      await promisify(execFile)("sh", [join(directory, "build.sh"), place]);
    },
  }).catch((error: Error) => ({ missing: `the guest's packages are not to be had: ${error.message}` }));
  if ("missing" in built) return built;
  return { kernel: join(built.home, "vmlinuz"), initrd: join(built.home, "initrd") };
}
