import { expect, test } from "vitest";
import { parseSimulatorOptions } from "#providers/simulator/options.js";
import { optionsOf } from "./open.js";

test("sim: alone is 200 machines, seed 1, no latency, no faults, nobody else at work", () => {
  const defaults = {
    vms: 200,
    seed: 1,
    latency: 0,
    faults: [],
    churn: 0,
    anchors: "allowed",
    sessions: "allowed",
    rights: [],
  };
  expect(optionsOf("")).toEqual(defaults);
  expect(optionsOf("?")).toEqual(defaults);
});

test("every option is read", () => {
  expect(
    optionsOf(
      "?vms=50000&seed=7&latency=50ms&faults=start:fail@2,network:unsent@3-6,reconfigure:lost&churn=10000&anchors=denied&sessions=denied&rights=-StopVM,-DeleteVM",
    ),
  ).toEqual({
    vms: 50_000,
    seed: 7,
    latency: 50,
    faults: [
      { call: "start", kind: "fail", which: { first: 2, last: 2 } },
      { call: "network", kind: "unsent", which: { first: 3, last: 6 } },
      { call: "reconfigure", kind: "lost", which: null },
    ],
    churn: 10_000,
    anchors: "denied",
    sessions: "denied",
    rights: ["StopVM", "DeleteVM"],
  });
});

test.each([
  ["latency=0", 0],
  ["latency=20", 20],
  ["latency=50ms", 50],
  ["latency=1s", 1000],
  ["latency=0.25s", 250],
  ["latency=60s", 60_000],
])("%s is %d ms", (query, latency) => {
  expect(optionsOf(query).latency).toBe(latency);
});

test("no faults can be said", () => {
  expect(optionsOf("faults=").faults).toEqual([]);
});

test.each([
  [
    "vm=20",
    'there is no option "vm"; there are vms, seed, latency, faults, churn, anchors, sessions, rights',
  ],
  ["toString=1", 'there is no option "toString"'],
  ["vms=1&vms=2", '"vms" is given twice'],
  ["vms=0", "vms=0 is not a whole number from 1 to 50000"],
  ["vms=50001", "vms=50001 is not"],
  ["vms=1e3", "vms=1e3 is not"],
  ["vms=", "vms= is not"],
  ["seed=-1", "seed=-1 is not"],
  ["seed=99999999999999999", "seed=99999999999999999 is not"],
  ["churn=10001", "churn=10001 is not a whole number from 0 to 10000"],
  ["churn=-1", "churn=-1 is not"],
  ["churn=fast", "churn=fast is not"],
  ["anchors=no", "anchors=no is neither allowed nor denied"],
  ["rights=StopVM", '"StopVM" is not a right that is missing, such as -StopVM'],
  ["rights=-StopVM,", '"" is not a right'],
  ["rights=-Stop", '"-Stop": there is no operation "Stop"; there are CreateVM, RenameVM,'],
  ["rights=-toString", 'there is no operation "toString"'],
  ["latency=-5", "latency=-5 is not a time such as 50ms or 1s, at most 60s"],
  ["latency=61s", "latency=61s is not"],
  ["latency=60001", "latency=60001 is not"],
  ["latency=5m", "latency=5m is not"],
  ["latency=", "latency= is not"],
  ["faults=start", '"start" is not a fault such as start:fail or start:fail@2'],
  ["faults=start:fail@0", '"start:fail@0" is not'],
  ["faults=start:fail@3-2", '"start:fail@3-2": 3 is after 2'],
  ["faults=start:fail@3-", '"start:fail@3-" is not'],
  ["faults=network:lost", 'network cannot "lost"; it can unsent'],
  ["sessions=some", "sessions=some is neither allowed nor denied"],
  ["faults=start:fail,", '"" is not'],
  [
    "faults=boot:fail",
    'there is no call "boot"; there are login, read, ping, network, start, stop, reset, suspend, guest, anchor, terminate, rename, reconfigure, ' +
      "create, clone, delete, move, snapshot, revert, remove, shutdown, reboot, enter, exit",
  ],
  ["faults=guest:fail", 'guest cannot "fail"; it can refuse, lost, unsent, expire'],
  ["faults=anchor:fail", 'anchor cannot "fail"'],
  ["faults=start:burn", 'start cannot "burn"; it can refuse, fail, lost, unsent, expire'],
  ["faults=login:fail", 'login cannot "fail"'],
  ["faults=read:fail", 'read cannot "fail"'],
])("%s is refused in words", (query, words) => {
  expect(parseSimulatorOptions(query)).toEqual({ problem: expect.stringContaining(words) });
});
