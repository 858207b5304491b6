import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Status } from "#domain/entry.js";
import type { ErrorCode } from "#domain/errors.js";
import { shortOrLong } from "../counts.js";
import type { ProxyAction } from "../rigs/proxy-action.js";
import { onVcsim } from "./on-vcsim.js";
import type { SeenMachine } from "./seen-by-govc.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

const READ = "RetrievePropertiesEx";
const ACT = "ReconfigVM_Task";

/** How a call can go wrong on its way. */
const WAYS = {
  "the connection is reset before the server hears of it": { kind: "resetBeforeForward" },
  "the connection is reset once the server has answered": { kind: "resetAfterForward" },
  "the request is never answered": { kind: "stallRequest" },
  "the reply never comes": { kind: "dropReply" },
  "the reply breaks off with its connection": { kind: "truncateReply", how: "socket" },
  "the reply is cut short in good HTTP": { kind: "truncateReply", how: "framed" },
  "the reply is no XML": { kind: "replaceReply", body: "<html><p>Bad Gateway" },
  "the reply is a web page": {
    kind: "replaceReply",
    body: "<html><body>Bad gateway</body></html>",
    status: 502,
  },
  "the reply is empty": { kind: "replaceReply", body: "" },
  "the reply is an entity bomb": {
    kind: "replaceReply",
    body: '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><a>&c;&c;&c;</a>',
  },
  "the reply is in another encoding": {
    kind: "replaceReply",
    // UTF-16 without saying so.
    body: "\u0000<\u0000a\u0000/\u0000>",
  },
  "the reply is another method's": {
    kind: "replaceReply",
    body:
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>' +
      '<DestroyResponse xmlns="urn:vim25"/></e:Body></e:Envelope>',
  },
  "the reply never ends": { kind: "streamForever" },
} as const satisfies Record<string, ProxyAction>;

type Way = keyof typeof WAYS;
const ALL = Object.keys(WAYS) as Way[];
/** Where it matters less how a call goes wrong than that it does: every third way, or all in a long run. */
const SOME = ALL.filter((_, index) => index % shortOrLong(3, 1) === 0);

/** Ways in which the server is never asked. */
const UNASKED: readonly ProxyAction["kind"][] = ["resetBeforeForward", "stallRequest", "streamForever"];

const LOST: ErrorCode = "CONNECTION_LOST";
const CODES: Readonly<Record<Way, ErrorCode>> = {
  "the connection is reset before the server hears of it": LOST,
  "the connection is reset once the server has answered": LOST,
  "the request is never answered": "REPLY_TIMEOUT",
  "the reply never comes": "REPLY_TIMEOUT",
  "the reply breaks off with its connection": LOST,
  "the reply is cut short in good HTTP": "REPLY_INVALID",
  "the reply is no XML": "REPLY_INVALID",
  "the reply is a web page": "REPLY_INVALID",
  "the reply is empty": "REPLY_INVALID",
  "the reply is an entity bomb": "REPLY_INVALID",
  "the reply is in another encoding": "REPLY_INVALID",
  "the reply is another method's": "REPLY_INVALID",
  "the reply never ends": "REPLY_INVALID",
};

