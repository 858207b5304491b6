import type { Mutation, TaskRef } from "#providers/mutation.js";

export interface HostPowerCapability {
  shutdownHost(id: string, mutation: Mutation): Promise<TaskRef>;
  rebootHost(id: string, mutation: Mutation): Promise<TaskRef>;
  enterMaintenance(id: string, mutation: Mutation): Promise<TaskRef>;
  exitMaintenance(id: string, mutation: Mutation): Promise<TaskRef>;
}
