import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { openVsphere } from "#providers/vsphere/open.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { onVcsim } from "../stories/on-vcsim.js";
import { EXAMPLES } from "./examples.js";
import { Operated } from "./on-simulator.js";

/** What each is told there, and at which step it first goes wrong. */
const TOLD: Readonly<Record<string, { given: Readonly<Record<string, string>>; wrong: string }>> = {
  "patch-host": { given: { host: "DC0_C0_H0", spare: "DC0_C0_H1" }, wrong: "heard" },
  "grow-memory": { given: { machines: "DC0_C0_RP0_VM0 DC0_C0_RP0_VM1", memory: "8GiB" }, wrong: "serving" },
  "clone-and-cut-over": { given: { source: "DC0_C0_RP0_VM0", clone: "VM0b" }, wrong: "answers" },
  "emergency-shutdown": {
    given: { site: "DC0_*", guests: "false", front: "DC0_H0_*", last: "*_VM0" },
    wrong: "sure",
  },
  decommission: { given: { vm: "DC0_C0_RP0_VM0" }, wrong: "missed" },
};

const logIn = ({ host, port, user, password, thumbprint }: Vcsim): Promise<ProviderSession> =>
  openVsphere({
    endpoint: { platform: "vsphere", host, port, user: null, name: `vsphere://${host}:${port}` },
    credentials: { user, password },
    trust: { by: "thumbprint", sha256: thumbprint.replaceAll(":", "").toLowerCase() },
    timeoutMs: 20_000,
  });

onVcsim("the examples on vSphere", () => {
  test.each(EXAMPLES)(
    "$name is taken back whole when it goes wrong, and then run to its end",
    async (example) => {
      const { name, path } = example;
      const { given = {}, wrong = "" } = TOLD[name] ?? {};
      await using vcsim = await startVcsim({ vms: 6 });
      await using operated = await Operated.on(await logIn(vcsim));
      const before = operated.rows();
      const first = await operated.runs(path, given, {
        atQuestion: async ({ step }) => ({ kind: step.id === wrong ? "no" : "go" }),
      });
      const back = first.left === "rolled-back" ? first : await operated.backsOut(first);
      expect(back.left).toBe("rolled-back");
      expect(operated.rows()).toEqual(before);
      const ran = await operated.runs(path, given);
      expect(ran.left).toBe("complete");
      const bad = ran.entries.filter(({ phase, RST }) => phase !== "intent" && RST?.status !== "OK");
      expect(bad).toEqual([]);
    },
  );
});
