import { describe, expect, test } from "vitest";
import { fullMachine } from "#providers/vsphere/subjects/full-machine-properties.js";
import { propertiesOf, xml } from "../values.js";

const FLAT = (file: string, rest = "") =>
  `<backing xsi:type="VirtualDiskFlatVer2BackingInfo"><fileName>${file}</fileName>` +
  `<datastore type="Datastore">datastore-11</datastore><backingObjectId></backingObjectId>` +
  `<diskMode>persistent</diskMode><split>false</split><thinProvisioned>true</thinProvisioned>${rest}</backing>`;

const disk = (key: number, unit: number, backing: string, controller = 1000, kb = 41_943_040) =>
  `<VirtualDevice xsi:type="VirtualDisk"><key>${key}</key>` +
  `<deviceInfo><label>Hard disk ${key - 1999}</label><summary>41,943,040 KB</summary></deviceInfo>${backing}` +
  `<controllerKey>${controller}</controllerKey><unitNumber>${unit}</unitNumber>` +
  `<capacityInKB>${kb}</capacityInKB><capacityInBytes>${kb * 1024}</capacityInBytes></VirtualDevice>`;

const controller = (type: string, key: number, rest = "") =>
  `<VirtualDevice xsi:type="${type}"><key>${key}</key><deviceInfo><label>it</label><summary>it</summary></deviceInfo>` +
  `<busNumber>0</busNumber>${rest}</VirtualDevice>`;

const scsi = (key: number, sharedBus = "noSharing", type = "ParaVirtualSCSIController") =>
  controller(type, key, `<hotAddRemove>true</hotAddRemove><sharedBus>${sharedBus}</sharedBus>`);

const cdrom = (file: string, datastore: string) =>
  `<VirtualDevice xsi:type="VirtualCdrom"><key>3002</key><backing xsi:type="VirtualCdromIsoBackingInfo">` +
  `<fileName>${file}</fileName><datastore type="Datastore">${datastore}</datastore></backing>` +
  "<controllerKey>201</controllerKey><unitNumber>0</unitNumber></VirtualDevice>";

const moref = { type: "VirtualMachine", id: "vm-42" };

/** A machine with these devices, `datastore` array, snapshot info and configuration file. */
async function machine(parts: { devices?: string; datastores?: string[]; snapshot?: string; path?: string }) {
  const properties = propertiesOf({
    name: "web-01",
    "config.files.vmPathName": parts.path ?? "[fast] web-01/web-01.vmx",
  });
  const device = await xml(`<val xsi:type="ArrayOfVirtualDevice">${parts.devices ?? ""}</val>`);
  const datastores = (parts.datastores ?? []).map(
    (id) => `<ManagedObjectReference type="Datastore">${id}</ManagedObjectReference>`,
  );
  properties.set("config.hardware.device", device);
  properties.set("datastore", await xml(`<val>${datastores.join("")}</val>`));
  if (parts.snapshot !== undefined) properties.set("snapshot", await xml(`<val>${parts.snapshot}</val>`));
  return fullMachine({ moref, properties });
}

