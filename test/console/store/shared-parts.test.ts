import { expect, test } from "vitest";
import { SharedParts } from "#console/store/shared-parts.js";
import { entry } from "../entries.js";

const target = (id: string) => ({ TGT: { kind: "VirtualMachine", id, uuid: null, name: "web-01" } }) as const;

test("what the same is said of is the same object; nothing else of an entry is another", () => {
  const parts = new SharedParts();
  const outcome = entry(2, { RST: { status: "OK" }, AFT: { power: "on" } });
  const first = parts.shared(entry(1));
  const second = parts.shared(outcome);
  expect(second).toEqual(outcome);
  expect([second.USR, second.HST, second.TGT]).toEqual([first.USR, first.HST, first.TGT]);
  expect(second.USR === first.USR && second.HST === first.HST && second.TGT === first.TGT).toBe(true);
  expect(parts.shared(entry(3, target("vm-2"))).TGT).toEqual(target("vm-2").TGT);
});

test("what was not met for long is forgotten, what is met again is not", () => {
  const parts = new SharedParts();
  const { USR, TGT } = parts.shared(entry(0));
  for (let seq = 1; seq < 1_000; seq += 1) parts.shared(entry(seq, target(`vm-${seq + 1}`)));
  const now = parts.shared(entry(1_000));
  expect(now.USR).toBe(USR);
  expect(now.TGT).toEqual(TGT);
  expect(now.TGT).not.toBe(TGT);
});
