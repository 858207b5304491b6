interface Named {
  readonly id: string;
  readonly name: string;
}

/** Which objects have a name. Names that differ only in how they are composed in Unicode are one name. */
export class NameIndex<T extends Named> {
  readonly #byName = new Map<string, Map<string, T>>();

  /** An object is to be removed before one with the same id is added. */
  add(object: T): void {
    const name = object.name.normalize("NFC");
    const same = this.#byName.get(name);
    if (same === undefined) this.#byName.set(name, new Map([[object.id, object]]));
    else same.set(object.id, object);
  }

  remove(object: T): void {
    const name = object.name.normalize("NFC");
    const same = this.#byName.get(name);
    same?.delete(object.id);
    if (same?.size === 0) this.#byName.delete(name);
  }

  named(name: string): readonly T[] {
    return [...(this.#byName.get(name.normalize("NFC"))?.values() ?? [])];
  }
}
