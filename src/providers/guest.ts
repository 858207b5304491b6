import type { Mutation } from "#providers/mutation.js";

/** What is asked of the guest by its tools: the server says only that it has passed it on. */
export interface GuestCapability {
  shutdownGuest(id: string, mutation: Mutation): Promise<void>;
  rebootGuest(id: string, mutation: Mutation): Promise<void>;
}
