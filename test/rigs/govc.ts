import { tmpdir } from "node:os";
import { KeptGovc } from "./kept-govc.js";

/** Where govc logs in, and as whom. */
export interface GovcTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** govc, the independent other client: for each command a session of its own, logged out at the end. */
export class Govc {
  readonly #program: string;
  /** As many as have ever been needed at once. */
  readonly #kept: KeptGovc[] = [];

  constructor(program: string) {
    this.#program = program;
  }

  /**
   * Runs one command.
   *
   * @returns its stdout.
   * @throws Error with its stderr when it fails.
   */
  async run({ host, port, user, password }: GovcTarget, args: readonly string[]): Promise<string> {
    return await this.#idle().run(
      {
        GOVC_URL: `https://${host}:${port}/sdk`,
        GOVC_USERNAME: user,
        GOVC_PASSWORD: password,
        GOVC_INSECURE: "true",
        GOVC_PERSIST_SESSION: "false",
      },
      args,
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.#kept.splice(0).map((each) => each.stop()));
  }

  #idle(): KeptGovc {
    const idle = this.#kept.find((each) => !each.isBusy);
    if (idle !== undefined) return idle;
    const another = new KeptGovc(this.#program, { PATH: process.env.PATH, HOME: tmpdir() });
    this.#kept.push(another);
    return another;
  }
}
