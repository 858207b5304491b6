import { expect, test } from "vitest";
import { connectedTo } from "../providers/libvirt/rpc/connecting.js";
import { isChange } from "../providers/libvirt/trouble/damage.js";
import { LibvirtProxy } from "../rigs/libvirt-proxy.js";
import { needsLibvirtd } from "../rigs/libvirtd-needed.js";
import { OperatorHome } from "./shoseki.js";

test.for([
  { arrives: true, power: "off", shows: "The machine is now as it was to be, by whomever." },
  { arrives: false, power: "on", shows: "The machine is not, or not any more, as it was to be." },
])(
  "an exec that is killed with its call on the way to libvirt (it arrives: $arrives) is told at the next Login",
  async ({ arrives, power, shows }, context) => {
    await using libvirtd = await needsLibvirtd(context);
    // The world of the test driver lasts as long as somebody is in it.
    const keeper = await connectedTo({ path: libvirtd.socket });
    await using proxy = await LibvirtProxy.before({ port: libvirtd.tcpPort });
    using home = new OperatorHome();
    const endpoint = `test+tcp://127.0.0.1:${proxy.port}/default`;

    const { child, ended } = home.start(["exec", endpoint, "stop test", "--yes"]);
    proxy.meddle = ({ to, message }) => {
      if (to === "client" || !isChange(message)) return {};
      child.kill("SIGKILL");
      return arrives ? {} : { instead: [], cut: "all" };
    };
    expect(await ended).toMatchObject({ code: null, signal: "SIGKILL" });
    await proxy.quiet();
    proxy.meddle = () => ({});
    expect((await libvirtd.virsh("domstate", "test")).trim()).toBe(power === "off" ? "shut off" : "running");

    const after = await home.run(["exec", endpoint, "vms"]);
    expect(after.code, after.err).toBe(0);
    expect(after.out).toMatch(new RegExp(`^test +${power} `, "m"));
    const intent = home.entries().find(({ OPR, phase }) => OPR === "StopVM" && phase === "intent");
    const recovery = home.entries().find(({ phase }) => phase === "recovery");
    expect(recovery).toMatchObject({
      ref: intent?.id,
      OPR: "StopVM",
      AFT: { name: "test", power },
      RST: { status: "UNKNOWN", code: "NO_HISTORY", message: expect.stringContaining(shows) as string },
    });
    expect(after.err).toContain("Looked up what became of StopVM of test: UNKNOWN.");

    const verdict = await home.run(["verify"]);
    expect(verdict.code, verdict.out).toBe(0);
    // Nobody will ever know: whoever verifies the journal is told so, each time.
    expect(verdict.out).toContain(
      `Entry ${intent?.seq}, StopVM of test: what became of it is UNKNOWN. Entry ${recovery?.seq} looked it up, and could not tell (NO_HISTORY).`,
    );
    await keeper.close();
  },
);
