import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readOnlyPlace } from "../journal/read-only-place.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { VsphereSite } from "./vsphere-site.js";

/** Makes every entry about this many bytes. */
const LONG_REASON = "x".repeat(8_000);

onVcsim("a journal that cannot be written", () => {
  let site: VsphereSite;
  beforeAll(async () => {
    site = await VsphereSite.start({ vms: 8, poweredOff: true });
  });
  afterAll(() => site.stop());
  beforeEach(() => site.reset());

  const serverSaw = async (method: string) =>
    (await site.vcsim.calls((call) => call.method === method)).length;
  const off = async () => (await site.machines()).find(({ power }) => power === "off")!;

  test.each<[string, (home: OperatorHome) => void]>([
    ["is a file", (home) => writeFileSync(home.journal, "")],
    [
      "has a file where its entries belong",
      (home) => {
        mkdirSync(home.journal);
        writeFileSync(join(home.journal, "entries"), "");
      },
    ],
  ])("because it %s: nothing is sent", async (_what, spoil) => {
    using home = new OperatorHome();
    spoil(home);
    const ran = await site.exec(home, [`start @${(await off()).id}`]);
    expect(ran.code, ran.err).toBe(4);
    expect(ran.err).toMatch(/^JOURNAL_UNWRITABLE: /m);
    expect(site.proxy.connections).toBe(connections);
  });
  let connections = 0;
  beforeEach(() => {
    connections = site.proxy.connections;
  });

  test("because it may only be read: nothing is sent", async (context) => {
    using home = new OperatorHome();
    using place = readOnlyPlace(context);
    const env = { SHOSEKI_JOURNAL: place.path };
    expect(await site.exec(home, ["note x"], { env })).toMatchObject({ code: 0 });
    const { id } = await off();
    await site.reset();
    const lines = home.lines(place.path);
    place.readOnly(true);
    const ran = await site.exec(home, [`start @${id}`], { env });
    place.readOnly(false);
    expect(ran.code, ran.err).toBe(4);
    expect(ran.err).toMatch(/^JOURNAL_UNWRITABLE: /m);
    expect(home.lines(place.path)).toEqual(lines);
    expect(await serverSaw("Login")).toBe(0);
  });

  test("because its passphrase is wrong: nothing is sent", async () => {
    using home = new OperatorHome();
    expect((await site.exec(home, ["note x"])).code).toBe(0);
    await site.vcsim.resetCalls();
    const lines = home.lines();
    const ran = await site.exec(home, ["note y"], { env: { SHOSEKI_PASSPHRASE: "another" } });
    expect(ran.code, ran.err).toBe(4);
    expect(ran.err).toMatch(/^PASSPHRASE_WRONG: /m);
    expect(ran.err).not.toContain("another");
    expect(home.lines()).toEqual(lines);
    expect(await serverSaw("Login")).toBe(0);
  });

  test("because its key is gone: nothing is sent", async () => {
    using home = new OperatorHome();
    expect((await site.exec(home, ["note x"])).code).toBe(0);
    await site.vcsim.resetCalls();
    rmSync(join(home.directory, ".config"), { recursive: true });
    const ran = await site.exec(home, ["note y"]);
    expect(ran.code, ran.err).toBe(4);
    expect(ran.err).toMatch(/^KEY_MISSING: /m);
    expect(await serverSaw("Login")).toBe(0);
  });

  /** Room for so many more entries, and a half. A file limit is the one full disk that a test can have. */
  const withRoomFor = (home: OperatorHome, entries: number) => {
    const lines = home.lines();
    const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    // An anchor has no reason, and finds room beside the others.
    const one = Math.max(...lines.map((line) => Buffer.byteLength(line)));
    const blocks = Math.floor((size + (entries + 0.5) * one) / 512);
    return { by: ["sh", "-c", `ulimit -f ${blocks}; exec "$@"`, "sh"] };
  };

  test.skipIf(process.platform === "win32").each([
    { room: 0, at: "the Login's intent", logins: 0, starts: 0, done: [] as string[] },
    { room: 1, at: "the Login's outcome", logins: 1, starts: 0, done: ["intent Login"] },
    { room: 2, at: "the operation's intent", logins: 1, starts: 0, done: ["intent Login", "outcome Login"] },
    {
      room: 3,
      at: "the operation's outcome",
      logins: 1,
      starts: 1,
      done: ["intent Login", "outcome Login", "intent StartVM"],
    },
  ])(
    "because the disk is full at $at: nothing more is sent, and the next session says what became of it",
    async ({ room, logins, starts, done }) => {
      using home = new OperatorHome();
      const long = ["--reason", LONG_REASON];
      expect((await site.exec(home, ["note begins", ...long])).code).toBe(0);
      const before = home.entries().length;
      const machine = await off();
      await site.reset();

      const ran = await site.exec(
        home,
        [`start @${machine.id}`, "note never", ...long],
        withRoomFor(home, room),
      );

      expect(ran.code, ran.err).toBe(4);
      expect(ran.err).toMatch(/^JOURNAL_(UNWRITABLE|FAILED): /m);
      expect(await serverSaw("Login")).toBe(logins);
      expect(await serverSaw("PowerOnVM_Task")).toBe(starts);
      expect((await site.machine(machine.id)).power).toBe(starts === 0 ? "off" : "on");
      const added = () =>
        home
          .entries()
          .slice(before)
          .map(({ phase, OPR }) => `${phase} ${OPR}`);
      expect(added()).toEqual(done);

      const next = await site.exec(home, ["vms"]);
      expect(next.code, next.err).toBe(0);
      const recovered = home
        .entries()
        .filter(({ phase, TGT }) => phase === "recovery" && TGT.kind !== "Journal");
      const open = done.filter(
        (each) => each.startsWith("intent") && !done.includes(each.replace("intent", "outcome")),
      );
      expect(recovered.map(({ OPR }) => `intent ${OPR}`)).toEqual(open);
      if (starts > 0) {
        expect(recovered).toMatchObject([{ OPR: "StartVM", AFT: { power: "on" }, RST: { status: "OK" } }]);
      }
      expect((await home.run(["verify", home.journal])).code).toBe(0);
    },
  );
});
