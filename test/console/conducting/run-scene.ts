import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { vi } from "vitest";
import { copyMaker } from "#cli/rehearsal-copy.js";
import { press } from "#console/actions/press.js";
import { RunDesk } from "#console/conducting/run-desk.js";
import type { RunWish } from "#console/conducting/runs-here.js";
import type { EndpointSettings } from "#console/store/endpoints-model.js";
import { Frame } from "#console/view/frame.js";
import type { Entry } from "#domain/entry.js";
import { en } from "#messages/en.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import { sha256Of } from "#procedures/approval/request.js";
import { readProcedureFile } from "#procedures/read-procedure-file.js";
import type { Link } from "#session/fleet/link.js";
import type { Session } from "#session/session.js";
import { Trail } from "#session/trail.js";
import { fakeIo } from "../../cli/fake-io.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { open } from "../../providers/simulator/open.js";
import { Desk } from "../../session/desk.js";
import { opened } from "../../session/opened.js";
import { OperatorHome } from "../../stories/shoseki.js";
import { FakeConsole } from "../fake-console.js";

/** An operator at a console with a session on a simulated server, who runs procedures: what is on the screen, and what is on the disk. */
export class RunScene implements AsyncDisposable {
  readonly console: FakeConsole;
  readonly session: Session;
  readonly directory: string;
  /** What the console takes for the time, in milliseconds. It goes by where something is looked for. */
  now = 0;
  /** Whether the operator could have written the file of those who may approve. */
  isWritable = false;
  columns = 80;
  rows = 24;
  readonly #desk: Desk;
  readonly #place: ReturnType<typeof temporaryDirectory>;
  readonly #frame = new Frame();
  readonly #home = new OperatorHome();

  private constructor(desk: Desk, session: Session) {
    this.#desk = desk;
    this.#place = temporaryDirectory();
    this.directory = this.#place.path;
    this.session = session;
    this.console = new FakeConsole(session.inventory);
    this.console.store.clock = () => this.now;
    Object.assign(this.console.link, { session });
    const copies = copyMaker({
      io: fakeIo(this.#home, async function* () {}).io,
      catalogue: en,
      json: false,
    });
    // As if the superuser had written it: whoever runs the tests has.
    const approversIn = (path: string): Approvers => {
      const text = readFileSync(path, "utf8");
      return { path, text, sha256: sha256Of(text), writable: this.isWritable };
    };
    const directories = { requests: this.directory };
    this.console.runs = new RunDesk(this.console, {
      journal: desk.journal,
      copies,
      directories,
      approversIn,
    });
  }

  static async open(query = "vms=30&seed=1"): Promise<RunScene> {
    const desk = new Desk({ endpoint: "sim:" });
    return new RunScene(desk, await opened(desk, await open(query)));
  }

  /** One that takes the place of the session, as after another Login. */
  async anotherSession(): Promise<Session> {
    const { journal, signer, trail } = this.#desk;
    const { endpoint } = trail;
    const who = { os: "tester1", console: "ops-1", key: signer.fingerprint, session: uuidv7() };
    const next = new Trail(journal, { ...who, endpoint, platform: "vsphere" }, "operator");
    return await opened({ journal, trail: next }, await open("vms=30&seed=1"));
  }

  settle(settings: Partial<EndpointSettings>): void {
    const usual = { demands: { reason: false, ticket: false }, confirm: "risk", lockAfterMs: null } as const;
    // The link goes by one name here, and its session by another.
    for (const name of ["sim", "vc1"]) this.console.store.endpoints.settle(name, { ...usual, ...settings });
  }

  /**
   * @param steps of the procedure, as its file has them
   * @param head what stands before them
   */
  async begin(steps: string, head = ""): Promise<void> {
    await this.console.runs.begin(await this.#wish(steps, head));
  }

  async rehearse(steps: string): Promise<void> {
    await this.console.runs.rehearse(await this.#wish(steps, ""));
  }

  async #wish(steps: string, head: string): Promise<RunWish> {
    const path = join(this.directory, "procedure.yaml");
    writeFileSync(path, `procedure: 1\ntitle: The change\n${head}steps:\n${steps}`);
    const file = await readProcedureFile(path);
    const link = this.console.link as unknown as Link;
    return { file, link, given: {}, purpose: { ticket: "CHG1" } };
  }

  /** The screen as it is painted now. */
  screen(): string {
    return this.#frame.paint(this.console, this.columns, this.rows).lines.join("\n");
  }

  /** What is seen has been there for a while. */
  async see(text: string): Promise<void> {
    const isThere = () => {
      const found = this.screen().includes(text);
      this.now += 1_000;
      return found;
    };
    await vi.waitUntil(isThere, { timeout: 5_000, interval: 5 }).catch(() => {
      throw new Error(`${JSON.stringify(text)} is not on the screen:\n${this.screen()}`);
    });
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) press(this.console, key, key.length === 1 ? key : "");
  }

  type(text: string): void {
    for (const character of text) press(this.console, character, character);
  }

  /** What was recorded of runs: `EndStep off done`. */
  recorded(): readonly string[] {
    const ours = this.entries().filter(({ run, phase }) => run !== undefined && phase !== "intent");
    return ours.map(({ OPR, run, AFT, RST, why }) => {
      const state = typeof AFT?.state === "string" ? AFT.state : undefined;
      const code = RST?.status === "OK" ? undefined : RST?.code;
      return [OPR, run?.step, state, code, why].filter((part) => part !== undefined).join(" ");
    });
  }

  entries(): readonly Entry[] {
    return this.#desk.entries();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.console.runs.leave();
    await this.session.logout();
    this.#desk[Symbol.dispose]();
    this.#place[Symbol.dispose]();
    this.#home[Symbol.dispose]();
  }
}
