import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ApprovalCode } from "#procedures/approval/verify-approval.js";
import { onVcsim } from "./on-vcsim.js";
import { VM } from "./procedure-examples.js";
import { ProcedureSite } from "./procedure-site.js";
import { CAN_HAVE_APPROVERS, requestsIn, SecondPerson, writeApprovers } from "./second-person.js";
import { OperatorHome, type Ran } from "./shoseki.js";

const SITE = "sim:?vms=30&seed=1";

/** What a second person has to approve; for how long is said by each story. */
function asking(validFor = "4h", memory = "8GiB"): string {
  return `procedure: 1
title: With a second person
steps:
  - id: eyes
    approve: grow
    valid-for: ${validFor}
  - id: grow
    run: memory web-02 ${memory}
`;
}

/** An operator who needs a second person, the second person, and somebody else. */
class FourEyes extends OperatorHome {
  readonly bob = new SecondPerson(this.directory, "bob@ws2");
  readonly mallory = new SecondPerson(this.directory, "mallory@ws3");
  readonly approvers = writeApprovers(this.directory, this.bob);

  /** Begins a run, which waits for an approval. Answers its id and the file of its request. */
  async begin(text = asking()): Promise<{ readonly id: string; readonly request: string }> {
    const known = new Set(requestsIn(this.directory));
    writeFileSync(join(this.directory, "a.yaml"), text);
    const said = ["--yes", "--approvers", this.approvers, "--journal", this.journal];
    const ran = await this.run(["procedure", "run", "a.yaml", SITE, ...said]);
    expect(ran.code, ran.out + ran.err).toBe(1);
    const request = requestsIn(this.directory).find((each) => !known.has(each))!;
    return { id: basename(request).slice(0, 36), request };
  }

  async handIn(id: string, request: string, approvers = this.approvers): Promise<Ran> {
    const said = ["--yes", "--approvers", approvers, "--approval", request, "--journal", this.journal];
    return await this.run(["procedure", "resume", id, SITE, ...said]);
  }

  approvals(run: string): string[] {
    const entries = this.entries().filter(({ OPR, run: mark }) => OPR === "Approve" && mark?.id === run);
    return entries.map(({ RST }) => [RST?.status, RST?.code].filter(Boolean).join(" "));
  }

  /** What the run has had done. */
  operations(run: string): string[] {
    const entries = this.entries().filter(
      ({ phase, run: mark }) => phase !== "procedure" && mark?.id === run,
    );
    return entries.map(({ phase, OPR }) => `${phase} ${OPR}`);
  }
}

interface Wrong {
  readonly what: string;
  readonly code: ApprovalCode;
  /** Makes what is handed in. Answers which request, of which run, and who may approve if that is another file. */
  readonly make: (
    home: FourEyes,
  ) => Promise<{ readonly id: string; readonly request: string; readonly approvers?: string }>;
}

/** Changes one byte of a file. */
function change(path: string, at: (text: string) => number): void {
  const bytes = readFileSync(path);
  const place = at(bytes.toString());
  bytes[place] = bytes[place] === 0x41 ? 0x42 : 0x41;
  writeFileSync(path, bytes);
}

/** Waits until a request has run out. */
async function ranOut(request: string): Promise<void> {
  const { expires } = JSON.parse(readFileSync(request, "utf8")) as { readonly expires: string };
  await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(expires));
}

const WRONG: readonly Wrong[] = [
  {
    what: "of another run, and so of another plan",
    code: "APPROVAL_OTHER_PLAN",
    make: async (home) => {
      const { request } = await home.begin(asking("4h", "12GiB"));
      const { id } = await home.begin();
      home.bob.sign(request);
      return { id, request };
    },
  },
  {
    what: "by somebody who is not in the file",
    code: "APPROVAL_NOT_ALLOWED",
    make: async (home) => {
      const { id, request } = await home.begin();
      home.mallory.sign(request);
      return { id, request };
    },
  },
  {
    what: "under a name that is the operator's",
    code: "APPROVAL_OWN",
    make: async (home) => {
      const { id, request } = await home.begin();
      const self = new SecondPerson(home.directory, `${userInfo().username}@elsewhere`);
      self.sign(request);
      return { id, request, approvers: writeApprovers(home.directory, home.bob, self) };
    },
  },
  {
    what: "that has run out",
    code: "APPROVAL_EXPIRED",
    make: async (home) => {
      const { id, request } = await home.begin(asking("1s"));
      home.bob.sign(request);
      await ranOut(request);
      return { id, request };
    },
  },
  {
    what: "that has counted in another run",
    code: "APPROVAL_OTHER_PLAN",
    make: async (home) => {
      const { id: first, request } = await home.begin();
      home.bob.sign(request);
      expect((await home.handIn(first, request)).code).toBe(0);
      const { id } = await home.begin();
      return { id, request };
    },
  },
  {
    what: "of a request in which one byte was changed after it was signed",
    code: "APPROVAL_ALTERED",
    make: async (home) => {
      const { id, request } = await home.begin();
      home.bob.sign(request);
      change(request, (text) => text.indexOf("web-02"));
      return { id, request };
    },
  },
  {
    what: "of a request in which one byte was changed before it was signed",
    code: "APPROVAL_ALTERED",
    make: async (home) => {
      const { id, request } = await home.begin();
      change(request, (text) => text.indexOf("With a second person"));
      home.bob.sign(request);
      return { id, request };
    },
  },
  {
    what: "in whose signature one byte was changed",
    code: "APPROVAL_ALTERED",
    make: async (home) => {
      const { id, request } = await home.begin();
      home.bob.sign(request);
      change(`${request}.sig`, (text) => text.indexOf("\n-----END") - 12);
      return { id, request };
    },
  },
];

