import { describe, expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { verifyJournal } from "#journal/verify.js";
import { steps } from "../opened.js";
import { byName, results, Several } from "./several.js";

const WEB = { vc1: "web-01", vc2: "web-01", lab: "db-07" } as const;

test("while there is one endpoint, all is as with its session alone", async () => {
  using several = await Several.of({ vc1: "web-01" });
  const { fleet, providers } = several;
  const [link] = fleet.links;
  expect(fleet.isSeveral).toBe(false);
  expect(fleet.inventory).toBe(link!.session!.lastInventory);
  expect(fleet.idOf(link!, "vm-42")).toBe("vm-42");
  expect(fleet.placeOf("vm-42")).toEqual({ link, session: link!.session, id: "vm-42" });
  expect(fleet.asked(byName("web-01"))).toEqual({ session: link!.session, expression: byName("web-01") });
  expect(results(await several.does("start web-01"))).toEqual(["vc1 web-01 OK"]);
  // There is nothing to tell apart: the name is taken as it is.
  expect(results(await several.does("start vc1:web-01"))).toEqual(["vc1 vc1:web-01 TARGET_UNKNOWN"]);
  expect(providers.vc1!.calls).toEqual(["read", "run", "settle"]);
  await several.close();
});

describe("of several endpoints", () => {
  test.each([
    ["start vc2:web-01", ["vc2 web-01 OK"]],
    ["start vc2:/DC0/vm/web-01", ["vc2 web-01 OK"]],
    ["start @vc2:vm-42", ["vc2 web-01 OK"]],
    ["start vc2:@vm-42", ["vc2 web-01 OK"]],
    ["start 'vc2:web-01'", ["vc2 web-01 OK"]],
    ["start vc2:web-*", ["vc2 web-01 OK"]],
    ["start vc2:/DC0/vm/*", ["vc2 web-01 OK"]],
    ["start db-07", ["lab db-07 OK"]],
    ["start /DC0/vm/db-07", ["lab db-07 OK"]],
    ["start web-*", ["vc1 web-01 OK", "vc2 web-01 OK"]],
    ["start *", ["vc1 web-01 OK", "vc2 web-01 OK", "lab db-07 OK"]],
    ["start lab:web-01", ["lab web-01 TARGET_UNKNOWN"]],
    ["start vc9:web-01", ["vc1 vc9:web-01 TARGET_UNKNOWN"]],
    ["start nothing-*", ["vc1 nothing-* TARGET_UNKNOWN"]],
    ["start @vc1:vm-7", ["vc1 @vm-7 TARGET_UNKNOWN"]],
    ["host maintenance enter vc2:esx-01.example", ["vc2 esx-01.example OK"]],
  ])("%s", async (line, expected) => {
    using several = await Several.of(WEB);
    expect(results(await several.does(line))).toEqual(expected);
    const done = expected.filter((each) => each.endsWith(" OK")).map((each) => each.split(" ")[0]);
    expect(several.changed).toEqual(done);
    await several.close();
    expect(await verifyJournal(several.desk.directory)).toMatchObject({ fault: null, unresolved: [] });
  });

  test.each([
    ["start web-01", ["vc1:/DC0/vm/web-01 (@vc1:vm-42)", "vc2:/DC0/vm/web-01 (@vc2:vm-42)"]],
    ["start /DC0/vm/web-01", ["vc1:/DC0/vm/web-01 (@vc1:vm-42)", "vc2:/DC0/vm/web-01 (@vc2:vm-42)"]],
    [
      "start @vm-42",
      [
        "vc1:/DC0/vm/web-01 (@vc1:vm-42)",
        "vc2:/DC0/vm/web-01 (@vc2:vm-42)",
        "lab:/DC0/vm/db-07 (@lab:vm-42)",
      ],
    ],
  ])("%s is refused as ambiguous, once, with what each could be called", async (line, candidates) => {
    using several = await Several.of(WEB);
    const proposal = await several.fleet.propose([several.asked(line)]);
    expect(proposal.plans.map(({ refusal }) => refusal)).toMatchObject([
      { code: "TARGET_AMBIGUOUS", facts: { candidates } },
    ]);
    const before = several.entries().length;
    await several.fleet.carryOut(proposal, {}, { report: () => undefined });
    expect(steps(several.entries().slice(before))).toEqual([
      "intent StartVM",
      "outcome StartVM REFUSED TARGET_AMBIGUOUS",
    ]);
    expect(several.changed).toEqual([]);
    await several.close();
  });

  test("one that is used is the one that is meant", async () => {
    using several = await Several.of(WEB);
    const { fleet } = several;
    fleet.use("vc2");
    expect(results(await several.does("start web-01"))).toEqual(["vc2 web-01 OK"]);
    expect(results(await several.does("stop *"))).toEqual(["vc2 web-01 OK"]);
    expect(results(await several.does("start db-07"))).toEqual(["vc2 db-07 TARGET_UNKNOWN"]);
    expect(results(await several.does("start lab:db-07"))).toEqual(["lab db-07 OK"]);
    fleet.use(null);
    expect(results(await several.does("start web-01"))).toEqual(["vc1 web-01 TARGET_AMBIGUOUS"]);
    expect(() => fleet.use("vc9")).toThrow(
      expect.objectContaining({
        problem: { code: "ENDPOINT_UNKNOWN", facts: { text: "vc9", names: ["vc1", "vc2", "lab"] } },
      }),
    );
    await several.close();
  });

  test("lines that cannot be told are recorded beside those that can, and do not become something else", async () => {
    using several = await Several.of(WEB);
    const lines = ["start vc1:web-01", "start web-01", "start lab:db-07"] as const;
    const outcomes = await several.does(...lines);
    expect(results(outcomes)).toEqual(["vc1 web-01 OK", "vc1 web-01 TARGET_AMBIGUOUS", "lab db-07 OK"]);
    expect(several.providers.vc2!.calls).toEqual([]);
    expect(outcomes.map(({ ask }) => ask)).toEqual(lines);
    await several.close();
  });

  test("a line that cannot be told comes first", async () => {
    using several = await Several.of(WEB);
    const outcomes = await several.does("start web-01", "start vc1:web-01", "start vc1:web-01");
    expect(results(outcomes).slice(0, 2)).toEqual(["vc1 web-01 TARGET_AMBIGUOUS", "vc1 web-01 OK"]);
    expect(outcomes).toHaveLength(3);
    await several.close();
  });

  test("outcomes come in the order of the plans, whichever endpoint is slow", async () => {
    using several = await Several.of(WEB);
    const slow = Promise.withResolvers<void>();
    several.providers.vc1!.twists.settle = () => slow.promise;
    const proposal = await several.fleet.propose([
      several.asked("start vc1:web-01"),
      several.asked("start vc2:web-01"),
      several.asked("start lab:db-07"),
    ]);
    let done = 0;
    const report = () => {
      done += 1;
      if (done === 2) slow.resolve();
    };
    const outcomes = await several.fleet.carryOut(proposal, {}, { report });
    expect(results(outcomes)).toEqual(["vc1 web-01 OK", "vc2 web-01 OK", "lab db-07 OK"]);
    const written = several.entries().filter(({ phase, OPR }) => phase === "outcome" && OPR === "StartVM");
    expect(results(written).at(-1)).toBe("vc1 web-01 OK");
    await several.close();
  });
});

describe("a place beside the target", () => {
  test.each([
    ["move vc1:web-01 --host vc1:esx-02.example", "vc1 web-01 OK"],
    ["move vc1:web-01 --host esx-02.example", "vc1 web-01 OK"],
    ["move db-07 --datastore lab:ds-2", "lab db-07 OK"],
    ["move vc1:web-01 --host vc2:esx-02.example", "vc1 web-01 PLACE_ELSEWHERE"],
    ["move vc1:web-01 --host esx-02.example --datastore vc2:ds-2", "vc1 web-01 PLACE_ELSEWHERE"],
    ["clone vc1:web-01 web-09 --host vc2:esx-02.example", "vc1 web-01 PLACE_ELSEWHERE"],
    ["create web-09 --host vc2:esx-02.example", "vc2 web-09 OK"],
    ["create web-09 --host vc2:esx-02.example --datastore ds-1", "vc2 web-09 OK"],
    ["create web-09 --host vc2:esx-02.example --datastore vc1:ds-1", "vc2 web-09 PLACE_ELSEWHERE"],
  ])("%s: %s", async (line, result) => {
    using several = await Several.of(WEB);
    const [outcome, ...more] = await several.does(line as "create x");
    expect(more).toEqual([]);
    expect(results([outcome!])).toEqual([result]);
    expect(several.changed).toEqual(result.endsWith(" OK") ? [result.split(" ")[0]] : []);
    await several.close();
  });

  test("what is to be made, and nobody says where, is made nowhere", async () => {
    using several = await Several.of(WEB);
    const before = several.entries().length;
    await expect(several.does("create web-09")).rejects.toMatchObject({
      problem: { code: "ENDPOINT_NOT_ONE", facts: { names: ["vc1", "vc2", "lab"] } },
    });
    expect(several.entries()).toHaveLength(before);
    several.fleet.use("lab");
    expect(results(await several.does("create web-09"))).toEqual(["lab web-09 OK"]);
    await several.close();
  });
});

describe("one that fails leaves the others working", () => {
  test("its session ended by the server", async () => {
    using several = await Several.of(WEB);
    several.providers.vc1!.listeners!.onLost(failure("SESSION_ENDED", {}));
    expect(results(await several.does("start *"))).toEqual([
      "vc1 * SESSION_ENDED",
      "vc2 web-01 OK",
      "lab db-07 OK",
    ]);
    expect(results(await several.does("start vc1:web-01"))).toEqual(["vc1 web-01 SESSION_ENDED"]);
    await several.close();
  });

  test("its calls failing in the middle", async () => {
    using several = await Several.of(WEB);
    several.providers.vc2!.twists.run = failure("CONNECTION_LOST", { cause: "reset" });
    expect(results(await several.does("start *"))).toEqual([
      "vc1 web-01 OK",
      "vc2 web-01 CONNECTION_LOST",
      "lab db-07 OK",
    ]);
    await several.close();
  });

  test("closed between the plan and the yes: the others are done, and it is told", async () => {
    using several = await Several.of(WEB);
    const { fleet } = several;
    const proposal = await fleet.propose([several.asked("start *")]);
    const link = fleet.link("vc2");
    await link.close();
    fleet.remove(link);
    const reported: string[] = [];
    await expect(
      fleet.carryOut(proposal, {}, { report: (entry) => reported.push(...results([entry])) }),
    ).rejects.toMatchObject({ code: "ENDPOINT_UNKNOWN" });
    expect(reported.toSorted()).toEqual(["lab db-07 OK", "vc1 web-01 OK"]);
    expect(several.changed).toEqual(["vc1", "lab"]);
    await several.close();
  });

  test("its first Login failing", async () => {
    using several = await Several.of({ vc1: "web-01", lab: "db-07" });
    const { fleet } = several;
    fleet.add(several.link("vc2", "web-02"));
    expect(results(await several.does("start *"))).toEqual(["vc1 web-01 OK", "lab db-07 OK"]);
    await expect(several.does("start vc2:web-02")).rejects.toMatchObject({ code: "NOT_SENT" });
    expect(fleet.placeOf("vc2:vm-42")).toBeNull();
    await several.close();
  });
});

describe("what is asked about one thing", () => {
  test.each([
    ["db-07", "lab", "db-07"],
    ["vc2:web-01", "vc2", "web-01"],
    ["nothing", "vc1", "nothing"],
    ["ds-1", null, "ds-1"],
    ["web-01", null, "web-01"],
  ])("%s", async (text, name, own) => {
    using several = await Several.of(WEB);
    const { fleet } = several;
    if (name === null) {
      expect(() => fleet.asked(byName(text))).toThrow(expect.objectContaining({ code: "TARGET_AMBIGUOUS" }));
    } else {
      const { session, expression } = fleet.asked(byName(text));
      expect([session.name, expression?.text]).toEqual([name, own]);
    }
    await several.close();
  });

  test("or about nothing: the one that is used, or the first that is there", async () => {
    using several = await Several.of(WEB);
    const { fleet } = several;
    expect(fleet.asked(null).session.name).toBe("vc1");
    several.providers.vc1!.listeners!.onLost(failure("SESSION_ENDED", {}));
    expect(fleet.asked(null).session.name).toBe("vc2");
    fleet.use("lab");
    expect(fleet.asked(null).session.name).toBe("lab");
    await several.close();
  });
});

describe("what is shown", () => {
  test("the second endpoint makes ids say where they are, and when it goes they do not any more", async () => {
    using several = await Several.of({ vc1: "web-01" });
    const { fleet, shown } = several;
    const [vc1] = fleet.links;
    const lab = await several.add("lab", "db-07");
    expect(shown.at(-1)!.inventory).toBe(fleet.inventory);
    const toSeveral = shown.find(({ inventory }) => inventory === fleet.inventory)!;
    expect(toSeveral.rename("vm-42")).toBe("vc1:vm-42");
    expect(fleet.inventory.machines.all().map(({ id, name }) => [id, name])).toEqual([
      ["vc1:vm-42", "web-01"],
      ["lab:vm-42", "db-07"],
    ]);
    expect(fleet.idOf(lab, "vm-42")).toBe("lab:vm-42");
    expect(fleet.placeOf("lab:vm-42")).toEqual({ link: lab, session: lab.session, id: "vm-42" });
    expect(fleet.placeOf("vc9:vm-42")).toBeNull();
    expect(fleet.placeOf("vm-42")).toBeNull();

    await lab.close();
    fleet.remove(lab);
    const { inventory, rename } = shown.at(-1)!;
    expect(inventory).toBe(vc1!.session!.lastInventory);
    expect(rename("vc1:vm-42")).toBe("vm-42");
    // What was marked there is not what has its number here.
    expect(inventory.get(rename("lab:vm-42"))).toBeNull();
    await several.close();
  });

  test("two that are both still being logged in to are shown as several once there is one of them", async () => {
    using several = new Several();
    const { fleet } = several;
    const [vc1, lab] = [several.link("vc1", "web-01"), several.link("lab", "db-07")];
    for (const link of [vc1, lab]) fleet.add(link);
    await lab.open();
    fleet.renew(lab);
    expect(several.shown.map(({ isOfSeveral }) => isOfSeveral)).toEqual([true]);
    await vc1.open();
    fleet.renew(vc1);
    expect(several.shown).toHaveLength(1);
    expect(
      fleet.inventory.machines
        .all()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["lab:vm-42", "vc1:vm-42"]);
    await several.close();
  });

  test("the first that goes leaves the second, under its own ids", async () => {
    using several = await Several.of({ vc1: "web-01", lab: "db-07" });
    const { fleet, shown } = several;
    fleet.use("vc1");
    const [vc1] = fleet.links;
    await vc1!.close();
    fleet.remove(vc1!);
    expect(fleet.used).toBeNull();
    const { inventory, rename } = shown.at(-1)!;
    expect(inventory.machines.all().map(({ name }) => name)).toEqual(["db-07"]);
    expect(rename("lab:vm-42")).toBe("vm-42");
    expect(inventory.get(rename("vc1:vm-42"))).toBeNull();
    await several.close();
  });

  test("the session that takes another's place is what is shown, and what is still there stays", async () => {
    using several = await Several.of({ vc1: "web-01", lab: "db-07" });
    const { fleet, providers } = several;
    const [vc1] = fleet.links;
    providers.vc1!.listeners!.onUpdates([{ change: "modify", id: "vm-42", facts: { name: "web-77" } }]);
    expect(fleet.inventory.get("vc1:vm-42")).toMatchObject({ name: "web-77" });
    providers.vc1!.listeners!.onLost(failure("SESSION_ENDED", {}));
    expect(fleet.inventory.get("vc1:vm-42")).toMatchObject({ name: "web-77" });
    const left: string[] = [];
    fleet.inventory.subscribe((changes) => left.push(...changes.left.map(({ id }) => id)));
    await vc1!.retry();
    fleet.renew(vc1!);
    expect(fleet.inventory.get("vc1:vm-42")).toMatchObject({ name: "web-01" });
    expect(left).toEqual([]);
    expect(results(await several.does("start web-01"))).toEqual(["vc1 web-01 OK"]);
    await several.close();
  });
});

test("no two of a name, and no two at one endpoint by one login, whatever the server calls it", async () => {
  using several = await Several.of({ vc1: "web-01" });
  const { fleet } = several;
  const endpoint = "vsphere://vc1.example";
  expect(() => fleet.add(several.link("vc1", "x", { endpoint: "vsphere://other.example" }))).toThrow(
    expect.objectContaining({
      problem: { code: "ENDPOINT_TAKEN", facts: { name: "vc1", another: endpoint } },
    }),
  );
  for (const link of [
    several.link("again", "x", { endpoint }),
    several.link("again", "x", { endpoint, user: "DOMAIN\\operator" }),
  ])
    expect(() => fleet.add(link)).toThrow(expect.objectContaining({ code: "ENDPOINT_TAKEN" }));
  fleet.add(several.link("another", "x", { endpoint, user: "auditor" }));
  expect(fleet.names).toEqual(["vc1", "another"]);
  await several.close();
});
