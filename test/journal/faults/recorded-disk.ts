import type * as fs from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Change, Node } from "./change.js";

type Fs = typeof fs;

/** What a process does to the disk after its end. */
export class Killed extends Error {}

interface Opened {
  readonly node: Node;
  readonly appends: boolean;
  at: number;
}

/**
 * Stands between a program and `node:fs`, and keeps in order what the program changes below a directory, so that a test
 * can say what of it a power cut leaves. Everything is done as asked, until a kill: then nothing more is.
 */
export class RecordedDisk {
  readonly changes: Change[] = [];
  /** The directory's own number. */
  readonly root: Node = 0;
  #below = "/nowhere";
  #nodes = new Map<string, Node>();
  #count = 0;
  readonly #sizes = new Map<Node, number>();
  readonly #open = new Map<number, Opened>();
  #left = Number.POSITIVE_INFINITY;

  /** Records from now on what is changed below an empty directory. */
  begin(directory: string): void {
    this.changes.length = 0;
    this.#below = resolve(directory);
    this.#nodes = new Map([[this.#below, this.root]]);
    this.#count = 1;
    this.#open.clear();
    this.#sizes.clear();
    this.revive();
  }

  /** The process is killed before it makes so many more changes. */
  killAfter(changes: number): void {
    this.#left = changes;
  }

  /** Another process goes on. Answers whether the one before was killed. */
  revive(): boolean {
    const killed = this.#left <= 0;
    this.#left = Number.POSITIVE_INFINITY;
    return killed;
  }

  /** What takes the place of `node:fs`. */
  over(actual: Fs): Fs {
    const opened = (descriptor: unknown) => this.#open.get(descriptor as number);
    const isOurs = (path: unknown): path is string =>
      typeof path === "string" && `${resolve(path)}/`.startsWith(`${this.#below}/`);
    const open = (path: fs.PathLike, flags: fs.OpenMode = "r", mode?: fs.Mode | null) => {
      if (!isOurs(path)) return actual.openSync(path, flags, mode);
      const { creates, empties, appends } = meaningOf(flags, actual.constants);
      const isNew = creates && !actual.existsSync(path);
      if (isNew || empties) this.#live();
      const descriptor = actual.openSync(path, flags, mode);
      const node = isNew ? this.#named(path, false) : this.#nodeOf(path);
      if (empties && !isNew) this.#truncated(node, 0);
      this.#open.set(descriptor, { node, appends, at: 0 });
      return descriptor;
    };
    const write = (descriptor: number, data: unknown, ...where: unknown[]) => {
      const file = opened(descriptor);
      const go = () => (actual.writeSync as (...args: unknown[]) => number)(descriptor, data, ...where);
      if (file === undefined) return go();
      this.#live();
      const written = go();
      const bytes = typeof data === "string" ? Buffer.from(data) : (data as Buffer);
      const from = typeof data === "string" ? 0 : Number(where[0] ?? 0);
      const at = typeof data === "string" ? where[0] : where[2];
      this.#written(file, bytes.subarray(from, from + written), typeof at === "number" ? at : null);
      return written;
    };
    const whole = (flags: "w" | "a", target: fs.PathOrFileDescriptor, data: unknown) => {
      if (typeof target === "number") {
        write(target, typeof data === "string" ? Buffer.from(data) : data);
        return;
      }
      const descriptor = open(target, flags);
      try {
        write(descriptor, typeof data === "string" ? Buffer.from(data) : data);
      } finally {
        close(descriptor);
      }
    };
    const close = (descriptor: number) => {
      this.#open.delete(descriptor);
      actual.closeSync(descriptor);
    };
    const truncate = (descriptor: number, size = 0) => {
      const file = opened(descriptor);
      if (file !== undefined) this.#live();
      actual.ftruncateSync(descriptor, size);
      if (file !== undefined) this.#truncated(file.node, size);
    };
    const sync = (done: (descriptor: number) => void) => (descriptor: number) => {
      const file = opened(descriptor);
      if (file !== undefined) this.#live();
      done(descriptor);
      if (file !== undefined) this.changes.push({ kind: "sync", node: file.node });
    };
    const makeDirectory = (path: fs.PathLike, options?: unknown) => {
      const make = () => (actual.mkdirSync as (...args: unknown[]) => string | undefined)(path, options);
      if (!isOurs(path)) return make();
      this.#live();
      const made = make();
      this.#named(path, true);
      return made;
    };
    const rename = (from: fs.PathLike, to: fs.PathLike) => {
      if (!isOurs(from) || !isOurs(to)) return actual.renameSync(from, to);
      if (dirname(from) !== dirname(to)) throw new Error("a rename to another directory is not recorded yet");
      this.#live();
      actual.renameSync(from, to);
      const node = this.#nodeOf(dirname(from));
      const of = this.#nodeOf(from);
      this.changes.push({ kind: "rename", node, from: basename(from), name: basename(to), of });
      this.#nodes.delete(resolve(from));
      this.#nodes.set(resolve(to), of);
    };
    const remove = (path: fs.PathLike, options?: fs.RmOptions) => {
      const there = isOurs(path) && resolve(path) !== this.#below && actual.existsSync(path);
      if (there) this.#live();
      actual.rmSync(path, options);
      if (there) this.#removed(path);
    };
    const unrecorded = () => {
      throw new Error("this way to change a file is not recorded yet");
    };
    return {
      ...actual,
      openSync: open as Fs["openSync"],
      writeSync: write as Fs["writeSync"],
      writeFileSync: (target, data) => whole("w", target, data),
      appendFileSync: (target, data) => whole("a", target, data),
      closeSync: close,
      ftruncateSync: truncate,
      fsyncSync: sync(actual.fsyncSync),
      fdatasyncSync: sync(actual.fdatasyncSync),
      mkdirSync: makeDirectory as Fs["mkdirSync"],
      renameSync: rename,
      rmSync: remove,
      unlinkSync: (path) => remove(path),
      truncateSync: unrecorded,
      writevSync: unrecorded,
      linkSync: unrecorded,
      copyFileSync: unrecorded,
    };
  }

