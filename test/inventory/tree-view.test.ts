import { expect, test } from "vitest";
import { parseFilter } from "#inventory/filter.js";
import { TreeView } from "#inventory/tree-view.js";
import { container, estate, host, machine } from "./estate.js";

const site = () =>
  estate(
    { ...machine("vm-1", "web-10", "folder-prod"), host: "host-1" },
    { ...machine("vm-2", "web-2", "folder-prod"), host: "host-1" },
    { ...machine("vm-3", "db-1", "folder-test"), host: "host-2" },
    { ...machine("vm-4", "golden", "folder-test"), host: "host-2", template: true },
    { ...machine("vm-5", "homeless", "vm"), host: null },
    container("folder", "folder-web", "web tier", "folder-prod"),
    { ...machine("vm-6", "web-7", "folder-web"), host: "host-2" },
  );

/** As the console paints it: a sign for the fold, the name, and how many machines a node holds. */
function picture(tree: TreeView): readonly string[] {
  return tree.slice(0, tree.length).map(({ object, depth, expandable, expanded, machines }) => {
    const fold = expandable ? (expanded ? "▾ " : "▸ ") : "  ";
    return `${"  ".repeat(depth)}${fold}${object.name}${object.kind === "vm" ? "" : ` ${machines}`}`;
  });
}

test("by hosts: a cluster, its hosts and what runs there; what runs nowhere is below the datacenter", () => {
  const tree = new TreeView(site(), "hosts");
  const closed = [
    "▾ DC0 6",
    "  ▾ C0 4",
    "    ▸ esx-01.example 2",
    "    ▸ esx-02.example 2",
    "    golden",
    "    homeless",
  ];
  expect(picture(tree)).toEqual(closed);
  expect(tree.machines).toBe(6);
  tree.toggle("host-1");
  tree.expand("host-2");
  tree.expand("host-2");
  expect(picture(tree)).toEqual([
    "▾ DC0 6",
    "  ▾ C0 4",
    "    ▾ esx-01.example 2",
    "        web-2",
    "        web-10",
    "    ▾ esx-02.example 2",
    "        db-1",
    "        web-7",
    "    golden",
    "    homeless",
  ]);
  tree.toggle("host-1");
  tree.collapse("host-2");
  expect(picture(tree)).toEqual(closed);
  tree.collapse("dc-1");
  expect(picture(tree)).toEqual(["▸ DC0 6"]);
  expect(tree.machines).toBe(6);
});

test("by folders: the datacenter stands for its own folder of machines; folders come before machines", () => {
  const tree = new TreeView(site(), "folders");
  expect(picture(tree)).toEqual(["▾ DC0 6", "  ▸ prod 3", "  ▸ test 2", "    homeless"]);
  tree.expand("folder-prod");
  tree.expand("folder-web");
  expect(picture(tree)).toEqual([
    "▾ DC0 6",
    "  ▾ prod 3",
    "    ▾ web tier 1",
    "        web-7",
    "      web-2",
    "      web-10",
    "  ▸ test 2",
    "    homeless",
  ]);
});

test("with a filter there is what matches and all that leads to it, open; without it all is as before", () => {
  const tree = new TreeView(site(), "folders");
  tree.expand("folder-test");
  const before = picture(tree);
  tree.filterBy(parseFilter("web-*"));
  expect(picture(tree)).toEqual([
    "▾ DC0 3",
    "  ▾ prod 3",
    "    ▾ web tier 1",
    "        web-7",
    "      web-2",
    "      web-10",
  ]);
  expect(tree.machines).toBe(3);
  tree.toggle("folder-web");
  expect(picture(tree)).toContain("    ▸ web tier 1");
  tree.toggle("folder-prod");
  expect(picture(tree)).toEqual(["▾ DC0 3", "  ▸ prod 3"]);
  tree.filterBy(parseFilter("web-*0"));
  expect(picture(tree)).toEqual(["▾ DC0 1", "  ▾ prod 1", "      web-10"]);
  tree.filterBy(parseFilter("nothing"));
  expect([tree.length, tree.machines, tree.at(0)]).toEqual([0, 0, null]);
  tree.filterBy(parseFilter(""));
  expect(picture(tree)).toEqual(before);
});

test("a filter finds hosts and folders too, even those that hold nothing; inverted words alone do not", () => {
  const inventory = site();
  inventory.apply([{ change: "enter", object: host("host-9", "spare-9") }]);
  const hosts = new TreeView(inventory, "hosts");
  hosts.filterBy(parseFilter("spare"));
  expect(picture(hosts)).toEqual(["▾ DC0 0", "  ▾ C0 0", "      spare-9 0"]);
  hosts.filterBy(parseFilter("sp9"));
  expect(picture(hosts)).toEqual([]);
  hosts.filterBy(parseFilter("!web !golden !homeless"));
  expect(picture(hosts)).toEqual(["▾ DC0 1", "  ▾ C0 1", "    ▾ esx-02.example 1", "        db-1"]);
  const folders = new TreeView(inventory, "folders");
  folders.filterBy(parseFilter("tier"));
  expect(picture(folders)).toEqual(["▾ DC0 0", "  ▾ prod 0", "      web tier 0"]);
});

