import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SecretService } from "../credentials/secret-service.js";
import { needs } from "../journal/tools.js";
import { openConsole } from "../terminal/console.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

onVcsim("a console whose profile keeps the password in the keyring", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 2, hosts: 0, clusters: 1 });
  });
  afterAll(() => site.stop());

  test("one that goes away meanwhile is told of when the screen is back, and nothing is written over the console", async (context) => {
    needs(context, "dbus-run-session", "gnome-keyring-daemon");
    using home = new OperatorHome();
    const profiles = join(home.directory, ".config/shoseki/profiles");
    mkdirSync(profiles, { recursive: true });
    const trust = `trust:\n  thumbprint: ${site.vcsim.thumbprint}\n`;
    writeFileSync(join(profiles, "vc1.yaml"), `endpoint: ${site.endpoint}\n${trust}password: keyring\n`);
    const session = await SecretService.start("open", home.directory);
    let gone = false;
    try {
      await using terminal = openConsole(home, ["vc1"], { columns: 120, rows: 36, env: session.env });
      await terminal.see("Password:");
      terminal.type(site.vcsim.password);
      terminal.press("enter");
      await terminal.see("Keep it in the OS keyring");
      gone = true;
      await session[Symbol.asyncDispose]();
      terminal.type("y");
      terminal.press("enter");
      await terminal.see("Connected to VMware vCenter Server");
      expect(terminal.onAlternateScreen).toBe(true);
      expect(terminal.text()).not.toContain("PASSWORD_NOT_KEPT");
      terminal.press("ctrl+d");
      expect((await terminal.exited).code).toBe(0);
      expect(terminal.onAlternateScreen).toBe(false);
      expect(terminal.text()).toContain("PASSWORD_NOT_KEPT");
    } finally {
      if (!gone) await session[Symbol.asyncDispose]();
    }
  });
});
