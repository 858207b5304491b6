import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "#journal/canonical.js";
import { planHash, writable } from "#procedures/approval/frozen-plan.js";
import { readRequest } from "#procedures/approval/read-request.js";
import { newRequest, requestText } from "#procedures/approval/request.js";
import { NOW, plan, Scene } from "./scene.js";

/** What is wrong with a file of this text, or with this value written as a request is; null when it is one. */
function flawOf(it: string | object): unknown {
  const read = readRequest(Buffer.from(typeof it === "string" ? it : `${canonical(it)}\n`));
  return "request" in read ? null : read.flaw;
}

test("a request comes back as it was written, in canonical form and a line", () => {
  const { request, bytes } = new Scene();
  expect(bytes.toString()).toMatch(/^\{"endpoint":.*\}\n$/);
  expect(readRequest(bytes)).toEqual({ request });
  expect(Buffer.from(request.nonce, "base64")).toHaveLength(32);
  expect([request.issued, request.expires]).toEqual(["2026-03-04T05:06:07.000Z", "2026-03-04T09:06:07.000Z"]);
  expect(new Scene().request.nonce).not.toBe(request.nonce);
});

test("names that a server made up can be asked about, and the plan's hash is that of what the file holds", () => {
  const strange = { ...plan(), items: [{ id: "vm-1", name: "a\u007f\ud800\u202e\n" }] };
  const request = newRequest({
    title: "t\u007f",
    frozen: strange,
    operator: { name: "l\udfff", os: "alice", console: "ws1", key: `SHA256:${"A".repeat(43)}` },
    journal: "ws1/shoseki/0",
    now: NOW,
    validForMs: 1,
  });
  expect(flawOf(requestText(request))).toBeNull();
  expect(planHash(strange)).toBe(request.plan);
  expect(request.frozen.items).toEqual([{ id: "vm-1", name: "a%7f\ufffd\u202e\n" }]);
  expect(writable(request)).toEqual(request);
});

test("any change of the plan is another hash", () => {
  const frozen = plan();
  const [operation] = frozen.operations;
  const hashes = [
    frozen,
    { ...frozen, items: [] },
    { ...frozen, step: null },
    { ...frozen, parameters: { ...frozen.parameters, window: "b" } },
    { ...frozen, operations: [{ ...operation!, before: { ...operation!.before, memoryMiB: 4097 } }] },
    { ...frozen, operations: [{ ...operation!, losses: [] }] },
    { ...frozen, operations: [operation!, operation!] },
  ].map(planHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test("what is no request says where and why", () => {
  const { request, frozen, bytes } = new Scene();
  const text = bytes.toString();
  const [operation] = frozen.operations;
  const withFrozen = (change: object) => {
    const other = { ...frozen, ...change };
    return { ...request, frozen: other, plan: planHash(other) };
  };
  const cases: readonly (readonly [string | object, string, string])[] = [
    ["", "", "NOT_JSON"],
    ["{", "", "NOT_JSON"],
    ["null", "", "FORMAT"],
    ["[]", "", "FORMAT"],
    ['{"format":"shoseki-approval-request/2"}', "", "FORMAT"],
    [text.trimEnd(), "", "NOT_CANONICAL"],
    [`${text}\n`, "", "NOT_CANONICAL"],
    [text.replace('{"endpoint"', '{ "endpoint"'), "", "NOT_CANONICAL"],
    [text.replace('{"endpoint"', '{"endpoint":"vsphere://vc2","endpoint"'), "", "NOT_CANONICAL"],
    [{ ...request, more: 1 }, "more", "UNKNOWN_KEY"],
    [{ ...request, title: undefined }, "title", "MISSING"],
    [{ ...request, title: 1 }, "title", "NOT_OF_FORM"],
    [{ ...request, run: "1" }, "run", "NOT_OF_FORM"],
    [{ ...request, step: "../x" }, "step", "NOT_OF_FORM"],
    [{ ...request, nonce: "AAAA" }, "nonce", "NOT_OF_FORM"],
    [{ ...request, expires: "2026-02-30T00:00:00.000Z" }, "expires", "NOT_OF_FORM"],
    [{ ...request, operator: [] }, "operator", "NOT_OF_FORM"],
    [{ ...request, operator: { ...request.operator, key: "SHA256:x" } }, "operator.key", "NOT_OF_FORM"],
    [withFrozen({ operations: [{ ...operation, line: 1 }] }), "frozen.operations.0.line", "NOT_OF_FORM"],
    [
      withFrozen({ operations: [{ ...operation, before: { a: [] } }] }),
      "frozen.operations.0.before.a",
      "NOT_OF_FORM",
    ],
    [
      withFrozen({ operations: [{ ...operation, losses: [{ kind: "toString" }] }] }),
      "frozen.operations.0.losses.0",
      "NOT_OF_FORM",
    ],
    [withFrozen({ items: {} }), "frozen.items", "NOT_OF_FORM"],
    [withFrozen({ parameters: { host: { id: "x" } } }), "frozen.parameters.host.name", "MISSING"],
    [{ ...request, endpoint: "vsphere://vc2" }, "endpoint", "CONTRADICTS"],
    [{ ...request, step: null }, "step", "CONTRADICTS"],
    [{ ...request, frozen: { ...frozen, items: [] } }, "plan", "CONTRADICTS"],
    [{ ...request, expires: request.issued }, "expires", "CONTRADICTS"],
  ];
  for (const [it, at, problem] of cases) expect(flawOf(it)).toEqual({ at, problem });
  expect(readRequest(Buffer.of(0x7b, 0xff))).toEqual({ flaw: { at: "", problem: "NOT_UTF8" } });
  expect(readRequest(Buffer.alloc(4_194_305))).toEqual({ flaw: { at: "", problem: "TOO_LARGE" } });
});

test("depth, and what objects have of themselves, bring nothing down", () => {
  const { bytes } = new Scene();
  const deep = bytes
    .toString()
    .replace('"title":"', `"a":${"[".repeat(100_000)}${"]".repeat(100_000)},"title":"`);
  expect(flawOf(deep)).toEqual({ at: "a", problem: "UNKNOWN_KEY" });
  const proto = bytes.toString().replace('{"endpoint"', '{"__proto__":{},"endpoint"');
  expect(flawOf(proto)).toEqual({ at: "__proto__", problem: "UNKNOWN_KEY" });
});

test("no file whatever makes it throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => "flaw" in readRequest(bytes)));
  fc.assert(
    fc.property(
      fc.json(),
      (text) =>
        "flaw" in
        readRequest(
          Buffer.from(`{"format":${JSON.stringify("shoseki-approval-request/1")},"frozen":${text}}`),
        ),
    ),
  );
});
