import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { OtherProcess } from "../other-process.js";

/** Some hundred notes a segment. */
const SEGMENT_BYTES = 60_000;

/** A console in a process of its own, and what it was told is written. */
export class Writer {
  readonly name: string;
  readonly told: string[] = [];
  readonly #process: OtherProcess;

  constructor(name: string, process: OtherProcess) {
    this.name = name;
    this.#process = process;
  }

  /** Once it has the journal open. */
  async ready(): Promise<void> {
    const said = await this.#process.says();
    if (said !== "ready") throw new Error(`${this.name} said ${said}, and not that it is ready`);
  }

  write(notes: number): void {
    this.#process.tell(String(notes));
  }

  async hear(notes: number): Promise<void> {
    for (let heard = 0; heard < notes; heard += 1) this.#take(await this.#process.says());
  }

  async kill(): Promise<void> {
    for (const line of await this.#process.kill()) this.#take(line);
  }

  async end(): Promise<void> {
    for (const line of await this.#process.end()) this.#take(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }

  #take(line: string | null): void {
    if (line === null) throw new Error(`${this.name} has ended after ${this.told.at(-1) ?? "nothing"}`);
    this.told.push(line);
  }
}

/** An operator's consoles on one journal, each a process of its own. */
export class Writers implements AsyncDisposable {
  readonly #directory: string;
  readonly #key = generatePrivateKey();
  readonly signer = signerOf(this.#key);
  readonly segmentBytes = SEGMENT_BYTES;
  readonly all: Writer[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  start(): Writer {
    const name = `writer${this.all.length}`;
    const der = this.#key.export({ type: "pkcs8", format: "der" }).toString("base64");
    const args = [this.#directory, der, String(SEGMENT_BYTES), name];
    const writer = new Writer(name, new OtherProcess("append-bursts.ts", ...args));
    this.all.push(writer);
    return writer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((each) => each[Symbol.asyncDispose]()));
  }
}
