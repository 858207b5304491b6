import type { EntryDraft, KeyRecord, Target, Who } from "#domain/entry.js";

/** Entries that the journal's keeper writes about the journal itself. */
const WHERE = { endpoint: "journal:", platform: "shoseki", host: null } as const;

/** `seq` 0: introduces the key that signs the journal, and the journal's name. */
export function foundingEntry(who: Who, key: KeyRecord): EntryDraft & { readonly key: KeyRecord } {
  return { ...own(who, key.origin), phase: "key", OPR: "Key", key };
}

/** The last entry of a journal's key: introduces the one that signs what follows. */
export function rotationEntry(who: Who, key: KeyRecord): EntryDraft & { readonly key: KeyRecord } {
  return foundingEntry(who, key);
}

/** Says that the last line was not whole, and in which file its bytes are kept. */
export function tornEntry(who: Who, file: string): EntryDraft {
  const result = {
    status: "OK",
    code: "TORN_TAIL",
    message: `An unfinished last line was moved to entries/${file}.`,
  } as const;
  return { ...own(who, "journal"), phase: "recovery", OPR: "Recover", RST: result };
}

function own(who: Who, name: string): Omit<EntryDraft, "phase" | "OPR"> {
  const time = new Date().toISOString();
  const target: Target = { kind: "Journal", id: null, uuid: null, name };
  return {
    STR: time,
    END: time,
    ms: 0,
    USR: who,
    HST: WHERE,
    TGT: target,
    BEF: {},
    AFT: {},
    RST: { status: "OK" },
  };
}
