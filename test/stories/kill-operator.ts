import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Entry } from "#domain/entry.js";
import type { ProxiedCall } from "../rigs/soap-call.js";
import type { KillScene } from "./kill-scene.js";
import { OperatorHome, type Ran, type Running } from "./shoseki.js";

/** An operator at a scene's server, with a journal of their own. */
export class Operator {
  readonly home = new OperatorHome();
  readonly #scene: Pick<KillScene, "vcsim" | "endpoint">;
  readonly #running = new Set<Running>();

  constructor(scene: Pick<KillScene, "vcsim" | "endpoint">) {
    this.#scene = scene;
    writeFileSync(join(this.home.directory, "ca.pem"), scene.vcsim.caPem);
  }

  /** `shoseki exec` on the server, through the proxy. */
  start(
    lines: readonly string[],
    options: readonly string[] = [],
    endpoint = this.#scene.endpoint,
    by: readonly string[] = [],
  ): Running {
    const env = { SHOSEKI_PASSWORD: this.#scene.vcsim.password };
    const args = ["exec", endpoint, "--ca", "ca.pem", ...options, ...lines];
    const running = this.home.start(args, { env, by });
    this.#running.add(running);
    void running.ended.then(
      () => this.#running.delete(running),
      () => this.#running.delete(running),
    );
    return running;
  }

  async run(...args: Parameters<Operator["start"]>): Promise<Ran> {
    return await this.start(...args).ended;
  }

  /** Logs in, looks at nothing, logs out; answers the entries that this added. */
  async logInAgain(endpoint?: string): Promise<Entry[]> {
    const before = this.entries().length;
    const ran = await this.run(["hosts none-of-this-name"], [], endpoint);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    return this.entries().slice(before);
  }

  /** None before the journal is founded. */
  entries(): Entry[] {
    return existsSync(join(this.home.journal, "entries")) ? this.home.entries() : [];
  }

  /** Whether the journal on disk has an intent that a call names. */
  hasAnnounced({ operationId }: ProxiedCall): boolean {
    return this.entries().some(({ phase, id }) => phase === "intent" && id === operationId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { child } of this.#running) child.kill("SIGKILL");
    await Promise.allSettled([...this.#running].map(({ ended }) => ended));
    this.home[Symbol.dispose]();
  }
}

/** Ends a program as a power cut does, and waits until it is gone. */
export async function kill({ child, ended }: Running): Promise<void> {
  child.kill("SIGKILL");
  expect(await ended).toMatchObject({ signal: "SIGKILL" });
}
