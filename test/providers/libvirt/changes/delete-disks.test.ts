import { expect, test } from "vitest";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import { refused } from "../../contract/act.js";
import { AtQemu, IMAGES } from "./at-qemu.js";

onQemu("deleting a machine whose disks others may use", () => {
  const at = AtQemu.inThisBlock();

  /** The machine is refused to be deleted with its disks, and all of it is there still. */
  const expectInUse = async (id: string, name: string, ...words: readonly string[]) => {
    const before = await at.full(id);
    const { fault, message } = await refused(at.session, id, (m) =>
      at.session.lifecycle!.destroy(before, "go", m),
    );
    expect(fault).toBe("VOLUME_IN_USE");
    for (const word of [...words, "--keep-disks"]) expect(message).toContain(word);
    await at.virsh("vol-info", `${name}.qcow2`, "images");
    expect(await at.virsh("domstate", name)).toBe("shut off");
  };

  test("one that another running machine is to have from its next start on stays", async () => {
    const id = await at.guest("planned");
    await at.guest("runner", "on");
    await at.attach("runner", `${IMAGES}/planned.qcow2`);
    await expectInUse(id, "planned", "runner", "vdb");
  });

  test("one that is under a disk of another pool stays, whether a machine runs with that, or nobody has it", async () => {
    const id = await at.guest("base");
    await at.host.run("mkdir", "/var/lib/libvirt/other");
    await at.virsh("pool-define-as", "other", "dir", "--target", "/var/lib/libvirt/other");
    await at.virsh("pool-start", "other");
    const onTop = ["--backing-vol", `${IMAGES}/base.qcow2`, "--backing-vol-format", "qcow2"];
    await at.virsh("vol-create-as", "other", "top.qcow2", "32MiB", "--format", "qcow2", ...onTop);
    await expectInUse(id, "base", "other/top.qcow2");
    await at.guest("upper");
    await at.attach("upper", "/var/lib/libvirt/other/top.qcow2");
    await at.virsh("start", "upper");
    // What the machine runs with is told by it alone.
    await at.virsh("pool-destroy", "other");
    await expectInUse(id, "base", "upper", `${IMAGES}/base.qcow2`);
    await at.virsh("destroy", "upper");
    await expectInUse(id, "base", "upper", "/var/lib/libvirt/other/top.qcow2");
    await at.virsh("undefine", "upper");
  });

  test("one that another machine may have by another path stays: what that is nobody can tell", async () => {
    const id = await at.guest("linked");
    await at.host.run("ln", "-s", IMAGES, "/var/lib/libvirt/link");
    await at.guest("follower");
    await at.attach("follower", "/var/lib/libvirt/link/linked.qcow2");
    await at.virsh("start", "follower");
    await expectInUse(id, "linked", "follower", "/var/lib/libvirt/link/linked.qcow2");
    // A pool of that path has it for another volume.
    await at.virsh("pool-define-as", "alias", "dir", "--target", "/var/lib/libvirt/link");
    await at.virsh("pool-start", "alias");
    await expectInUse(id, "linked", "too", "follower", "/var/lib/libvirt/link/linked.qcow2");
    await at.virsh("pool-destroy", "alias");
    await at.virsh("destroy", "follower");
    await at.virsh("undefine", "follower");
  });

  test("one that a file is on top of, which libvirt has not looked at, stays until it has, and for as long as it is there", async () => {
    const id = await at.guest("below");
    const made = ["-f", "qcow2", "-b", `${IMAGES}/below.qcow2`, "-F", "qcow2", `${IMAGES}/unseen.qcow2`];
    await at.host.run("qemu-img", "create", ...made);
    await at.guest("user");
    await at.attach("user", `${IMAGES}/unseen.qcow2`);
    await expectInUse(id, "below", "user", `${IMAGES}/unseen.qcow2`);
    await at.virsh("pool-refresh", "images");
    await expectInUse(id, "below", "images/unseen.qcow2");
    await at.virsh("detach-disk", "user", "vdb", "--config");
    await at.virsh("vol-delete", "unseen.qcow2", "images");
  });

  test("files that can be nothing but themselves, a CD's and a raw disk's, are in nobody's way", async () => {
    const id = await at.guest("alone");
    await at.host.run("truncate", "-s", "3M", "/var/lib/libvirt/install.iso");
    await at.guest("installed");
    const cd = ["--type", "cdrom", "--subdriver", "raw"];
    await at.virsh("attach-disk", "installed", "/var/lib/libvirt/install.iso", "hdc", "--config", ...cd);
    const { prepared, failed, seen } = await at.perform({ name: "DeleteVM" }, id);
    expect(prepared.losses).toMatchObject([{ kind: "disk", file: `${IMAGES}/alone.qcow2` }]);
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ shown: true, after: {} });
    expect(await at.virsh("vol-list", "images")).not.toContain("alone");
    // As long as the other file is no longer or shorter than it.
    await at.host.run("ln", `${IMAGES}/installed.qcow2`, "/var/lib/libvirt/hard.iso");
    await at.guest("tricked");
    await at.virsh("attach-disk", "tricked", "/var/lib/libvirt/hard.iso", "hdc", "--config", ...cd);
    const installed = await at.virsh("domuuid", "installed");
    await expectInUse(installed, "installed", "tricked", "/var/lib/libvirt/hard.iso");
    await at.virsh("undefine", "tricked");
    // What is not there any more is nobody's, and its machine cannot be started with it.
    await at.host.run("rm", "/var/lib/libvirt/install.iso");
    await at.guest("last");
    const last = await at.perform({ name: "DeleteVM" }, await at.virsh("domuuid", "last"));
    expect(last.failed).toBeNull();
    expect(await at.virsh("vol-list", "images")).not.toContain("last");
  });

  test("what a running machine is to have next is not judged by what it has in the same place now", async () => {
    const id = await at.guest("later");
    await at.guest("reader");
    const cd = ["--type", "cdrom", "--subdriver", "raw", "--config"];
    await at.host.run("truncate", "-s", "5M", "/var/lib/libvirt/now.iso");
    await at.host.run("ln", `${IMAGES}/later.qcow2`, "/var/lib/libvirt/next.iso");
    await at.virsh("attach-disk", "reader", "/var/lib/libvirt/now.iso", "hdc", ...cd);
    await at.virsh("start", "reader");
    await at.virsh("change-media", "reader", "hdc", "/var/lib/libvirt/next.iso", "--update", "--config");
    await expectInUse(id, "later", "reader", "hdc", "/var/lib/libvirt/next.iso");
    await at.virsh("change-media", "reader", "hdc", "/var/lib/libvirt/now.iso", "--update", "--config");
    expect((await at.perform({ name: "DeleteVM" }, id)).failed).toBeNull();
    expect(await at.virsh("vol-list", "images")).not.toContain("later");
  });
});

