import type { Option, Parameter, ParameterKind, Verb } from "#language/verb.js";

const place = (name: string, kind: ParameterKind): Parameter => ({ name, kind, optional: false });
const mayBe = (name: string, kind: ParameterKind): Parameter => ({ name, kind, optional: true });

const target = place("TARGET", "target");
const host = place("HOST", "host");

/** What most verbs have: no options. */
const plain = { options: [] as readonly Option[], takes: "any" } as const;
const listing = { ...plain, parameters: [mayBe("PATTERN", "pattern")], operation: null };

/** Every verb, in the order help shows them. Parser, help and completion are made from this table. */
export const verbs: readonly Verb[] = [
  { verb: "vms", ...listing, examples: ["vms", "vms web-*", "vms '/DC0/vm/Web servers/*'"] },
  { verb: "hosts", ...listing, examples: ["hosts", "hosts esx-0[1-4]*"] },
  { verb: "datastores", ...listing, examples: ["datastores", "datastores vmfs-*"] },
  { verb: "networks", ...listing, examples: ["networks", "networks 'VM Network'"] },
  { verb: "tasks", ...plain, parameters: [], operation: null, examples: ["tasks"] },
  {
    verb: "events",
    ...plain,
    parameters: [mayBe("TARGET", "target")],
    operation: null,
    examples: ["events", "events web-01"],
  },
  { verb: "info", ...plain, parameters: [target], operation: null, examples: ["info web-01", "info @vm-42"] },
  {
    verb: "create",
    parameters: [place("NAME", "name")],
    options: [
      { name: "cpu", value: "COUNT", means: "newCpus" },
      { name: "memory", value: "SIZE", means: "newMemory" },
      { name: "disk", value: "SIZE", means: "newDisk" },
      { name: "host", value: "HOST", means: "newHost" },
      { name: "datastore", value: "DATASTORE", means: "newDatastore" },
      { name: "network", value: "NETWORK", means: "newNetwork" },
      { name: "folder", value: "FOLDER", means: "newFolder" },
      { name: "guest", value: "ID", means: "newGuest" },
    ],
    takes: "any",
    operation: "CreateVM",
    examples: ["create web-09", "create web-09 --cpu 2 --memory 4GiB --disk 40GiB --network 'VM Network'"],
  },
  {
    verb: "rename",
    ...plain,
    parameters: [target, place("NEW-NAME", "newName")],
    operation: "RenameVM",
    examples: ["rename web-01 web-02", "rename @vm-42 'Web server 2'"],
  },
  {
    verb: "cpu",
    ...plain,
    parameters: [target, place("COUNT", "count")],
    operation: "ModifyCPU",
    examples: ["cpu web-01 4"],
  },
  {
    verb: "memory",
    ...plain,
    parameters: [target, place("SIZE", "size")],
    operation: "ModifyMemory",
    examples: ["memory web-01 8GiB", "memory web-* 512MiB"],
  },
  {
    verb: "disk",
    parameters: [target, place("SIZE", "size")],
    options: [
      { name: "disk", value: "LABEL", means: "diskLabel" },
      { name: "add", value: null, means: "addedDisk" },
    ],
    takes: "one at most",
    operation: "ModifyDisk",
    examples: ["disk web-01 80GiB", "disk web-01 80GiB --disk 'Hard disk 2'", "disk web-01 20GiB --add"],
  },
  {
    verb: "move",
    parameters: [target],
    options: [
      { name: "host", value: "HOST", means: "moveHost" },
      { name: "datastore", value: "DATASTORE", means: "moveDatastore" },
      { name: "folder", value: "FOLDER", means: "moveFolder" },
      { name: "desturi", value: "URI", means: "moveUri", beside: "host" },
      { name: "overwrite-disks", value: null, means: "moveOver", beside: "host" },
    ],
    takes: "one at least",
    operation: "MoveVM",
    examples: [
      "move web-01 --host esx-02",
      "move web-01 --datastore vmfs-02",
      "move web-01 --host kvm-b --desturi qemu+tcp://kvm-b/system",
      "move web-* --folder '/DC0/vm/Web servers'",
    ],
  },
  {
    verb: "clone",
    parameters: [target, place("NEW-NAME", "newName")],
    options: [
      { name: "host", value: "HOST", means: "cloneHost" },
      { name: "datastore", value: "DATASTORE", means: "cloneDatastore" },
      { name: "on", value: null, means: "cloneOn" },
    ],
    takes: "any",
    operation: "CloneVM",
    examples: ["clone web-01 web-09", "clone golden-image web-09 --host esx-02 --on"],
  },
  {
    verb: "delete",
    parameters: [target],
    options: [{ name: "keep-disks", value: null, means: "keepDisks" }],
    takes: "any",
    operation: "DeleteVM",
    examples: ["delete web-09", "delete @vm-42", "delete web-09 --keep-disks"],
  },
  {
    verb: "start",
    ...plain,
    parameters: [target],
    operation: "StartVM",
    examples: ["start web-01", "start web-*", "start /DC0/vm/web-01"],
  },
  { verb: "stop", ...plain, parameters: [target], operation: "StopVM", examples: ["stop web-01"] },
  { verb: "reset", ...plain, parameters: [target], operation: "ResetVM", examples: ["reset web-01"] },
  { verb: "suspend", ...plain, parameters: [target], operation: "SuspendVM", examples: ["suspend web-01"] },
  {
    verb: "guest shutdown",
    ...plain,
    parameters: [target],
    operation: "ShutdownGuest",
    examples: ["guest shutdown web-01", "guest shutdown web-*"],
  },
  {
    verb: "guest reboot",
    ...plain,
    parameters: [target],
    operation: "RebootGuest",
    examples: ["guest reboot web-01"],
  },
  {
    verb: "snapshot create",
    ...plain,
    parameters: [target, mayBe("NAME", "newSnapshot")],
    operation: "CreateSnapshot",
    examples: ["snapshot create web-01", "snapshot create web-01 'before the patch'"],
  },
  {
    verb: "snapshot list",
    ...plain,
    parameters: [target],
    operation: null,
    examples: ["snapshot list web-01"],
  },
  {
    verb: "snapshot revert",
    ...plain,
    parameters: [target, mayBe("NAME", "snapshotToGoTo")],
    operation: "RevertSnapshot",
    examples: ["snapshot revert web-01", "snapshot revert web-01 'before the patch'"],
  },
  {
    verb: "snapshot remove",
    ...plain,
    parameters: [target, mayBe("NAME", "snapshotToRemove")],
    operation: "RemoveSnapshot",
    examples: ["snapshot remove web-01 'before the patch'", "snapshot remove web-01 @snapshot-12"],
  },
  {
    verb: "host shutdown",
    ...plain,
    parameters: [host],
    operation: "ShutdownHost",
    examples: ["host shutdown esx-02"],
  },
  {
    verb: "host reboot",
    ...plain,
    parameters: [host],
    operation: "RebootHost",
    examples: ["host reboot esx-02"],
  },
  {
    verb: "host maintenance enter",
    ...plain,
    parameters: [host],
    operation: "EnterMaintenance",
    examples: ["host maintenance enter esx-02"],
  },
  {
    verb: "host maintenance exit",
    ...plain,
    parameters: [host],
    operation: "ExitMaintenance",
    examples: ["host maintenance exit esx-02"],
  },
  {
    verb: "note",
    ...plain,
    parameters: [place("TEXT", "text")],
    operation: null,
    examples: ["note Moving the web tier; the customer was called at 10:40"],
  },
  {
    verb: "help",
    ...plain,
    parameters: [mayBe("VERB...", "verb")],
    operation: null,
    examples: ["help", "help memory", "help snapshot", "help snapshot create"],
  },
];
