/** What a change is for: the operator's reason and change number. */
export interface Purpose {
  readonly why?: string;
  readonly ticket?: string;
}