describe("the disks of a machine", () => {
  test("are what its operators know them by", async () => {
    const devices = scsi(1000) + disk(2000, 0, FLAT("[fast] web-01/web-01.vmdk"));
    expect((await machine({ devices })).disks).toEqual([
      {
        id: "2000",
        label: "Hard disk 1",
        sizeMiB: 40_960,
        file: "[fast] web-01/web-01.vmdk",
        mode: "persistent",
        slot: { controller: "1000", unit: 0 },
        growable: true,
      },
    ]);
  });

  test("have their size in whole MiB, less what is over", async () => {
    const devices = disk(2000, 0, FLAT("[fast] a.vmdk"), 1000, 1_048_575);
    expect((await machine({ devices })).disks[0]?.sizeMiB).toBe(1023);
  });

  const RAW =
    '<backing xsi:type="VirtualDiskRawDiskMappingVer1BackingInfo"><fileName>[fast] web-01/raw.vmdk</fileName>' +
    "<lunUuid>02</lunUuid><compatibilityMode>physicalMode</compatibilityMode><diskMode>independent_persistent</diskMode></backing>";
  const SPARSE =
    '<backing xsi:type="VirtualDiskSeSparseBackingInfo"><fileName>[fast] s.vmdk</fileName><diskMode>persistent</diskMode></backing>';
  const onTop = FLAT("[fast] a-000001.vmdk", FLAT("[fast] a.vmdk").replaceAll("backing", "parent"));
  test.each([
    ["a raw device", RAW],
    ["a disk on top of another's", onTop],
    ["a disk in another format", SPARSE],
    ["a disk that is no file", '<backing xsi:type="VirtualDiskFlatVer2BackingInfo"></backing>'],
    ["a disk that says nothing of what is behind it", ""],
  ])("%s cannot be grown", async (_what, backing) => {
    expect((await machine({ devices: disk(2000, 0, backing) })).disks[0]?.growable).toBe(false);
  });

  test("that are no file say so", async () => {
    const { disks } = await machine({ devices: disk(2000, 0, "") });
    expect(disks[0]).toMatchObject({ file: null, mode: "" });
  });

  test("whose size is no number are refused", async () => {
    const devices = disk(2000, 0, "").replace("41943040<", "much<");
    await expect(machine({ devices })).rejects.toMatchObject({ code: "REPLY_INVALID" });
  });

  test("are none where the server does not show the configuration", () => {
    expect(fullMachine({ moref, properties: propertiesOf({ name: "x" }) })).toMatchObject({
      disks: [],
      diskSlot: null,
      snapshots: [],
      currentSnapshot: null,
      datastore: null,
    });
  });
});

describe("the place for another disk", () => {
  const slot = async (devices: string) => (await machine({ devices })).diskSlot;
  const filled = (key: number, units: number[]) =>
    units.map((unit) => disk(2000 + unit, unit, "", key)).join("");
  const upTo = (count: number) => Array.from({ length: count }, (_, unit) => unit);

  test("is the first that is free", async () => {
    expect(await slot(scsi(1000) + filled(1000, [0, 1, 3]))).toEqual({ controller: "1000", unit: 2 });
  });

  test("is not the SCSI controller's own", async () => {
    expect(await slot(scsi(1000) + filled(1000, upTo(7)))).toEqual({ controller: "1000", unit: 8 });
  });

  test("is on the next controller once one is full", async () => {
    const full = upTo(16).filter((unit) => unit !== 7);
    expect(await slot(scsi(1000) + scsi(1001) + filled(1000, full))).toEqual({ controller: "1001", unit: 0 });
  });

  test.each([
    ["VirtualLsiLogicSASController", "VirtualNVMEController"],
    ["VirtualNVMEController", "VirtualAHCIController"],
    ["VirtualAHCIController", "VirtualIDEController"],
  ])("is rather on a %s than on a %s", async (first, second) => {
    expect(await slot(controller(second, 200) + controller(first, 300))).toEqual({
      controller: "300",
      unit: 0,
    });
  });

  test.each([
    ["VirtualNVMEController", 15],
    ["VirtualAHCIController", 30],
    ["VirtualIDEController", 2],
  ])("a %s has %i of them", async (type, count) => {
    expect(await slot(controller(type, 200) + filled(200, upTo(count - 1)))).toEqual({
      controller: "200",
      unit: count - 1,
    });
    expect(await slot(controller(type, 200) + filled(200, upTo(count)))).toBeNull();
  });

  test("is not taken by what is on another controller, and not on a bus that machines share", async () => {
    expect(await slot(scsi(1000, "physicalSharing") + scsi(1001) + filled(1000, [0]))).toEqual({
      controller: "1001",
      unit: 0,
    });
  });

  test("what is no disk takes one too", async () => {
    const devices = controller("VirtualIDEController", 201) + cdrom("[iso] a.iso", "datastore-9");
    expect(await slot(devices)).toEqual({ controller: "201", unit: 1 });
  });
});

