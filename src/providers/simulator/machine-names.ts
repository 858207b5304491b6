import { type Random, weighted } from "#providers/simulator/random.js";
import { type FolderName, twoDigits } from "#providers/simulator/site-names.js";

/** What a kind of machine is called before its number, and the folder it belongs in. */
interface Role {
  readonly prefix: string;
  readonly folder: FolderName;
}

const roles = (
  folder: FolderName,
  weights: Readonly<Record<string, number>>,
): readonly (readonly [Role, number])[] =>
  Object.entries(weights).map(([prefix, weight]) => [{ prefix, folder }, weight] as const);

/** How common each role is. */
const drawRole = weighted<Role>([
  ...roles("Production", {
    web: 10,
    app: 9,
    db: 7,
    api: 6,
    batch: 4,
    cache: 3,
    mq: 2,
    file: 2,
    "k8s-node": 8,
  }),
  ...roles("Production", { 会計: 2, 人事: 1, 在庫: 2 }),
  ...roles("Staging", { "stg-web": 5, "stg-app": 5, "stg-db": 4, "stg-api": 3, 検証: 2 }),
  ...roles("Infra", { dc: 1, dns: 1, ntp: 1, "mail-gw": 1, proxy: 2, vpn: 1, log: 2, mon: 2, backup: 2 }),
  ...roles("Build", { "build-runner": 6, git: 1, registry: 1, dev: 5 }),
]);

/** Names machines by role and number, never the same name twice. */
export class MachineNames {
  readonly #random: Random;
  readonly #numbers = new Map<string, number>();
  readonly #taken: ReadonlySet<string>;

  /** @param taken names that other machines have already */
  constructor(random: Random, taken: ReadonlySet<string>) {
    this.#random = random;
    this.#taken = taken;
  }

  /** The next machine's name and folder. */
  next(): { readonly name: string; readonly folder: FolderName } {
    const role = drawRole(this.#random);
    let name: string;
    do {
      const number = (this.#numbers.get(role.prefix) ?? 0) + 1;
      this.#numbers.set(role.prefix, number);
      name = `${role.prefix}-${twoDigits(number)}`;
    } while (this.#taken.has(name));
    return { name, folder: role.folder };
  }
}
