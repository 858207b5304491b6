import { afterEach, expect, test, vi } from "vitest";
import { clockOffset } from "#providers/vsphere/service-content.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";

afterEach(() => {
  vi.useRealTimers();
});

const SENT = Date.parse("2026-01-05T03:00:00.000Z");

/** A server that is asked at SENT, answers this, and whose answer takes so long. */
function server(answer: string, roundTrip: number): VimClient {
  vi.useFakeTimers({ now: SENT });
  const read = async () => {
    vi.setSystemTime(SENT + roundTrip);
    return { name: "r", children: [{ name: "returnval", text: answer, children: [] }] };
  };
  return { read } as unknown as VimClient;
}

test.each([
  ["2026-01-05T03:00:00.010Z", 20, 0],
  ["2026-01-05T04:00:00.010Z", 20, 3_600_000],
  ["2026-01-05T12:00:00.000+09:00", 0, 0],
  ["2026-01-05T02:59:59.000Z", 0, -1_000],
])("a server that says %s in %i ms is %i ms ahead", async (answer, roundTrip, offset) => {
  expect(await clockOffset(server(answer, roundTrip), "read")).toBe(offset);
});

test("half a millisecond behind is 0, and not the -0 that no entry can hold", async () => {
  expect(Object.is(await clockOffset(server("2026-01-05T03:00:00.000Z", 1), "read"), 0)).toBe(true);
});

test("what is no time is no answer", async () => {
  await expect(clockOffset(server("soon", 1), "read")).rejects.toMatchObject({ code: "REPLY_INVALID" });
});
