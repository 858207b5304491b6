import { describe, expect, test } from "vitest";
import type { Entry, Facts } from "#domain/entry.js";
import { leftoversIn } from "#handover/draft/leftovers-in.js";

const [A, B] = ["qemu+tls://kvm-a/system", "qemu+tls://kvm-b/system"] as const;
const ID = "6695eb01-f6a4-8304-79aa-97f2502e193f";
const atA: Facts = { name: "web", power: "on", endpoint: A, host: "kvm-a" };
const atB: Facts = { name: "web", power: "on", endpoint: B, host: "kvm-b" };
const [on, off]: readonly Facts[] = [
  { name: "web", power: "on" },
  { name: "web", power: "off" },
];

type Deed = readonly [endpoint: string, OPR: string, BEF: Facts, AFT: Facts, status?: string];

/** Entries of one machine, in order. */
function shift(...deeds: readonly Deed[]) {
  return deeds.map(([endpoint, OPR, BEF, AFT, status = "OK"], seq) => ({
    seq,
    phase: "outcome",
    OPR,
    HST: { endpoint, platform: "libvirt", host: null },
    TGT: { kind: "VirtualMachine", id: ID, uuid: ID, name: "web" },
    BEF,
    AFT,
    RST: { status },
  })) as unknown as readonly Entry[];
}

test("a machine that was moved to another endpoint and back is as it was found", () => {
  expect(leftoversIn(shift([A, "MoveVM", atA, atB], [B, "MoveVM", atB, atA]))).toEqual([]);
});

test("what was done to it there is of the same machine, and it is told of once, where it is now", () => {
  const left = leftoversIn(shift([A, "MoveVM", atA, atB], [B, "StopVM", on!, off!]));
  expect(left.map(({ kind, endpoint, after }) => [kind, endpoint, after])).toEqual([
    ["power", B, { power: "off" }],
    ["changed", B, { endpoint: B, host: "kvm-b" }],
  ]);
});

test("one that was deleted there is deleted, and not still to be found", () => {
  const left = leftoversIn(shift([A, "MoveVM", atA, atB], [B, "DeleteVM", off!, {}]));
  expect(left.map(({ kind, endpoint }) => [kind, endpoint])).toEqual([["deleted", B]]);
});

test("one that was made in the shift, moved and deleted is as it was found", () => {
  const made = shift([A, "CreateVM", {}, off!], [A, "MoveVM", atA, atB], [B, "DeleteVM", off!, {}]);
  expect(leftoversIn(made)).toEqual([]);
});

test("a move that is found out after something was done there is of the same machine", () => {
  const found = shift(
    [A, "MoveVM", atA, {}, "UNKNOWN"],
    [B, "StopVM", on!, off!],
    [A, "MoveVM", atA, { ...atB, power: "off" }],
  );
  const left = leftoversIn(found).map(({ kind, endpoint, before, after }) => [kind, endpoint, before, after]);
  expect(left).toEqual([
    ["power", B, { power: "on" }, { power: "off" }],
    ["changed", B, { endpoint: A, host: "kvm-a" }, { endpoint: B, host: "kvm-b" }],
  ]);
});

test("without a move the same id at another endpoint is another machine", () => {
  const left = leftoversIn(shift([A, "StopVM", on!, off!], [B, "StartVM", off!, on!]));
  expect(left.map(({ endpoint, after }) => [endpoint, after])).toEqual([
    [A, { power: "off" }],
    [B, { power: "on" }],
  ]);
  expect(leftoversIn(shift([A, "MoveVM", atA, atA, "NG"], [B, "StopVM", on!, off!]))).toHaveLength(1);
});

describe("what waits for a machine's next start", () => {
  const cpu = (before: Facts, after: Facts): Deed => [A, "ModifyCPU", before, after];
  const put3 = cpu({ name: "web", cpus: 1, nextBootCpus: 1 }, { name: "web", cpus: 1, nextBootCpus: 3 });
  const stop: Deed = [A, "StopVM", on!, off!];
  const start: Deed = [A, "StartVM", off!, on!];
  const changes = (...deeds: readonly Deed[]) =>
    leftoversIn(shift(...deeds)).flatMap(({ kind, before, after }) =>
      kind === "changed" ? [[before, after]] : [],
    );

  test("is told while it waits", () => {
    expect(changes(put3)).toEqual([[{ nextBootCpus: 1 }, { nextBootCpus: 3 }]]);
  });

  test("waits no more once the machine is off: then it is what it has", () => {
    expect(changes(put3, stop, start)).toEqual([[{ cpus: 1 }, { cpus: 3 }]]);
  });

  test("waits no more where it was set while off, to what it was at first", () => {
    const back = cpu({ name: "web", cpus: 3 }, { name: "web", cpus: 1 });
    expect(changes(put3, stop, back, start)).toEqual([]);
  });

  test("comes with a snapshot that the machine was taken back to, and goes with another", () => {
    const at = (nextBootCpus: number | null): Facts => ({ name: "web", power: "on", cpus: 1, nextBootCpus });
    const revert = (from: Facts, to: Facts): Deed => [A, "RevertSnapshot", from, to];
    expect(changes(revert(at(null), at(3)))).toEqual([[{ nextBootCpus: null }, { nextBootCpus: 3 }]]);
    expect(changes(revert(at(null), at(3)), revert(at(3), at(null)))).toEqual([]);
  });
});
