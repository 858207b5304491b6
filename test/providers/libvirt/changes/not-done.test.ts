import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { notDone, said } from "#providers/libvirt/changes/not-done.js";

test("why a call was not done is told in words, and of what may have been done its code alone", () => {
  const refused = failure("SERVER_FAULT", { fault: "VIR_ERR_NO_DOMAIN", message: "no such machine" });
  const unsent = failure("NOT_SENT", { cause: "the socket is closed" });
  const lost = failure("CONNECTION_LOST", { cause: "the socket is closed" });
  expect([refused, unsent, lost].map(said)).toEqual([
    "no such machine",
    "it was not sent (the socket is closed)",
    "CONNECTION_LOST",
  ]);
  expect([lost, new Error("of ours")].map(notDone)).toEqual([null, null]);
  expect(said(new Error("of ours"))).toBe("INTERNAL");
});
