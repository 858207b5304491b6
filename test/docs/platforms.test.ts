import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { LackReason } from "#domain/lack.js";
import type { OperationName } from "#domain/operation-name.js";
import type { ProviderSession } from "#providers/contract.js";
import { DRIVERS, type Driver } from "#providers/libvirt/drivers.js";
import { Line } from "#providers/libvirt/line.js";
import { libvirtSession } from "#providers/libvirt/session.js";
import { capabilities } from "#providers/vsphere/capabilities.js";
import type { Retriever } from "#providers/vsphere/retriever.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { supports } from "#session/supports.js";
import { target } from "../providers/libvirt/rpc/connecting.js";

const guide = readFileSync(new URL("../../docs/libvirt.md", import.meta.url), "utf8");

const PLATFORMS = ["vCenter", "ESXi", "QEMU/KVM", "Xen", "test"] as const;
type Platform = (typeof PLATFORMS)[number];

const login = {
  user: "ops",
  serverUuid: null,
  product: "",
  apiVersion: "",
  clockOffsetMs: null,
  trust: "none",
  certificate: null,
  session: null,
} as const;

const limits = { maxCpus: 1, maxMemoryMiB: 1, memoryStepMiB: 1, maxDiskMiB: 1 };

/** What a session has, which is known before anything is asked: nothing is connected to. */
const SESSIONS: Readonly<Record<Platform, ProviderSession>> = {
  vCenter: vsphere(true),
  ESXi: vsphere(false),
  "QEMU/KVM": libvirt("qemu"),
  Xen: libvirt("xen"),
  test: libvirt("test"),
};

function vsphere(isVcenter: boolean): ProviderSession {
  const manager = { type: "Manager", id: "manager" };
  const content = { isVcenter, eventManager: manager, authorizationManager: manager };
  const has = capabilities({} as VimClient, content as unknown as ServiceContent, {} as Retriever);
  return { platform: "vsphere", ...has } as ProviderSession;
}

function libvirt(driver: keyof typeof DRIVERS): ProviderSession {
  const nowhere = () => Promise.reject(new Error("nothing is connected to"));
  const lines = { reads: new Line(nowhere), changes: new Line(nowhere), pings: new Line(nowhere) };
  const host = { id: "host", uuid: null, name: "host", guests: [] };
  return libvirtSession({
    lines,
    endpoint: target({ driver }),
    driver: DRIVERS[driver],
    host,
    login,
    limits,
  });
}

/** How the guide says that an operation is there, or why it is not. */
const WORDS: Readonly<Record<LackReason | "HAS" | "UNSAID", string>> = {
  HAS: "yes",
  NO_SUCH_CALL: "no: no such call",
  DRIVER: "no: not in the driver",
  UNSAID: "no: needs a vCenter",
};

function wordOf(session: ProviderSession, operation: OperationName): string {
  return WORDS[supports(session, operation) ? "HAS" : (session.lacks?.[operation] ?? "UNSAID")];
}

/** The table whose header begins so: each row's cells by the header's, and its first cell. */
function tableOf(corner: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const lines = guide.split("\n");
  const begin = lines.findIndex((line) => line.startsWith(`| ${corner} |`));
  expect(begin, `a table "${corner}"`).toBeGreaterThanOrEqual(0);
  const cellsOf = (line: string) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
  const [, ...columns] = cellsOf(lines[begin]!);
  const rest = lines.slice(begin + 2);
  return new Map(
    rest
      .slice(
        0,
        rest.findIndex((line) => !line.startsWith("|")),
      )
      .map((line) => {
        const [first = "", ...cells] = cellsOf(line);
        return [first, Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]))];
      }),
  );
}

/** All of the closed set: the compiler asks for those that come to it. */
const OPERATIONS: Readonly<Record<OperationName, true>> = {
  CreateVM: true,
  RenameVM: true,
  ModifyCPU: true,
  ModifyMemory: true,
  ModifyDisk: true,
  MoveVM: true,
  CloneVM: true,
  DeleteVM: true,
  StartVM: true,
  StopVM: true,
  ShutdownHost: true,
  ResetVM: true,
  SuspendVM: true,
  ShutdownGuest: true,
  RebootGuest: true,
  CreateSnapshot: true,
  RevertSnapshot: true,
  RemoveSnapshot: true,
  RebootHost: true,
  EnterMaintenance: true,
  ExitMaintenance: true,
};

test("what the guide says that a platform can do is what the program can do there, with the reason", () => {
  const real = Object.keys(OPERATIONS).map((operation) => {
    const cells = PLATFORMS.map((platform) => [
      platform,
      wordOf(SESSIONS[platform], operation as OperationName),
    ]);
    return [operation, Object.fromEntries(cells)];
  });
  expect(Object.fromEntries(tableOf("operation"))).toEqual(Object.fromEntries(real));
});

test("what a session has beside its operations is as the guide says", () => {
  const told = [...tableOf("beside them").values()];
  const has = (["history", "events", "anchors", "sessions", "rights"] as const).map((capability) =>
    Object.fromEntries(
      PLATFORMS.map((platform) => [platform, SESSIONS[platform][capability] === undefined ? "no" : "yes"]),
    ),
  );
  expect(told).toEqual(has);
});

test("what a driver does at once is what the guide says", () => {
  const table = tableOf("of a machine that runs");
  const drivers = { "QEMU/KVM": DRIVERS.qemu, Xen: DRIVERS.xen, test: DRIVERS.test };
  const each = (word: (driver: Driver) => string) =>
    Object.fromEntries(Object.entries(drivers).map(([column, driver]) => [column, word(driver)]));
  expect(table.get("fewer CPUs")).toEqual(
    each(({ cpuHotRemove }) => (cpuHotRemove ? "at once" : "next start")),
  );
  expect(table.get("new volumes in pools of files are")).toEqual(each(({ diskFormat }) => diskFormat));
});
