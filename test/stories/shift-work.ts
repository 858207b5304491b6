import type { Entry } from "#domain/entry.js";
import { seededNumbers } from "./kill-moment.js";
import type { ShiftDesk } from "./shift-desk.js";

/** What there is to do to one machine. */
interface Machine {
  readonly id: string;
  /** The name that it was made with, which it keeps as the beginning of every later one. */
  readonly name: string;
}

interface Task {
  readonly line: string;
  readonly targets: number;
}

/** Groups of machines by the beginnings of their names, which no rename takes away: seven of sixteen, and all. */
const GROUPS = [
  { glob: "*_VM1*", fits: /_VM1/ },
  { glob: "DC0_*", fits: /^DC0_/ },
] as const;

/** What an operator does all day long, drawn by lot: what cannot be done as things are is asked for now and then, too. */
export class ShiftWork {
  readonly #desk: ShiftDesk;
  readonly #machines: readonly Machine[];
  readonly #random: () => number;
  #renames = 0;
  #done = 0;

  constructor(desk: ShiftDesk, machines: readonly Machine[], seed: number) {
    this.#desk = desk;
    this.#machines = machines;
    this.#random = seededNumbers(seed);
  }

  /** How many operations have been asked for and ended. */
  get done(): number {
    return this.#done;
  }

  /** So many command lines, one after the other. */
  async do(count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) await this.one();
  }

  async one(): Promise<readonly Entry[]> {
    const { line, targets } = this.#draw();
    const outcomes = await this.#desk.work(line, targets);
    this.#done += outcomes.length;
    return outcomes;
  }

  /** A change of memory that will be done: of a machine drawn by lot, which is stopped first if it runs. */
  async memory(): Promise<string> {
    const machine = this.#pick(this.#machines);
    if (this.#isOn(machine)) await this.#desk.work(`stop @${machine.id}`);
    return `memory @${machine.id} ${this.#freshMiB()}MiB`;
  }

  #draw(): Task {
    const machine = this.#pick(this.#machines);
    const at = `@${machine.id}`;
    const single = (line: string): Task => ({ line, targets: 1 });
    const bulk = (verb: string): Task => {
      const { glob, fits } = this.#pick(GROUPS);
      return {
        line: `${verb} ${glob}`,
        targets: this.#machines.filter(({ name }) => fits.test(name)).length,
      };
    };
    const tasks: readonly (readonly [weight: number, task: () => Task])[] = [
      [5, () => single(`${this.#isOn(machine) ? "stop" : "start"} ${at}`)],
      [1, () => single(`start ${at}`)],
      [4, () => single(`memory ${at} ${this.#freshMiB()}MiB`)],
      [2, () => single(`cpu ${at} ${1 + Math.floor(this.#random() * 4)}`)],
      [3, () => single(`rename ${at} ${machine.name}-r${++this.#renames}`)],
      [2, () => single(`snapshot create ${at} s${++this.#renames}`)],
      [2, () => single(`snapshot revert ${at}`)],
      [1, () => bulk("start")],
      [1, () => bulk("stop")],
    ];
    let lot = this.#random() * tasks.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, task] of tasks) {
      lot -= weight;
      if (lot < 0) return task();
    }
    return single(`start ${at}`);
  }

  /** By the journal's last word on it. */
  #isOn({ id }: Machine): boolean {
    const said = this.#desk.journal.entries.findLast(
      ({ TGT, AFT, RST }) => TGT.id === id && RST?.status === "OK" && AFT?.power !== undefined,
    );
    return said?.AFT?.power === "on";
  }

  #freshMiB(): number {
    return 32 + 4 * (++this.#renames % 400);
  }

  #pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)]!;
  }
}
