import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { atDesk, enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const WIDE = { columns: 140, rows: 40 };

function profile(home: OperatorHome, name: string, text: string): void {
  const profiles = join(home.directory, ".config/shoseki/profiles");
  mkdirSync(profiles, { recursive: true });
  writeFileSync(join(profiles, `${name}.yaml`), text);
}

test("what is connected to while the console is read-only is so from the beginning; off is off for all", async () => {
  using home = new OperatorHome();
  profile(home, "lab", 'endpoint: "sim:?vms=20"\nuser: night\n');
  await using terminal = await atDesk(home, WIDE);
  enterLine(terminal, "read-only");
  await terminal.see("Read-only: nothing is changed");
  enterLine(terminal, "connect lab");
  await terminal.see(/lab: Connected/);
  enterLine(terminal, "memory lab:web-01 3GiB");
  await terminal.see(/REFUSED ModifyMemory/);
  enterLine(terminal, "read-only off");
  await expect
    .poll(
      () => home.entries().filter(({ OPR, AFT }) => OPR === "SetReadOnly" && AFT?.readOnly === false).length,
    )
    .toBe(2);
  const switched = home.entries().filter(({ OPR }) => OPR === "SetReadOnly");
  expect(switched.map(({ USR, AFT }) => [USR.name, AFT])).toEqual([
    ["operator", { readOnly: true }],
    ["night", { readOnly: true }],
    ["operator", { readOnly: false }],
    ["night", { readOnly: false }],
  ]);
  expect(
    home.entries().find(({ OPR, phase }) => OPR === "ModifyMemory" && phase === "outcome"),
  ).toMatchObject({
    USR: { name: "night" },
    RST: { status: "REFUSED", code: "READ_ONLY" },
  });
});

test("a password command that is run while the console has the terminal is not told where that is", async () => {
  using home = new OperatorHome();
  // Nobody who speaks TLS: all that is asked for before is asked for.
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  try {
    const told = join(home.directory, "told");
    profile(
      home,
      "vc9",
      `endpoint: vsphere://ops@127.0.0.1:${port}\npassword-command: printf 'tty=%s' "$GPG_TTY" > ${told}; echo hunter2\n`,
    );
    await using terminal = await atDesk(home, { ...WIDE, env: { GPG_TTY: "/dev/pts/99" } });
    enterLine(terminal, "connect vc9");
    await terminal.see("UNREACHABLE");
    expect(readFileSync(told, "utf8")).toBe("tty=");
    expect(terminal.text()).not.toContain("hunter2");
  } finally {
    server.close();
  }
});