describe.skipIf(!CAN_HAVE_APPROVERS)("a second person's approval", () => {
  test.concurrent.each(WRONG)(
    "$what is refused, $code: nothing is run, and an entry says it",
    { timeout: 60_000 },
    async ({ code, make }) => {
      using home = new FourEyes();
      const { id, request, approvers } = await make(home);
      const ran = await home.handIn(id, request, approvers);
      expect(ran.code, ran.out + ran.err).toBe(1);
      expect(home.approvals(id)).toEqual([`REFUSED ${code}`]);
      expect(home.operations(id)).toEqual([]);
      const refused = home.entries().find(({ OPR, RST }) => OPR === "Approve" && RST?.status === "REFUSED");
      expect(ran.err).toContain(refused?.RST?.message);
      // The run waits for one that counts, and goes on with it.
      expect(ran.err).toContain(`procedure resume ${id}`);
      expect((await home.run(["verify", "--deep"])).code).toBe(0);
    },
  );

  test("with the operator's own key is not even made, and one by another person then counts", async () => {
    using home = new FourEyes();
    const { id, request } = await home.begin();
    const own = await home.run(["procedure", "approve", request, "--journal", home.journal]);
    expect([own.code, own.err]).toEqual([expect.any(Number), expect.stringContaining("APPROVAL_OWN")]);
    expect(own.code).not.toBe(0);
    expect(home.approvals(id)).toEqual([]);
    expect(home.operations(id)).toEqual([]);
    home.bob.sign(request);
    const ran = await home.handIn(id, request);
    expect(ran.code, ran.err).toBe(0);
    expect(home.approvals(id)).toEqual(["OK"]);
    expect(home.operations(id)).toEqual(["intent ModifyMemory", "outcome ModifyMemory"]);
    // It is the superuser's file: that is said, and recorded.
    expect(ran.err).toContain("You are the superuser: nothing keeps you from writing");
    const approve = home.entries().find(({ OPR }) => OPR === "Approve");
    expect(approve?.AFT).toMatchObject({ approver: "bob@ws2", approversWritable: true });
  });
});

onVcsim("what was approved has changed at the server", () => {
  test.skipIf(!CAN_HAVE_APPROVERS)(
    "the approval does not count for the new plan, nor once more in the same run",
    { timeout: 60_000 },
    async () => {
      await using here = await ProcedureSite.start();
      const { vcsim } = here.site;
      const file = asking().replace("web-02 8GiB", `${VM} 1GiB`);
      const look = "  - id: look\n    manual: Look at it.\n  - id: grow\n";
      writeFileSync(join(here.home.directory, "a.yaml"), file.replace("  - id: grow\n", look));
      const approvals = () =>
        here.home.entries().flatMap(({ OPR, RST }) => (OPR === "Approve" ? [RST?.code ?? RST?.status] : []));
      const goOn = (...said: readonly string[]) =>
        here.procedure("resume", here.id, "--yes", "--approvers", here.approvers, ...said);
      const change = (memory: string) => vcsim.govc(["vm.change", "-vm", VM, "-m", memory]);
      await vcsim.govc(["vm.power", "-off", VM]);
      await here.procedure("run", "a.yaml", "--yes", "--approvers", here.approvers);
      const early = join(here.home.directory, "early.json");
      copyFileSync(here.newest, early);
      here.bob.sign(early);

      await change("64");
      expect((await goOn("--approval", early)).code).toBe(1);
      expect(approvals()).toEqual(["APPROVAL_OTHER_PLAN"]);
      const counted = join(here.home.directory, "counted.json");
      copyFileSync(here.newest, counted);
      expect(readFileSync(counted)).not.toEqual(readFileSync(early));
      here.bob.sign(counted);
      expect((await goOn("--approval", counted)).err).toContain("--seen look=TEXT");
      expect(approvals()).toEqual(["APPROVAL_OTHER_PLAN", "OK"]);

      await change("128");
      const changed = await goOn("--seen", "look=it is there");
      expect(changed.code, changed.out).toBe(1);
      const reopened = here.home.entries().findLast(({ OPR }) => OPR === "EndStep");
      expect(reopened).toMatchObject({ run: { step: "eyes" }, RST: { code: "APPROVAL_PLAN_CHANGED" } });
      expect((await goOn("--approval", counted)).code).toBe(1);
      expect(approvals()).toEqual(["APPROVAL_OTHER_PLAN", "OK", "APPROVAL_REPLAYED"]);
      expect(await here.deeds()).toEqual([]);
      here.bob.sign(here.newest);
      const ran = await goOn("--approval", here.newest);
      expect(ran.code, ran.out + ran.err).toBe(0);
      expect(await here.deeds()).toEqual([`ReconfigVM_Task ${VM} success`]);
    },
  );
});
