import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Build, builtOnce } from "../built-once.js";
import { missingPrograms } from "../programs.js";
import { bootOnce } from "./boot-once.js";
import { MACHINE } from "./xen-machine.js";

const run = promisify(execFile);
const directory = fileURLToPath(new URL("./image/", import.meta.url));

/** What the image is made with, and Debian's package of each. */
const PACKAGES = {
  mmdebstrap: "mmdebstrap",
  "qemu-system-x86_64": "qemu-system-x86",
  "qemu-img": "qemu-utils",
  "mkfs.ext4": "e2fsprogs",
  "ssh-keygen": "openssh-client",
  virsh: "libvirt-clients",
  python3: "python3",
  setpriv: "util-linux",
};

/**
 * The image of a Xen host and the state of it when it has booted (`disk.qcow2`, snapshot `ready`), made unless that has been done
 * before: about two minutes, and 1 GB.
 */
export async function buildXenImage(): Promise<Build> {
  const missing = await whyNot();
  if (missing !== undefined) return { missing };
  // A state is only good for the QEMU and the machine that it is of.
  const { stdout: version } = await run("qemu-system-x86_64", ["--version"]);
  return await builtOnce({
    directory,
    besides: version + MACHINE,
    whyNot: () => Promise.resolve(undefined),
    build: async (place) => {
      await run("bash", [join(directory, "build.sh"), place], { maxBuffer: 16 * 1024 * 1024 });
      await bootOnce(place);
    },
  });
}

async function whyNot(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return "the image is made on Linux on x86-64";
  if (process.getuid?.() !== 0) return "only root may make the image";
  const missing = missingPrograms(Object.keys(PACKAGES)) as readonly (keyof typeof PACKAGES)[];
  if (missing.length === 0) return undefined;
  return `not installed: ${[...new Set(missing.map((each) => PACKAGES[each]))].join(" ")}`;
}
