import { expect, test } from "vitest";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import { MUTATION } from "../../contract/act.js";
import { AtQemu } from "./at-qemu.js";

const TOPOLOGY = "<topology sockets='2' cores='2' threads='1'/>";
const NODES =
  "<numa><cell id='0' cpus='0-1' memory='32' unit='MiB'/><cell id='1' cpus='2-3' memory='32' unit='MiB'/></numa>";
const NODE = "<numa><cell id='0' cpus='0-3' memory='64' unit='MiB'/></numa>";
const MODULE = "<memory model='dimm'><target><size unit='MiB'>128</size><node>0</node></target></memory>";

onQemu("other processors and memory under QEMU", () => {
  const at = AtQemu.inThisBlock();

  /** A guest whose configuration is edited before anybody looks at it; its id. */
  const edited = async (name: string, edit: (xml: string) => string): Promise<string> => {
    const id = await at.guest(name);
    await at.host.define(edit(await at.virsh("dumpxml", name, "--inactive")));
    return id;
  };
  const withCpu = (inside: string) => (xml: string) =>
    xml.replace(/<cpu .*?<\/cpu>|<cpu [^>]*\/>/s, "").replace("<devices>", `<cpu>${inside}</cpu><devices>`);
  const info = async (name: string) => await at.virsh("dominfo", name);

  test("more processors than its topology has places for come by whole sockets, and nothing else is asked for", async () => {
    const id = await edited("sockets", withCpu(TOPOLOGY));
    const five = await at.plan({ name: "ModifyCPU", cpus: 5 }, id);
    expect(five.refusal).toMatchObject({
      code: "SIZE_IMPOSSIBLE",
      facts: { problem: { kind: "SPLIT_NEW_SOCKET", above: 4, coresPerSocket: 2 } },
    });
    const three = await at.perform({ name: "ModifyCPU", cpus: 3 }, id);
    expect(three.seen).toMatchObject({ shown: true, after: { cpus: 3 } });
    const six = await at.perform({ name: "ModifyCPU", cpus: 6 }, id);
    expect(six.failed).toBeNull();
    expect(six.seen).toMatchObject({ shown: true, after: { cpus: 6 } });
    expect(await at.virsh("dumpxml", "sockets")).toMatch(/<topology sockets='3' dies='1' cores='2'/);
    await at.virsh("start", "sockets");
    expect(await at.virsh("vcpucount", "sockets", "--live", "--current")).toBe("6");
    await at.virsh("destroy", "sockets");
  });

  test("memory that is divided among nodes is not changed, and the plan says so", async () => {
    const id = await edited("nodes", withCpu(NODES));
    const { refusal } = await at.plan({ name: "ModifyMemory", memoryMiB: 128 }, id);
    expect(refusal).toMatchObject({
      code: "SIZE_IMPOSSIBLE",
      facts: { what: "memory", problem: { kind: "SEVERAL_NUMA_NODES", nodes: 2 } },
    });
    const before = await at.full(id);
    // Nothing else asks for it: past the plan it is a defect of ours.
    const past = await at.session.reconfigure!.reconfigure(before, { memoryMiB: 128 }, MUTATION);
    await expect(at.session.ended(past)).rejects.toMatchObject({ code: "INTERNAL" });
    await at.virsh("start", "nodes");
    await at.pushes.until(id, { power: "on" });
    const running = await at.plan({ name: "ModifyMemory", memoryMiB: 32 }, id);
    expect(running.refusal).toMatchObject({ code: "SIZE_IMPOSSIBLE" });
    await at.virsh("destroy", "nodes");
    expect(await info("nodes")).toMatch(/Max memory: +65536 KiB/);
  });

  test("of a machine with a memory module the rest is what changes, so that it gets what was asked", async () => {
    const id = await edited("module", (xml) =>
      withCpu(NODE)(xml)
        .replace("<memory ", "<maxMemory slots='4' unit='MiB'>1024</maxMemory><memory ")
        .replace("</devices>", `${MODULE}</devices>`),
    );
    expect(await info("module")).toMatch(/Max memory: +196608 KiB/);
    const few = await at.plan({ name: "ModifyMemory", memoryMiB: 128 }, id);
    expect(few.refusal).toMatchObject({
      code: "SIZE_IMPOSSIBLE",
      facts: { problem: { kind: "OUT_OF_RANGE", least: 129 } },
    });
    const { failed, seen } = await at.perform({ name: "ModifyMemory", memoryMiB: 384 }, id);
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ shown: true, after: { memoryMiB: 384 } });
    expect(await info("module")).toMatch(/Max memory: +393216 KiB\nUsed memory: +393216 KiB/);
  });

  test("one that is there only as long as it runs is not given what could not be kept, nor kept by that", async () => {
    const id = await at.guest("passing", "on");
    await at.virsh("undefine", "passing");
    for (const request of [
      { name: "ModifyCPU", cpus: 2 },
      { name: "ModifyCPU", cpus: 6 },
      { name: "ModifyMemory", memoryMiB: 32 },
      { name: "ModifyDisk", sizeMiB: 16, disk: { of: "new" } },
    ] as const) {
      expect((await at.plan(request, id)).refusal).toEqual({ code: "NOT_KEPT", facts: { name: "passing" } });
    }
    const grown = await at.perform({ name: "ModifyDisk", sizeMiB: 48, disk: { of: "only" } }, id);
    expect(grown.seen).toMatchObject({ shown: true, after: { diskMiB: 48 } });
    expect(await at.virsh("dominfo", "passing")).toMatch(/Persistent: +no/);
    await at.virsh("destroy", "passing");
  });

  test("a host that cannot save a configuration says that it failed, and what was done all the same is seen", async () => {
    const id = await at.guest("unsaved", "on");
    await at.host.run("mount", "-o", "remount,ro,bind", "/etc/libvirt");
    try {
      const { failed, seen, prepared } = await at.perform({ name: "ModifyCPU", cpus: 2 }, id);
      expect(failed).toMatchObject({ fault: "VIR_ERR_SYSTEM_ERROR" });
      expect(prepared.before).toMatchObject({ cpus: 1 });
      expect(seen).toMatchObject({ shown: true, after: { cpus: 2 } });
    } finally {
      await at.host.run("mount", "-o", "remount,rw,bind", "/etc/libvirt");
    }
  });

  test("a clone has no port to its source's log and no other UUID inside, and the source's password, which the plan says", async () => {
    const id = await at.guest("source");
    const console = "/var/log/libvirt/consoles/source.console";
    const ofGuest = `<sysinfo type='smbios'><system><entry name='manufacturer'>Ours</entry><entry name='uuid'>${id}</entry></system></sysinfo>`;
    const screen = "<graphics type='vnc' autoport='yes' passwd='hush'/>";
    const socket =
      "<channel type='unix'><source mode='bind' path='/tmp/source.sock'/><target type='virtio' name='org.example.0'/></channel>";
    const xml = await at.virsh("dumpxml", "source", "--inactive");
    await at.host.define(
      xml
        .replace("<os>", `${ofGuest}<os><smbios mode='sysinfo'/>`)
        .replace("</devices>", `${screen}${socket}</devices>`),
    );
    const request = { name: "CloneVM", newName: "twin", host: null, datastore: null, on: true } as const;
    const { prepared, failed, seen } = await at.perform(request, id);
    expect(prepared.choices).toEqual([
      { what: "folder", value: "/", why: "sourcesOwn" },
      { what: "port", value: `serial ${console}`, why: "notOnClone" },
      { what: "port", value: "channel /tmp/source.sock", why: "notOnClone" },
      { what: "screen", value: "vnc", why: "sourcesPassword" },
    ]);
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ after: { clone: "twin", power: "on" } });
    const twin = await at.virsh("dumpxml", "twin", "--inactive", "--security-info");
    expect(twin).not.toContain(console);
    expect(twin).not.toContain("source.sock");
    expect(twin).not.toContain(id);
    expect(twin).toContain("<entry name='manufacturer'>Ours</entry>");
    expect(twin).toContain("passwd='hush'");
    expect(twin).toMatch(/<serial type='pty'>/);
    expect(await at.virsh("dumpxml", "source", "--inactive")).toContain(console);
    await at.virsh("destroy", "twin");
  });
});