describe("the datastore that a machine is at home on", () => {
  const home = async (parts: Parameters<typeof machine>[0]) => (await machine(parts)).datastore;

  test("is that of a file under the same name", async () => {
    const devices = cdrom("[iso] a.iso", "datastore-9") + disk(2000, 0, FLAT("[fast] web-01/a.vmdk"));
    expect(await home({ devices, datastores: ["datastore-9", "datastore-11", "datastore-12"] })).toBe(
      "datastore-11",
    );
  });

  test("is the one that is left over", async () => {
    const devices = disk(2000, 0, FLAT("[slow] web-01/a.vmdk"));
    expect(await home({ devices, datastores: ["datastore-11", "datastore-12"] })).toBe("datastore-12");
    expect(await home({ datastores: ["datastore-12"] })).toBe("datastore-12");
  });

  test("is not guessed", async () => {
    expect(await home({ datastores: ["datastore-11", "datastore-12"] })).toBeNull();
    expect(await home({ datastores: [] })).toBeNull();
    expect(await home({ datastores: ["datastore-11"], path: "/vmfs/volumes/1/a.vmx" })).toBeNull();
  });
});

describe("the snapshots of a machine", () => {
  const tree = (id: number, name: string, state: string, children = "") =>
    `<childSnapshotList><snapshot type="VirtualMachineSnapshot">snapshot-${id}</snapshot>` +
    `<vm type="VirtualMachine">vm-42</vm><name>${name}</name><description>of ${id}</description><id>${id}</id>` +
    `<createTime>2026-01-0${id}T03:04:05.678901Z</createTime><state>${state}</state><quiesced>false</quiesced>${children}</childSnapshotList>`;
  const root = (text: string) => text.replace(/^<child/, "<root").replace(/child(SnapshotList>)$/, "root$1");

  test("are laid flat, parents before children, in the server's order", async () => {
    const first = root(
      tree(
        1,
        "before%2f after",
        "poweredOff",
        tree(2, "a", "poweredOn", tree(4, "c", "suspended")) + tree(3, "b", "poweredOn"),
      ),
    );
    const current = '<currentSnapshot type="VirtualMachineSnapshot">snapshot-3</currentSnapshot>';
    const { snapshots, currentSnapshot } = await machine({
      snapshot: current + first + root(tree(5, "another", "poweredOff")),
    });
    expect(snapshots.map(({ id, name, parent, power }) => [id, name, parent, power])).toEqual([
      ["snapshot-1", "before/ after", null, "off"],
      ["snapshot-2", "a", "snapshot-1", "on"],
      ["snapshot-4", "c", "snapshot-2", "suspended"],
      ["snapshot-3", "b", "snapshot-1", "on"],
      ["snapshot-5", "another", null, "off"],
    ]);
    expect(snapshots[0]).toMatchObject({ description: "of 1", created: "2026-01-01T03:04:05.678Z" });
    expect(currentSnapshot).toBe("snapshot-3");
  });

  test("that nobody knows the time of are refused", async () => {
    const snapshot = root(tree(1, "a", "poweredOff").replace(/2026[^<]*/, "then"));
    await expect(machine({ snapshot })).rejects.toMatchObject({ code: "REPLY_INVALID" });
  });
});

describe("the network cards", () => {
  const nic = (backing: string, connected = true) =>
    `<VirtualDevice xsi:type="VirtualVmxnet3"><key>4000</key><deviceInfo><label>Network adapter 1</label><summary>s</summary></deviceInfo>${backing}` +
    `<connectable><startConnected>true</startConnected><allowGuestControl>true</allowGuestControl><connected>${connected}</connected></connectable>` +
    "<macAddress>00:50:56:aa:bb:cc</macAddress></VirtualDevice>";
  const STANDARD =
    '<backing xsi:type="VirtualEthernetCardNetworkBackingInfo"><deviceName>VM Network</deviceName></backing>';
  const DISTRIBUTED =
    '<backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo"><port><switchUuid>u</switchUuid><portgroupKey>dvportgroup-12</portgroupKey></port></backing>';

  test.each([
    ["a standard network by its name", STANDARD, "VM Network"],
    ["a distributed one by its id", DISTRIBUTED, "dvportgroup-12"],
    ["none where the server says none", "", null],
  ])("say %s", async (_what, backing, network) => {
    expect((await machine({ devices: nic(backing) })).cards).toEqual([
      { label: "Network adapter 1", mac: "00:50:56:aa:bb:cc", network, connected: true },
    ]);
  });

  test("say whether they are connected, and are no disks", async () => {
    const { cards, disks } = await machine({ devices: nic(STANDARD, false) + disk(2000, 0, "") });
    expect(cards.map(({ connected }) => connected)).toEqual([false]);
    expect(disks).toHaveLength(1);
  });
});