  #live(): void {
    if (this.#left <= 0) throw new Killed("the process has been killed");
    this.#left -= 1;
  }

  #nodeOf(path: string): Node {
    const node = this.#nodes.get(resolve(path));
    if (node === undefined) throw new Error(`${path} was made in a way that is not recorded`);
    return node;
  }

  #named(path: string, isDirectory: boolean): Node {
    const of = this.#count;
    this.#count += 1;
    this.#nodes.set(resolve(path), of);
    const [node, name] = [this.#nodeOf(dirname(path)), basename(path)];
    this.changes.push({ kind: "name", node, name, of, isDirectory });
    return of;
  }

  #removed(path: string): void {
    this.changes.push({ kind: "remove", node: this.#nodeOf(dirname(path)), name: basename(path) });
    this.#nodes.delete(resolve(path));
  }

  /** @param place where in the file; null for its end, or where the last write has ended */
  #written(file: Opened, bytes: Buffer, place: number | null): void {
    const size = this.#sizes.get(file.node) ?? 0;
    const at = file.appends ? size : (place ?? file.at);
    // What is written may be changed by its owner afterwards.
    this.changes.push({ kind: "write", node: file.node, at, bytes: Buffer.from(bytes) });
    if (place === null) file.at = at + bytes.length;
    this.#sizes.set(file.node, Math.max(size, at + bytes.length));
  }

  #truncated(node: Node, size: number): void {
    this.changes.push({ kind: "truncate", node, size });
    this.#sizes.set(node, size);
  }
}

function meaningOf(flags: fs.OpenMode, { O_CREAT, O_TRUNC, O_APPEND }: Fs["constants"]) {
  if (typeof flags === "number") {
    return {
      creates: (flags & O_CREAT) !== 0,
      empties: (flags & O_TRUNC) !== 0,
      appends: (flags & O_APPEND) !== 0,
    };
  }
  return { creates: /^[wa]/.test(flags), empties: flags.startsWith("w"), appends: flags.startsWith("a") };
}