test("revealing opens what holds an object, and its row is known", () => {
  const tree = new TreeView(site(), "folders");
  tree.collapse("dc-1");
  expect([tree.indexOf("vm-6"), tree.indexOf("folder-web"), tree.indexOf("dc-1")]).toEqual([-1, -1, 0]);
  tree.reveal("vm-6");
  expect(tree.at(tree.indexOf("vm-6"))?.object.name).toBe("web-7");
  expect(tree.at(tree.indexOf("folder-web"))?.object.name).toBe("web tier");
  tree.collapse("folder-prod");
  tree.reveal("folder-web");
  expect(tree.indexOf("folder-web")).toBe(2);
  tree.reveal("vm-404");
  expect(tree.indexOf("vm-404")).toBe(-1);
});

test("what happens is seen: machines move, hosts come and go, folders are renamed and moved", () => {
  const inventory = site();
  const tree = new TreeView(inventory, "hosts");
  tree.expand("host-1");
  expect(tree.length).toBe(8);
  inventory.apply([{ change: "modify", id: "vm-3", facts: { host: "host-1" } }]);
  expect(picture(tree).slice(2, 7)).toEqual([
    "    ▾ esx-01.example 3",
    "        db-1",
    "        web-2",
    "        web-10",
    "    ▸ esx-02.example 1",
  ]);
  inventory.apply([{ change: "modify", id: "host-2", facts: { maintenance: true } }]);
  expect(tree.at(6)?.object).toMatchObject({ id: "host-2", maintenance: true });
  inventory.apply([{ change: "modify", id: "host-2", facts: { name: "aaa" } }]);
  expect(picture(tree)[2]).toBe("    ▸ aaa 1");
  inventory.apply([{ change: "leave", id: "host-2" }]);
  expect(picture(tree)).toEqual([
    "▾ DC0 6",
    "  ▾ C0 3",
    "    ▾ esx-01.example 3",
    "        db-1",
    "        web-2",
    "        web-10",
    "    golden",
    "    homeless",
    "    web-7",
  ]);
  const folders = new TreeView(inventory, "folders");
  inventory.apply([
    { change: "modify", id: "folder-web", facts: { parent: "vm", name: "a tier" } },
    { change: "leave", id: "vm-5" },
    { change: "enter", object: machine("vm-9", "new", "folder-web") },
  ]);
  expect(picture(folders)).toEqual(["▾ DC0 6", "  ▸ a tier 2", "  ▸ prod 2", "  ▸ test 2"]);
});

test("folders of hosts, of datacenters and vApps are nodes where they hold something of the arrangement", () => {
  const inventory = estate(
    container("folder", "asia", "Asia", "root"),
    container("datacenter", "dc-2", "Tokyo", "asia"),
    container("folder", "vm-f2", "vm", "dc-2"),
    container("folder", "host-f2", "host", "dc-2"),
    container("folder", "rack-1", "rack 1", "host-f2"),
    container("compute", "compute-1", "single", "rack-1"),
    host("host-3", "esx-03.example", { parent: "compute-1" }),
    container("vapp", "vapp-1", "shop", "vm-f2"),
    { ...machine("vm-1", "shop-web", "vapp-1"), host: "host-3" },
  );
  const hosts = new TreeView(inventory, "hosts");
  hosts.reveal("vm-1");
  expect(picture(hosts).slice(0, 6)).toEqual([
    "▾ Asia 1",
    "  ▾ Tokyo 1",
    "    ▾ rack 1 1",
    "      ▾ single 1",
    "        ▾ esx-03.example 1",
    "            shop-web",
  ]);
  const folders = new TreeView(inventory, "folders");
  folders.expand("vapp-1");
  expect(picture(folders)).toEqual([
    "▾ Asia 1",
    "  ▾ Tokyo 1",
    "    ▾ shop 1",
    "        shop-web",
    "▾ DC0 0",
    "    prod 0",
    "    test 0",
  ]);
});

test("a machine that nothing holds, and one inside a loop of folders, are seen all the same", () => {
  const inventory = estate(
    machine("vm-1", "stray", null),
    machine("vm-2", "hidden", "folder-404"),
    container("folder", "a", "A", "b"),
    container("folder", "b", "B", "a"),
    machine("vm-3", "looped", "a"),
  );
  const tree = new TreeView(inventory, "folders");
  tree.reveal("vm-3");
  expect(tree.machines).toBe(3);
  for (const id of ["vm-1", "vm-2", "vm-3"]) expect(tree.at(tree.indexOf(id))?.object.id).toBe(id);
});

test("machines and unknown things cannot be folded", () => {
  const tree = new TreeView(site(), "folders");
  const before = picture(tree);
  for (const id of ["vm-5", "vm-404", "ds-1", "host-1"]) {
    tree.toggle(id);
    tree.expand(id);
    tree.collapse(id);
  }
  expect(picture(tree)).toEqual(before);
});

test("a tree that is disposed of no longer follows", () => {
  const inventory = site();
  const tree = new TreeView(inventory, "folders");
  const before = tree.length;
  tree.dispose();
  inventory.apply([{ change: "leave", id: "vm-5" }]);
  expect(tree.length).toBe(before);
});
