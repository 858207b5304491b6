/** The words that may follow `handover`, in the order in which they are offered. */
export const HANDOVER_WORDS: readonly string[] = ["take", "answer", "list", "again", "waive"];

/** The place of what follows such a word, and the files that are offered there. */
export const HANDOVER_FILE = "FILE";
export const HANDOVER_FILES = /\.(?:tar|answer(?:-\d+)?)$/u;
