import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remoteError } from "#providers/libvirt/rpc/libvirt-error.js";
import { type Message, messageBytes, PROGRAMS } from "#providers/libvirt/rpc/message.js";
import { MessageSplitter } from "#providers/libvirt/rpc/message-splitter.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { XdrType } from "#providers/libvirt/rpc/xdr-type.js";
import { XdrWriter } from "#providers/libvirt/rpc/xdr-writer.js";

/** What it does with a call that the test is about. */
export type Script = (call: Message, peer: Peer) => void;

const NUMBERS = {
  authList: PROCEDURES.authList.number,
  feature: PROCEDURES.connectSupportsFeature.number,
  open: PROCEDURES.connectOpen.number,
  close: PROCEDURES.connectClose.number,
};

/** A libvirt server on a unix socket that lets everybody in, and answers everything else as a test has it. */
export class ScriptedLibvirtd {
  readonly path: string;
  /** All that has come, keepalive too, in order. */
  readonly received: Message[] = [];
  readonly peers: Peer[] = [];
  /** Whether it takes another client. */
  isOpen = true;
  /** Whether it answers pings. */
  answersPings = true;
  /** The ways of authentication that it wants one of. */
  authTypes: readonly number[] = [0];
  /** Whether it says that it has keepalive. */
  hasKeepalive = true;
  /** What it does when a client says goodbye; null for answering. */
  farewell: ((peer: Peer) => void) | null = null;
  script: Script;
  readonly #directory: string;
  readonly #server: Server;
  readonly #watchers = new Set<() => void>();

  private constructor(script: Script) {
    this.script = script;
    this.#directory = mkdtempSync(join(tmpdir(), "shoseki-scripted-"));
    this.path = join(this.#directory, "libvirt-sock");
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async start(script: Script = () => undefined): Promise<ScriptedLibvirtd> {
    const made = new ScriptedLibvirtd(script);
    made.#server.listen(made.path);
    await once(made.#server, "listening");
    return made;
  }

  /** Calls and messages of a procedure that have come. */
  of(procedure: number, program: number = PROGRAMS.remote.number): readonly Message[] {
    return this.received.filter((each) => each.program === program && each.procedure === procedure);
  }

  /** Resolves when it is so; looked at whenever something comes, or a client goes. */
  async until(met: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const watcher = () => {
        if (!met()) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.peers) peer.cut();
    this.#server.close();
    await once(this.#server, "close");
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #accept(socket: Socket): void {
    if (!this.isOpen) return void socket.destroy();
    const peer = new Peer(socket);
    const splitter = new MessageSplitter();
    this.peers.push(peer);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      peer.isGone = true;
      this.#tell();
    });
    socket.on("data", (chunk) => {
      for (const message of splitter.push(chunk)) {
        this.received.push(message);
        this.#answer(message, peer);
      }
      this.#tell();
    });
  }

  #answer(message: Message, peer: Peer): void {
    if (message.program === PROGRAMS.keepalive.number) {
      if (message.procedure === 1 && this.answersPings) peer.keepalive(2);
    } else if (message.procedure === NUMBERS.authList) {
      peer.reply(message, PROCEDURES.authList.ret, { types: this.authTypes });
    } else if (message.procedure === NUMBERS.feature) {
      peer.reply(message, PROCEDURES.connectSupportsFeature.ret, { supported: this.hasKeepalive ? 1 : 0 });
    } else if (message.procedure === NUMBERS.close && this.farewell !== null) {
      this.farewell(peer);
    } else if (message.procedure === NUMBERS.open || message.procedure === NUMBERS.close) {
      peer.reply(message, PROCEDURES.connectOpen.ret, {});
    } else {
      this.script(message, peer);
    }
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** One client's connection. */
export class Peer {
  isGone = false;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  reply<R>(call: Message, type: XdrType<R>, value: R): void {
    this.send({ ...call, type: 1, status: 0, payload: written(type, value) });
  }

  /** @param from the part of libvirt that says it (`virErrorDomain`), and the `errno` that it says it of */
  error(call: Message, code: number, message: string, from = { domain: 12, int1: -1 }): void {
    const rest = { dom: null, str1: message, str2: null, str3: null, int2: -1, net: null };
    const payload = written(remoteError, { code, level: 2, message, ...from, ...rest });
    this.send({ ...call, type: 1, status: 1, payload });
  }

  event<M>(event: { readonly number: number; readonly message: XdrType<M> }, message: M): void {
    const { number: program, version } = PROGRAMS.remote;
    const payload = written(event.message, message);
    this.send({ program, version, procedure: event.number, type: 2, serial: 0, status: 0, payload });
  }

  keepalive(procedure: number): void {
    const { number: program, version } = PROGRAMS.keepalive;
    this.send({ program, version, procedure, type: 2, serial: 0, status: 0, payload: new Uint8Array() });
  }

  send(message: Message): void {
    this.raw(messageBytes(message));
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** What is written goes out, and then the end. */
  end(): void {
    this.#socket.end();
  }

  cut(): void {
    this.#socket.destroy();
  }

  /** Reads no more. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}

export function written<T>(type: XdrType<T>, value: T): Buffer {
  const writer = new XdrWriter();
  type.write(writer, value);
  return writer.bytes();
}
