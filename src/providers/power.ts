import type { Mutation, TaskRef } from "#providers/mutation.js";

export interface PowerCapability {
  powerOn(id: string, mutation: Mutation): Promise<TaskRef>;
  powerOff(id: string, mutation: Mutation): Promise<TaskRef>;
  reset(id: string, mutation: Mutation): Promise<TaskRef>;
  suspend(id: string, mutation: Mutation): Promise<TaskRef>;
}