onQemu("deleting a machine as it was agreed to", () => {
  const at = AtQemu.inThisBlock();

  test("a paused machine that is to have another disk from its next start on is left alone, and so is the disk", async () => {
    const id = await at.guest("paused", "on");
    await at.virsh("vol-create-as", "images", "precious.qcow2", "32MiB", "--format", "qcow2");
    await at.attach("paused", `${IMAGES}/precious.qcow2`);
    await at.virsh("suspend", "paused");
    const before = await at.full(id);
    const destroying = await refused(at.session, id, (m) => at.session.lifecycle!.destroy(before, "go", m));
    expect(destroying).toMatchObject({
      fault: "DISKS_DIFFER",
      message: expect.stringContaining(`vdb ${IMAGES}/precious.qcow2`) as string,
    });
    expect(await at.virsh("domstate", "paused")).toBe("paused");
    await at.virsh("detach-disk", "paused", "vdb", "--config");
    const { failed, seen } = await at.perform({ name: "DeleteVM" }, id);
    expect(failed).toBe(null);
    expect(seen).toMatchObject({ shown: true, after: {} });
    expect(await at.virsh("vol-list", "images")).toMatch(/precious\.qcow2/);
    expect(await at.virsh("vol-list", "images")).not.toMatch(/paused/);
  });

  test("what has another disk since it was read is not deleted, with its disks or without", async () => {
    const id = await at.guest("changed");
    const before = await at.full(id);
    await at.virsh("vol-create-as", "images", "late.qcow2", "32MiB", "--format", "qcow2");
    await at.attach("changed", `${IMAGES}/late.qcow2`);
    for (const disks of ["go", "stay"] as const) {
      const destroying = await refused(at.session, id, (m) =>
        at.session.lifecycle!.destroy(before, disks, m),
      );
      expect(destroying.fault).toBe("TARGET_CHANGED");
    }
    expect(await at.virsh("vol-list", "images")).toMatch(/changed\.qcow2.*late\.qcow2/s);
  });

  test("a paused machine that nobody has kept is gone when it is stopped, and its volume goes after it", async () => {
    const id = await at.guest("fleeting", "on");
    await at.virsh("undefine", "fleeting");
    await at.virsh("suspend", "fleeting");
    await at.pushes.until(id, { power: "suspended" });
    const { failed, seen } = await at.perform({ name: "DeleteVM" }, id);
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ shown: true, after: {} });
    expect(await at.virsh("vol-list", "images")).not.toMatch(/fleeting/);
  });

  test("what its disks were on top of is named, and stays", async () => {
    const id = await at.guest("chain");
    await at.virsh(
      "snapshot-create-as",
      "chain",
      "ext",
      "--disk-only",
      "--diskspec",
      "vda,snapshot=external",
    );
    const kept = [
      { what: "disk", value: `vda ${IMAGES}/chain.ext`, why: "kept" },
      { what: "disk", value: `vda[1] ${IMAGES}/chain.qcow2`, why: "kept" },
    ];
    expect((await at.plan({ name: "DeleteVM" }, id)).choices).toEqual(kept);
    await at.virsh("pool-refresh", "images");
    const { prepared, failed, seen } = await at.perform({ name: "DeleteVM" }, id);
    expect(prepared.choices).toEqual(kept.slice(1));
    expect(prepared.chosen).toEqual({ "vda[1]": `${IMAGES}/chain.qcow2` });
    expect(failed).toBeNull();
    expect(seen?.after).toEqual({ disks: `vda[1] 32 MiB ${IMAGES}/chain.qcow2` });
    const volumes = await at.virsh("vol-list", "images");
    expect(volumes).toMatch(/chain\.qcow2/);
    expect(volumes).not.toMatch(/chain\.ext/);
    const leaf = await at.guest("leaf");
    const onTop = ["--backing-vol", "chain.qcow2", "--backing-vol-format", "qcow2"];
    await at.virsh("vol-create-as", "images", "leaf-vdb.qcow2", "32MiB", "--format", "qcow2", ...onTop);
    await at.attach("leaf", `${IMAGES}/leaf-vdb.qcow2`);
    const planned = await at.plan({ name: "DeleteVM" }, leaf);
    expect(planned.chosen).toEqual({ "vdb[1]": `${IMAGES}/chain.qcow2` });
  });

  test("what stays is told after it, and so is that libvirt does not see all of it", async () => {
    const id = await at.guest("mixed");
    await at.host.run("qemu-img", "create", "-f", "qcow2", "/var/lib/libvirt/outside.qcow2", "16M");
    await at.virsh("vol-create-as", "images", "shared.raw", "24MiB", "--format", "raw");
    await at.attach("mixed", "/var/lib/libvirt/outside.qcow2");
    const shared = ["--config", "--subdriver", "raw", "--mode", "shareable"];
    await at.virsh("attach-disk", "mixed", `${IMAGES}/shared.raw`, "vdc", ...shared);
    const keeping = await at.plan({ name: "DeleteVM", keepDisks: true }, id);
    expect(keeping.wanted).toEqual({
      disks: `vda 32 MiB ${IMAGES}/mixed.qcow2, vdc 24 MiB ${IMAGES}/shared.raw`,
      disksUnseen: "vdb /var/lib/libvirt/outside.qcow2",
    });
    const { failed, seen } = await at.perform({ name: "DeleteVM" }, id);
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ shown: true });
    expect(seen?.after).toEqual({
      disks: `vdc 24 MiB ${IMAGES}/shared.raw`,
      disksUnseen: "vdb /var/lib/libvirt/outside.qcow2",
    });
    await at.host.run("test", "-e", "/var/lib/libvirt/outside.qcow2");
  });

  test("firmware variables go with a machine's disks, which the plan says, and stay with them", async () => {
    const file = "/var/lib/libvirt/qemu/nvram/uefi.fd";
    await at.host.run("mkdir", "-p", "/var/lib/libvirt/qemu/nvram");
    await at.host.run("cp", "/etc/hosts", "/var/lib/libvirt/code.fd");
    const uefi = async () => {
      const id = await at.guest("uefi");
      await at.host.run("cp", "/etc/hosts", file);
      const xml = await at.virsh("dumpxml", "uefi", "--inactive");
      const loader = `<loader readonly='yes' type='pflash'>/var/lib/libvirt/code.fd</loader><nvram>${file}</nvram>`;
      await at.host.define(xml.replace(/<kernel>.*<\/cmdline>/s, loader));
      return id;
    };
    const kept = await at.perform({ name: "DeleteVM", keepDisks: true }, await uefi());
    expect(kept.prepared.losses).toEqual([]);
    expect(kept.prepared.choices).toContainEqual({ what: "disk", value: `nvram ${file}`, why: "kept" });
    expect(kept.failed).toBeNull();
    expect(kept.seen?.after).toMatchObject({ disksUnseen: `nvram ${file}` });
    await at.host.run("test", "-e", file);
    await at.virsh("vol-delete", "uefi.qcow2", "images");
    const gone = await at.perform({ name: "DeleteVM" }, await uefi());
    expect(gone.prepared.losses).toContainEqual({ kind: "firmware", file });
    expect(gone.failed).toBeNull();
    await expect(at.host.run("test", "-e", file)).rejects.toThrow();
  });

  test("a disk that a running guest was given is not taken from under it, where its configuration could not be written", async () => {
    const id = await at.guest("adding", "on");
    await at.host.run("mount", "-o", "remount,ro,bind", "/etc/libvirt");
    try {
      const { failed } = await at.perform({ name: "ModifyDisk", sizeMiB: 48, disk: { of: "new" } }, id);
      expect(failed).toMatchObject({
        fault: "HALF_DONE",
        message: expect.stringContaining("images/adding-vdb.qcow2") as string,
      });
    } finally {
      await at.host.run("mount", "-o", "remount,rw,bind", "/etc/libvirt");
    }
    expect(await at.virsh("domblklist", "adding")).toMatch(/vdb .*adding-vdb\.qcow2/);
    await at.host.run("test", "-e", `${IMAGES}/adding-vdb.qcow2`);
    await at.virsh("detach-disk", "adding", "vdb", "--live");
    await at.virsh("vol-delete", "adding-vdb.qcow2", "images");
  });
});
