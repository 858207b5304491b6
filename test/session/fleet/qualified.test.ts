import { describe, expect, test } from "vitest";
import type { OperationRequest, TargetExpression } from "#domain/command.js";
import { parse } from "#language/parse.js";
import { endpointOfPlaces, qualified, requestAt } from "#session/fleet/qualified.js";
import { byName } from "./several.js";

const NAMES = ["vc1", "vc10", "lab"];

/** A target as it is typed. */
function typed(text: string): TargetExpression {
  const command = parse(`start ${text}`);
  if (command?.kind !== "operation" || command.target === null) throw new Error(text);
  return command.target;
}

function request(line: string): OperationRequest {
  const command = parse(line);
  if (command?.kind !== "operation") throw new Error(line);
  return command.request;
}

describe("what is typed, and where and what it is", () => {
  test.each<[string, string | null, string]>([
    ["web-01", null, "web-01"],
    ["vc1:web-01", "vc1", "web-01"],
    ["vc10:web-01", "vc10", "web-01"],
    ["vc1:/DC0/vm/web-01", "vc1", "/DC0/vm/web-01"],
    ["@vc1:vm-42", "vc1", "@vm-42"],
    ["vc1:@vm-42", "vc1", "@vm-42"],
    ["@vm-42", null, "@vm-42"],
    ["vc1:web-*", "vc1", "web-*"],
    ["vc1:/DC0/vm/*", "vc1", "/DC0/vm/*"],
    ["'vc1:a b'", "vc1", "'a b'"],
    ["vc1:'a*'b*", "vc1", "'a*'b*"],
    ["vc9:web-01", null, "vc9:web-01"],
    ["web:01", null, "web:01"],
    ["vc1:web:01", "vc1", "web:01"],
    ["*:web-01", null, "*:web-01"],
  ])("%s", (text, endpoint, own) => {
    expect(qualified(typed(text), NAMES)).toEqual({ endpoint, expression: typed(own) });
  });
});

test("the places of a request lose the endpoint that the target is on, and only that", () => {
  const moved = request("move vc1:web-01 --host vc1:esx-02 --datastore ds-1");
  expect(requestAt(moved, "vc1", NAMES)).toEqual({
    request: { name: "MoveVM", host: byName("esx-02"), datastore: byName("ds-1"), folder: null },
  });
  expect(requestAt(moved, "lab", NAMES)).toEqual({ elsewhere: { what: "vc1:esx-02", endpoint: "vc1" } });
  const start: OperationRequest = { name: "StartVM" };
  expect(requestAt(start, "lab", NAMES)).toEqual({ request: start });
});

test("where something is to be made is said by its places", () => {
  expect(endpointOfPlaces(request("create web-09 --datastore lab:ds-1"), NAMES)).toBe("lab");
  expect(endpointOfPlaces(request("create web-09 --host esx-01 --folder lab:/DC0/vm"), NAMES)).toBe("lab");
  expect(endpointOfPlaces(request("create web-09 --host esx-01"), NAMES)).toBeNull();
  expect(endpointOfPlaces(request("create web-09"), NAMES)).toBeNull();
});
