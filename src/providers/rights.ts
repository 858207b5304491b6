import type { OperationName } from "#domain/operation-name.js";

/** What the login may do, asked before it is tried. */
export interface RightsCapability {
  /** By the id of the machine or host: what the login may not do to it. One call, or two. */
  missing(objects: readonly RightsSubject[]): Promise<ReadonlyMap<string, MissingRights>>;
}

export interface RightsSubject {
  readonly kind: "machine" | "host";
  readonly id: string;
}

/** The platform's name of a privilege that the operation needs and the login has not. */
export type MissingRights = Readonly<Partial<Record<OperationName, string>>>;
