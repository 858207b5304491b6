import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { XenMachine } from "./xen-machine.js";

/** What the booted state is called in `disk.qcow2`. */
export const BOOTED = "ready";

/** Boots an image, and keeps the state of the running machine in `disk.qcow2` beside it. */
export async function bootOnce(image: string): Promise<void> {
  // What the image is called in the disk is its name beside it: the directory is yet to be moved.
  await promisify(execFile)(
    "qemu-img",
    ["create", "-q", "-f", "qcow2", "-b", "root.img", "-F", "raw", "disk.qcow2"],
    {
      cwd: image,
    },
  );
  const machine = await XenMachine.start(image, image);
  try {
    await machine.keepState(BOOTED);
  } finally {
    await machine.stop();
  }
}
