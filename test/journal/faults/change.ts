/** A file or a directory of a recorded disk, by a number of its own. */
export type Node = number;

/** What a program has asked of the disk. Until its file or its directory is synced, a power cut may undo it. */
export type Change =
  | { readonly kind: "write"; readonly node: Node; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: "truncate"; readonly node: Node; readonly size: number }
  /** A new name in a directory. */
  | {
      readonly kind: "name";
      readonly node: Node;
      readonly name: string;
      readonly of: Node;
      readonly isDirectory: boolean;
    }
  | { readonly kind: "remove"; readonly node: Node; readonly name: string }
  | {
      readonly kind: "rename";
      readonly node: Node;
      readonly from: string;
      readonly name: string;
      readonly of: Node;
    }
  /** All that was asked of a file, or of the names in a directory, is on the disk. */
  | { readonly kind: "sync"; readonly node: Node };
