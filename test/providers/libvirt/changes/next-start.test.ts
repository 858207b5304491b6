import { expect, type TestContext, test } from "vitest";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { liveSession, uuidOf } from "../on-libvirtd.js";
import { connectedTo } from "../rpc/connecting.js";
import { perform, plan } from "./performing.js";

const XML =
  "<domain type='test'><name>web-01</name><memory unit='MiB'>256</memory><vcpu current='1'>4</vcpu><os><type>hvm</type></os></domain>";

/** A machine that runs with one processor of four, and is known to the console. */
async function running(context: TestContext) {
  const live = await liveSession(context);
  const client = await connectedTo({ path: live.libvirtd.socket });
  await client.call(PROCEDURES.domainDefineXmlFlags, { xml: XML, flags: 0 });
  await client.close();
  const id = await uuidOf(live.libvirtd, "web-01");
  const virsh = async (...args: readonly string[]) => (await live.libvirtd.virsh(...args)).trim();
  await virsh("start", "web-01");
  await live.pushes.until(id, { power: "on" });
  return { live, id, virsh };
}

test("a change while it runs replaces what a colleague has waiting for the next start: the plan and both records say so", async (context) => {
  const { live, id, virsh } = await running(context);
  await using _ = live;
  await virsh("setvcpus", "web-01", "4", "--config");
  const { prepared, failed, seen } = await perform(live, { name: "ModifyCPU", cpus: 2 }, id);
  expect(prepared).toMatchObject({
    choices: [
      { what: "cpus", value: "2", why: "whileOn" },
      { what: "cpus", value: "4", why: "givenUp" },
    ],
    chosen: { givenUp: true },
    before: { name: "web-01", cpus: 1, nextBootCpus: 4 },
    wanted: { name: "web-01", cpus: 2, nextBootCpus: 2 },
  });
  expect(failed).toBeNull();
  expect(seen).toMatchObject({ shown: true, after: { cpus: 2, nextBootCpus: 2 } });
  expect(await virsh("vcpucount", "web-01", "--config", "--current")).toBe("2");
});

test("what waits for the next start and is put off again is told as well, and nothing of it where none waits", async (context) => {
  const { live, id, virsh } = await running(context);
  await using _ = live;
  const quiet = await plan(live, { name: "ModifyCPU", cpus: 2 }, id);
  expect(quiet.choices).toEqual([{ what: "cpus", value: "2", why: "whileOn" }]);
  expect(quiet.before).toEqual({ name: "web-01", cpus: 1 });
  await virsh("setmem", "web-01", "128MiB", "--config");
  const { prepared, seen } = await perform(live, { name: "ModifyMemory", memoryMiB: 512 }, id);
  expect(prepared.choices).toEqual([
    { what: "memory", value: "512 MiB", why: "nextBoot" },
    { what: "memory", value: "128 MiB", why: "givenUp" },
  ]);
  expect(prepared.before).toEqual({ name: "web-01", memoryMiB: 256, nextBootMemoryMiB: 128 });
  expect(seen).toMatchObject({ shown: true, after: { memoryMiB: 256, nextBootMemoryMiB: 512 } });
});

test("more than the next start has places for is put off, though the machine could have it as it runs", async (context) => {
  const { live, id, virsh } = await running(context);
  await using _ = live;
  await virsh("setvcpus", "web-01", "2", "--config", "--maximum");
  const { prepared, failed, seen } = await perform(live, { name: "ModifyCPU", cpus: 3 }, id);
  expect(prepared.chosen).toEqual({ atNextBoot: true });
  expect(failed).toBeNull();
  expect(seen).toMatchObject({ shown: true, after: { cpus: 1, nextBootCpus: 3 } });
});

test("a name that no file can have is refused before anything is sent", async (context) => {
  await using live = await liveSession(context);
  const id = await uuidOf(live.libvirtd, "test");
  const nowhere = { host: null, datastore: null, network: null, folder: null };
  const sizes = { cpus: null, memoryMiB: null, diskMiB: 1, guest: null };
  for (const newName of ["..", ".", "a/b"]) {
    for (const request of [
      { name: "CreateVM", newName, ...nowhere, ...sizes },
      { name: "RenameVM", newName },
      { name: "CloneVM", newName, host: null, datastore: null, on: false },
      { name: "CreateSnapshot", snapshot: newName },
    ] as const) {
      const { refusal } = await plan(live, request, request.name === "CreateVM" ? null : id);
      expect(refusal, `${request.name} ${newName}`).toMatchObject({
        code: "NAME_INVALID",
        facts: { name: newName, problem: "NO_FILE_NAME" },
      });
    }
  }
});
