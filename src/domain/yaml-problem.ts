/** Why a file is not the YAML that is read here: one document, without anchors, aliases and tags, each key once. */
export type YamlProblem =
  | { readonly kind: "SEVERAL_DOCUMENTS" | "ALIAS" | "TAG" }
  | { readonly kind: "SYNTAX"; readonly why: YamlFault }
  /** `at` is the key as it stands there. */
  | { readonly kind: "KEY_TWICE"; readonly at: string };

/** What is wrong with a file that is no YAML. */
export type YamlFault =
  | "INDENT"
  | "TAB"
  | "UNFINISHED"
  | "NO_COLON"
  | "COLON_IN_VALUE"
  | "NEEDS_QUOTES"
  | "ESCAPE"
  | "NESTED"
  | "OTHER";
