import { expect, vi } from "vitest";

/** Waits until it is so. */
export async function met(condition: () => unknown): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBeTruthy(), { interval: 1, timeout: 10_000 });
}
