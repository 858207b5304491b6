import { v7 as uuidv7 } from "uuid";
import type { EntryDraft, Facts, KeyRecord, Result, Who } from "#domain/entry.js";

const SESSION = "0198c1de-0000-7000-8000-000000000001";

/** The entries of an operator, `tester1`, who works on one vCenter. */
const who: Who = {
  name: "tester1",
  os: "tester1",
  console: "ops-1",
  key: "SHA256:unknown",
  session: SESSION,
};

export const IDENTITY = "tester1@ops-1";

const WHERE = { endpoint: "vsphere://vc1.example", platform: "vsphere", host: "esx-01.example" } as const;

/** What is of the journal itself is of no server. */
const OWN = { endpoint: "journal:", platform: "shoseki", host: null } as const;

/** What every draft here has; `key` is the fingerprint that the entry names. */
function common(key: string, name = "web-01") {
  return {
    STR: new Date().toISOString(),
    USR: { ...who, key },
    HST: WHERE,
    TGT: { kind: "VirtualMachine", id: "vm-42", uuid: null, name } as const,
  };
}

export function foundingDraft(key: string, publicKey: string): EntryDraft & { readonly key: KeyRecord } {
  return {
    ...common(key, "the journal"),
    HST: OWN,
    phase: "key",
    OPR: "Key",
    key: { origin: "ops-1/shoseki/test", public: publicKey, identity: IDENTITY },
  };
}

export function tornDraft(key: string, file: string): EntryDraft {
  const result: Result = { status: "OK", code: "TORN_TAIL", message: `moved to entries/${file}` };
  return { ...common(key, "the journal"), HST: OWN, phase: "recovery", OPR: "Recover", RST: result };
}

export function note(key: string, text: string): EntryDraft {
  return { ...common(key), phase: "note", OPR: "Note", why: text };
}

export function intent(key: string, OPR = "ModifyMemory"): EntryDraft {
  return { ...common(key), id: uuidv7(), phase: "intent", OPR, BEF: { name: "web-01", memoryMiB: 4096 } };
}

/** The outcome, or the recovery, that answers an intent. */
export function answer(
  asked: EntryDraft,
  result: Result,
  { phase = "outcome", after = {} }: { phase?: "outcome" | "recovery"; after?: Facts } = {},
): EntryDraft {
  const { id = "", STR, OPR, USR, HST, TGT, BEF = {} } = asked;
  const END = new Date().toISOString();
  return { phase, ref: id, STR, END, ms: 7, OPR, USR, HST, TGT, BEF, AFT: after, RST: result };
}
