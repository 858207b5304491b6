import { expect, test } from "vitest";
import { needsLibvirtd } from "../rigs/libvirtd-needed.js";
import { openConsole } from "../terminal/console.js";
import { enterLine } from "./console-desk.js";
import { OperatorHome } from "./shoseki.js";

const VERBS = ["host shutdown", "host reboot", "host maintenance enter", "host maintenance exit"];

test.for([
  [
    "C.UTF-8",
    "libvirt has no call for it",
    "libvirt does not offer ShutdownHost: its interface has no such call",
  ],
  ["ja_JP.UTF-8", "libvirt にこの操作の API がないため", "libvirt にこの操作の API がないため"],
] as const)(
  "what libvirt has no call for is not offered in the console, which says why (%s)",
  async ([LANG, reason, refusal], context) => {
    await using libvirtd = await needsLibvirtd(context);
    using home = new OperatorHome();
    const endpoint = `test:///default?socket=${libvirtd.socket}`;
    await using terminal = openConsole(home, [endpoint], { columns: 140, rows: 40, env: { LANG } });
    await terminal.see(/ ms {2}\S/);
    terminal.press("ctrl+p");
    for (const verb of VERBS) {
      terminal.type(verb);
      await terminal.see(new RegExp(`^ ?› ${verb} .* ${reason}( +\\w)?$`, "mu"));
      terminal.press("ctrl+u");
      await terminal.gone(`${verb} `);
    }
    terminal.press("esc");
    await terminal.gone("↑↓");
    enterLine(terminal, `host shutdown ${(await libvirtd.virsh("hostname")).trim()}`);
    await terminal.see(/REFUSED ShutdownHost/);
    expect(terminal.text()).toContain(refusal);
  },
);
