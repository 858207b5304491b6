/** A network that machines can be connected to, as a row of the inventory. */
export interface Network {
  readonly kind: "network";
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly type: "standard" | "distributed" | "opaque";
}
