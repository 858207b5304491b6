/** What can be typed after `shoseki handover`. */
export type HandoverForm =
  | "sign"
  | "draft"
  | "show"
  | "accept"
  | "refuse"
  | "question"
  | "answer"
  | "list"
  | "again"
  | "waive";

/** How each form is written, in the order in which usage shows them. */
export const handoverForms: readonly (readonly [HandoverForm, string])[] = [
  ["sign", "shoseki handover [--since TIME|SEQ] [--remarks FILE] [--output FILE] [--json]"],
  [
    "draft",
    "shoseki handover --draft [--since TIME|SEQ] [--remarks FILE] [--markdown FILE] [--html FILE] [--capsule FILE] [--json]",
  ],
  ["show", "shoseki handover show FILE.tar [--signers FILE] [--json]"],
  [
    "accept",
    "shoseki handover accept FILE.tar [--reason TEXT] [--signers FILE] [--yes] [--output FILE] [--json]",
  ],
  [
    "refuse",
    "shoseki handover refuse FILE.tar --reason TEXT [--signers FILE] [--yes] [--output FILE] [--json]",
  ],
  [
    "question",
    "shoseki handover question FILE.tar --question PART[#SEQ]=TEXT... [--signers FILE] [--yes] [--output FILE] [--json]",
  ],
  ["answer", "shoseki handover answer FILE.tar.answer [--signers FILE] [--json]"],
  ["list", "shoseki handover list [--json]"],
  ["again", "shoseki handover again [ID] [--output FILE] [--json]"],
  ["waive", "shoseki handover waive --reason TEXT [--json]"],
];