onVcsim("a call that goes wrong on its way", () => {
  let site: VsphereSite;
  let fresh: SeenMachine[];
  /** One that nobody has touched: the server's history of it is this test's own. */
  let machine: SeenMachine;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 100, poweredOff: true });
    fresh = await site.machines();
  });
  afterAll(() => site.stop());
  beforeEach(async () => {
    await site.reset();
    machine = fresh.pop()!;
  });

  /** Asks for one CPU more, with `action` at the nth call of the method. */
  const ask = async (home: OperatorHome, method: string, action: ProxyAction, nth = 1, times = 1) => {
    if (nth > 1) site.proxy.on(method, { kind: "hook" }, { times: nth - 1 });
    site.proxy.on(method, action, { times });
    const wanted = machine.cpus + 1;
    const patience = action.kind === "streamForever" ? "60" : "1";
    const ran = await site.exec(home, [`cpu @${machine.id} ${wanted}`, "--timeout", patience], {
      env: { NODE_OPTIONS: "--max-old-space-size=512" },
    });
    return { ran, wanted };
  };
  const outcomeOf = (home: OperatorHome, OPR: string) =>
    home.entries().find((entry) => entry.phase === "outcome" && entry.OPR === OPR);
  const sent = (method: string) => site.proxy.calls({ method }).length;

  describe("at the mutating call", () => {
    test.each(ALL)("%s: UNKNOWN, and it is not sent again", async (way) => {
      using home = new OperatorHome();
      const action = WAYS[way];
      const { ran, wanted } = await ask(home, ACT, action);

      const done = !UNASKED.includes(action.kind);
      expect(ran.code, ran.err).toBe(5);
      expect(sent(ACT)).toBe(1);
      const outcome = outcomeOf(home, "ModifyCPU");
      expect(outcome).toMatchObject({
        RST: { status: "UNKNOWN", code: CODES[way] },
        BEF: { cpus: machine.cpus },
      });
      expect(outcome?.AFT).toEqual({});
      expect((await site.machine(machine.id)).cpus).toBe(done ? wanted : machine.cpus);
      expect(ran.out).toContain("UNKNOWN ModifyCPU");
      expect(ran.out).toMatch(/nobody here knows whether it was done/);
      // The session was still there to look it up: a task that is found is recorded, and no task leaves it open.
      const recovery = home.entries().find(({ phase }) => phase === "recovery");
      if (done) {
        expect(recovery).toMatchObject({ ref: outcome?.ref, RST: { status: "OK" }, AFT: { cpus: wanted } });
        expect(ran.err).toMatch(/Looked up what became of ModifyCPU of .*: OK\./);
      } else {
        expect(recovery).toBeUndefined();
      }
    });

    test("a task that a colleague caused a moment before is not taken for its own", async () => {
      using colleague = new OperatorHome();
      using home = new OperatorHome();
      const earlier = await site.exec(colleague, [`cpu @${machine.id} 2`]);
      expect(earlier.code, earlier.err).toBe(0);
      machine = await site.machine(machine.id);
      const { ran } = await ask(home, ACT, { kind: "stallRequest" });
      expect(ran.code, ran.err).toBe(5);
      expect(home.entries().filter(({ phase }) => phase === "recovery")).toEqual([]);
      // Nor by the next Login, which says what there is to say.
      const next = await site.exec(home, ["vms"]);
      expect(next.code, next.err).toBe(0);
      expect(home.entries().find(({ phase }) => phase === "recovery")).toMatchObject({
        OPR: "ModifyCPU",
        AFT: { cpus: 2 },
        RST: { status: "UNKNOWN" },
      });
    });
  });

  describe("at the read before", () => {
    test.each(SOME)("%s: nothing is sent", async (way) => {
      using home = new OperatorHome();
      // A read whose connection fails is tried once more; what follows is that this goes wrong too.
      const { ran } = await ask(home, READ, WAYS[way], 1, 2);

      expect(ran.code, ran.err).toBe(1);
      expect(sent(ACT)).toBe(0);
      expect(outcomeOf(home, "ModifyCPU")).toMatchObject({
        RST: { status: "REFUSED" },
        BEF: {},
        AFT: {},
        TGT: { id: machine.id },
      });
      expect(ran.out).toContain("Nothing was sent");
      expect(ran.out).not.toContain("nobody here knows");
      expect(outcomeOf(home, "Logout")).toMatchObject({ RST: { status: "OK" } });
      expect(await site.machine(machine.id)).toEqual(machine);
    });

    test("a connection that fails once is not worth a word", async () => {
      using home = new OperatorHome();
      const { ran, wanted } = await ask(home, READ, { kind: "resetAfterForward" });
      expect(ran.code, ran.err).toBe(0);
      expect((await site.machine(machine.id)).cpus).toBe(wanted);
      expect(sent(ACT)).toBe(1);
    });
  });

  describe("at the read after", () => {
    test.each(SOME)("%s: UNKNOWN until it is looked up", async (way) => {
      using home = new OperatorHome();
      const { ran, wanted } = await ask(home, READ, WAYS[way], 2, 2);

      expect(ran.code, ran.err).toBe(5);
      expect(sent(ACT)).toBe(1);
      expect(outcomeOf(home, "ModifyCPU")).toMatchObject({
        RST: { status: "UNKNOWN", code: CODES[way] },
        task: expect.stringMatching(/task-/),
      });
      expect((await site.machine(machine.id)).cpus).toBe(wanted);
    });
  });

  describe("at the Login", () => {
    test.each(SOME)("%s: there is no session, and it is not tried again", async (way) => {
      using home = new OperatorHome();
      const { ran } = await ask(home, "Login", WAYS[way]);

      expect(ran.code, ran.err).toBe(3);
      expect(sent("Login")).toBe(1);
      expect(ran.out).toBe("");
      expect(ran.err).toContain(CODES[way]);
      expect(ran.err).not.toContain("no password was sent");
      expect(home.entries().slice(1)).toMatchObject([
        { phase: "intent", OPR: "Login" },
        { phase: "outcome", OPR: "Login", RST: { status: "UNKNOWN", code: CODES[way] } },
      ]);
      expect(sent(READ)).toBe(0);
    });
  });

  describe("at the first question", () => {
    test.each(SOME)("%s: it is no vSphere, or not reached, and no password was sent", async (way) => {
      using home = new OperatorHome();
      const { ran } = await ask(home, "GET /sdk/vimServiceVersions.xml", WAYS[way]);

      const unreached = CODES[way] !== "REPLY_INVALID";
      expect(ran.code, ran.err).toBe(3);
      expect(ran.err).toMatch(unreached ? /^UNREACHABLE: /m : /^NOT_VSPHERE: /m);
      expect(ran.err).toContain("no password was sent");
      expect(sent("Login")).toBe(0);
      expect(outcomeOf(home, "Login")).toMatchObject({
        RST: { status: "NG" satisfies Status, code: unreached ? "UNREACHABLE" : "NOT_VSPHERE" },
      });
    });
  });

  describe("at the Logout", () => {
    test.each(SOME)("%s: what was done stays done, and the Logout's end is not known", async (way) => {
      using home = new OperatorHome();
      const { ran, wanted } = await ask(home, "Logout", WAYS[way]);

      expect(ran.code, ran.err).toBe(5);
      expect(sent("Logout")).toBe(1);
      expect(outcomeOf(home, "ModifyCPU")).toMatchObject({ RST: { status: "OK" }, AFT: { cpus: wanted } });
      expect(outcomeOf(home, "Logout")).toMatchObject({ RST: { status: "UNKNOWN", code: CODES[way] } });
    });
  });
});
