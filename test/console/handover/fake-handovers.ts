import type { AnswerHere, Drafted, Handed, HandoversHere } from "#console/handover/handovers-here.js";
import type { Decision, Handover } from "#domain/handover.js";
import type { Additions } from "#handover/exchange/additions.js";
import type { Saying } from "#handover/exchange/answer-handover.js";
import { type AnswerPlace, answerPath } from "#handover/exchange/answer-place.js";
import type { OutgoingHandover, Standing } from "#handover/exchange/known-handovers.js";
import type { HandoverRead } from "#handover/exchange/read-handover.js";
import { en } from "#messages/en.js";
import { sampleShift } from "../../handover/sample-handover.js";

/** Handovers that are nowhere: what is asked of them is told. */
export class FakeHandovers implements HandoversHere {
  readonly key = "SHA256:incoming";
  handover: Handover = sampleShift(en).handover;
  refused: string | null = null;
  waiting: readonly OutgoingHandover[] = [];
  keptAs = "next null";
  added: Additions = { remarks: {}, answers: {} };
  /** Whether a shift comes from the user and the machine that this console is of. */
  isOwnMachine = false;
  alsoAcceptedBy: string | null = null;
  decision: Decision = "questioned";
  full = false;
  /** How often the facts were drawn. */
  drawn = 0;
  readonly #tell: (said: string) => void;

  constructor(tell: (said: string) => void) {
    this.#tell = tell;
  }

  async draft(): Promise<Drafted> {
    this.drawn += 1;
    const { handover, refused, waiting, keptAs, added } = this;
    const keep = (now: Additions) => {
      if (this.full) throw new Error("no space left on device");
      this.added = now;
    };
    return { handover, refused, waiting, keptAs, added, keep };
  }

  async sign(handover: Handover, _: string, path: string): Promise<Handed> {
    this.#tell(`sign ${path} ${JSON.stringify([handover.remarks, handover.answers])}`);
    return { path, seq: 90 };
  }

  /** Members of the file that is read that are not made of its report. */
  unlike: readonly string[] = [];

  async read(path: string): Promise<HandoverRead> {
    return {
      path,
      file: Buffer.from(""),
      capsule: "0".repeat(64),
      handover: this.handover,
      bytes: Buffer.from(""),
      report: "1".repeat(64),
      signature: "",
      origin: "shoseki.test/alice",
      key: "SHA256:outgoing",
      vouched: null,
      isOwn: false,
      newestKnown: null,
      unlike: this.unlike,
    };
  }

  mayBeOwn(): boolean {
    return this.isOwnMachine;
  }

  async answer(_: HandoverRead, saying: Saying, place: AnswerPlace): Promise<Handed> {
    const path = answerPath(place);
    this.#tell(`answer ${path} ${JSON.stringify(saying)}`);
    return { path, seq: 91 };
  }

  async readAnswer(): Promise<AnswerHere> {
    return {
      decision: this.decision,
      revision: 1,
      from: "bob@desk-2",
      key: "SHA256:incoming",
      isKnown: false,
      reason: null,
      questions: this.decision === "questioned" ? [{ section: "operations", seq: 10, text: "why?" }] : [],
      takeIn: async () => {
        this.#tell("take in");
        return { seq: 92, alsoAcceptedBy: this.alsoAcceptedBy };
      },
    };
  }

  async standing(): Promise<Standing> {
    return { outgoing: [], incoming: [] };
  }

  async again(id: string | null, path: string | null): Promise<string> {
    this.#tell(`again ${id} ${path}`);
    return path ?? "again.tar";
  }

  async waive(reason: string): Promise<number> {
    this.#tell(`waive ${reason}`);
    return 93;
  }
}
