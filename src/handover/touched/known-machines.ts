import type { Entry } from "#domain/entry.js";
import { factText } from "#handover/draft/fact-text.js";
import { movedTo } from "#handover/draft/moved-to.js";
import type { Named } from "#journal/target-named.js";

/**
 * The machines and hosts that a name, an id, a UUID or a glob has ever meant, by their ids: what was renamed is found under all its
 * names. An id is one of its endpoint's; one that was moved to another endpoint has it there, too.
 */
export class KnownMachines {
  readonly #isNamed: (named: Named) => boolean;
  readonly #ids = new Set<string>();
  readonly #endpoints = new Map<string, Set<string>>();

  constructor(isNamed: (named: Named) => boolean) {
    this.#isNamed = isNamed;
  }

  learn(entry: Entry): void {
    for (const named of meantBy(entry)) {
      if (named.id === null || !this.#isNamed(named)) continue;
      this.#know(named.id, entry.HST.endpoint);
    }
  }

  /**
   * Goes along to other endpoints, and back to those that they have come from. To be called once all that names them has been learned.
   *
   * @param entries in order
   */
  follow(entries: readonly Entry[]): void {
    for (const entry of [...entries, ...entries.toReversed()]) {
      const { id } = entry.TGT;
      const to = movedTo(entry);
      if (to === null || id === null) continue;
      if (!this.isAbout(entry) && this.#endpoints.get(to)?.has(id) !== true) continue;
      for (const endpoint of [entry.HST.endpoint, to]) this.#know(id, endpoint);
    }
  }

  #know(id: string, endpoint: string): void {
    this.#ids.add(id);
    const ids = this.#endpoints.get(endpoint) ?? new Set();
    this.#endpoints.set(endpoint, ids.add(id));
  }

  /** Whether a target may be one of them, at some endpoint. */
  mayMean(named: Named): boolean {
    return this.#isNamed(named) || (named.id !== null && this.#ids.has(named.id));
  }

  /** Whether an entry is about one of them: as its target, or as what is made of it. */
  isAbout(entry: Entry): boolean {
    const ids = this.#endpoints.get(entry.HST.endpoint);
    return meantBy(entry).some(
      (named) => this.#isNamed(named) || (named.id !== null && ids?.has(named.id) === true),
    );
  }
}

/** What an entry is about, by every name that it says: a rename's new one, and the clone of a clone, too. */
function meantBy({ TGT, OPR, AFT = {} }: Entry): readonly Named[] {
  const { id, uuid, name } = TGT;
  if (OPR === "CloneVM") {
    const { clone, cloneId, cloneUuid } = AFT;
    const made = { id: factText(cloneId), uuid: factText(cloneUuid), name: factText(clone) ?? "" };
    return typeof clone === "string" ? [TGT, made] : [TGT];
  }
  const called = factText(AFT.name);
  return called === null || called === name ? [TGT] : [TGT, { id, uuid, name: called }];
}

/** Whose entries say more names than their target's, or where else it goes by them. */
export const NAMING: ReadonlySet<string> = new Set(["RenameVM", "CloneVM", "CreateVM", "MoveVM"]);
