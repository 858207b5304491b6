import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import type { Caller } from "#providers/libvirt/caller.js";
import { isWhich, type Known } from "#providers/libvirt/changes/looked-for.js";
import { LibvirtError } from "#providers/libvirt/rpc/libvirt-error.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";

/** A server that knows no volume, whatever it is asked for. */
const NO_VOLUMES: Caller = {
  call: async () => {
    const said = new LibvirtError({ code: 50, domain: 18, level: 2, message: "no storage vol" });
    throw failure("SERVER_FAULT", { fault: said.fault, message: said.message }, said);
  },
};

const LOCAL: Known = {
  keys: new Set(["/images/web.qcow2"]),
  names: new Set(["/images/web.qcow2"]),
  lengths: new Set([4096]),
  marks: new Set(),
  isReal: true,
  isRemote: false,
};

const RBD: Known = { ...LOCAL, keys: new Set(["rbd/web"]), names: new Set(["rbd/web"]), isRemote: true };

const network = (text: string | null) => ({ source: { kind: "other", text }, alone: null }) as const;

test("an image of a cluster is known by its name, and what else another machine has by the network may be it, too", async () => {
  const which = async (known: Known, text: string | null) =>
    (await isWhich(NO_VOLUMES, known, network(text), undefined)).is;
  expect(await which(RBD, "rbd/web")).toBe("one");
  expect(await which(RBD, "rbd/other")).toBe("unknown");
  expect(await which(RBD, null)).toBe("unknown");
  expect((await isWhich(NO_VOLUMES, RBD, network(null), undefined)).place).toBeNull();
  expect(await which({ ...RBD, isReal: false }, "rbd/other")).toBe("another");
  // A file of this host's own is had by no network.
  expect(await which(LOCAL, "rbd/other")).toBe("another");
});

/** A server that knows no volume, and of a drive only that much. */
const telling = (physical: bigint | { systemError: number }): Caller => ({
  call: async (procedure, args, options) => {
    if (procedure !== PROCEDURES.domainGetBlockInfo) return await NO_VOLUMES.call(procedure, args, options);
    if (typeof physical === "bigint") return { allocation: 0n, capacity: 0n, physical } as never;
    const said = new LibvirtError({ code: 38, domain: 0, level: 2, message: "Failed to open", ...physical });
    throw failure("SERVER_FAULT", { fault: said.fault, message: said.message }, said);
  },
});

test("the image of a CD that has been removed is nobody's volume; what else cannot be opened may be one", async () => {
  const [gone, denied] = [{ systemError: 2 }, { systemError: 13 }];
  const dom = { name: "other", uuid: new Uint8Array(16), id: -1 };
  const which = async (
    reads: Caller,
    alone: { device: string; isOff: boolean; format?: string | null } | null,
    known = LOCAL,
  ) => {
    const asked = alone === null ? null : { dom, target: "hdc", format: "raw", ...alone };
    const source = { kind: "file", path: "/isos/install.iso" } as const;
    return (await isWhich(reads, known, { source, alone: asked }, undefined)).is;
  };
  const cd = { device: "cdrom", isOff: true };
  expect(await which(telling(gone), cd)).toBe("another");
  expect(await which(telling(gone), { ...cd, device: "floppy", format: null })).toBe("another");
  expect(await which(telling(gone), cd, { ...LOCAL, lengths: null })).toBe("another");
  // A guest that runs has a file open that has lost its name, and a file system may be mounted again.
  expect(await which(telling(gone), { ...cd, isOff: false })).toBe("unknown");
  expect(await which(telling(gone), { ...cd, device: "disk" })).toBe("unknown");
  expect(await which(telling(denied), cd)).toBe("unknown");
  expect(await which(NO_VOLUMES, cd)).toBe("unknown");
  expect(await which(telling(4096n), cd)).toBe("unknown");
  expect(await which(telling(4097n), cd)).toBe("another");
  expect(await which(telling(4097n), { ...cd, format: "qcow2" })).toBe("unknown");
  expect(await which(telling(4097n), cd, { ...LOCAL, lengths: null })).toBe("unknown");
  // What a machine is to have from its next start on it cannot be asked of.
  expect(await which(telling(4097n), null)).toBe("unknown");
});
