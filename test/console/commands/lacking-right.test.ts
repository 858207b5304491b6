import { expect, test } from "vitest";
import { ALL_COMMANDS } from "#console/commands/all-commands.js";
import { lackingRight } from "#console/commands/lacking-right.js";
import type { Console } from "#console/console.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import type { MissingRights } from "#providers/rights.js";
import { Rights } from "#session/rights.js";
import { estate, host, machine } from "../../inventory/estate.js";
import { FakeConsole } from "../fake-console.js";

const OFF = "VirtualMachine.Interact.PowerOff";
const WEB_01 = machine("vm-1", "web-01");
const WEB_02 = { ...machine("vm-2", "web-02"), power: "off" as const };
const ESX_03 = host("host-3", "esx-03.example", { maintenance: true });

/** The rights of a session that has asked about these. */
async function rightsWith(missing: Readonly<Record<string, MissingRights>>): Promise<Rights> {
  const rights = new Rights({ rights: { missing: async () => new Map(Object.entries(missing)) } });
  await rights.learn(Object.keys(missing).map((id) => ({ kind: "machine", id })));
  return rights;
}

/** A console of one endpoint in the given language. */
async function consoleWith(
  missing: Readonly<Record<string, MissingRights>>,
  catalogue = en,
): Promise<Console> {
  const session = { rights: await rightsWith(missing) };
  const endpoints = { placeOf: (id: string) => ({ session, id }) };
  return { store: { endpoints }, catalogue } as unknown as Console;
}

test("what the login may not do says which privilege is missing on what, in both languages", async () => {
  const missing = { "vm-1": { StopVM: OFF, ShutdownGuest: OFF } };
  const english = await consoleWith(missing);
  const reason = "the login lacks VirtualMachine.Interact.PowerOff on web-01";
  expect(lackingRight(english, "StopVM", [WEB_01])).toBe(reason);
  expect(lackingRight(english, "ShutdownGuest", [WEB_01])).toBe(reason);
  expect(lackingRight(english, "ResetVM", [WEB_01])).toBeNull();
  expect(lackingRight(english, "CreateVM", [])).toBeNull();
  expect(lackingRight(await consoleWith(missing, ja), "StopVM", [WEB_01])).toBe(
    "このログインには web-01 に対する権限 VirtualMachine.Interact.PowerOff がありません",
  );
});

test("of several machines it must be missing on all, wherever they are", async () => {
  const both = await consoleWith({ "vm-1": { DeleteVM: "Delete" }, "vm-2": { DeleteVM: "Delete" } });
  expect(lackingRight(both, "DeleteVM", [WEB_01, WEB_02])).toBe("the login lacks Delete on 2 machines");
  const one = await consoleWith({ "vm-1": { DeleteVM: "Delete" }, "vm-2": {} });
  expect(lackingRight(one, "DeleteVM", [WEB_01, WEB_02])).toBeNull();
  expect(lackingRight(one, "DeleteVM", [WEB_02, WEB_01])).toBeNull();
  const unknown = await consoleWith({ "vm-1": { DeleteVM: "Delete" } });
  expect(lackingRight(unknown, "DeleteVM", [WEB_01, WEB_02])).toBeNull();
});

test("nothing is lacking where there was never a session", () => {
  const console = { store: { endpoints: { placeOf: () => null } }, catalogue: en } as unknown as Console;
  expect(lackingRight(console, "StopVM", [WEB_01])).toBeNull();
});

test("a command is disabled for it, and it is said before what else is in the way, which may pass", async () => {
  const console = new FakeConsole(estate(WEB_01, WEB_02, ESX_03));
  const rights = await rightsWith({
    "vm-2": { StopVM: OFF },
    "host-3": { EnterMaintenance: "Host.Config.Maintenance" },
  });
  Object.assign(console.store.endpoints.placeOf("vm-1")!.session, { rights });
  const why = (id: string) => ALL_COMMANDS.find((command) => command.id === id)?.whyNot(console);
  console.store.inventory.select("vm-2");
  expect(why("stop")).toBe("the login lacks VirtualMachine.Interact.PowerOff on web-02");
  expect(why("reset")).toBe("it is off");
  expect(why("start")).toBeNull();
  console.store.inventory.arrangeBy("hosts");
  console.store.inventory.select("host-3");
  expect(why("host maintenance enter")).toBe("the login lacks Host.Config.Maintenance on esx-03.example");
  expect(why("host maintenance exit")).toBeNull();
});
