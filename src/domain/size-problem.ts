/** Why a machine cannot have a size. */
export type SizeProblem =
  | { readonly kind: "OUT_OF_RANGE"; readonly least: number; readonly most: number; readonly unit: SizeUnit }
  | { readonly kind: "OFF_STEP"; readonly step: number; readonly unit: SizeUnit }
  | { readonly kind: "SPLIT_SOCKET"; readonly coresPerSocket: number }
  /** So many it can have in any number, and more by whole sockets alone. */
  | { readonly kind: "SPLIT_NEW_SOCKET"; readonly above: number; readonly coresPerSocket: number }
  /** Its memory is divided among several NUMA nodes, and nobody has said which of them is to change. */
  | { readonly kind: "SEVERAL_NUMA_NODES"; readonly nodes: number };

export type SizeUnit = "CPUs" | "MiB";
