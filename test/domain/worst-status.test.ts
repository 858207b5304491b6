import { expect, test } from "vitest";
import { worstStatus } from "#domain/worst-status.js";

test("several went as the worst of them; what nobody knows is worse than what is known to have failed", () => {
  expect(worstStatus(["OK", "NG", "UNKNOWN", "REFUSED"])).toBe("UNKNOWN");
  expect(worstStatus(["OK", "REFUSED", "NG"])).toBe("NG");
  expect(worstStatus(["OK", "REFUSED"])).toBe("REFUSED");
  expect(worstStatus(["OK"])).toBe("OK");
  expect(worstStatus([])).toBeNull();
});
