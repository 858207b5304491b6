import { createPrivateKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Checkpointer } from "#journal/checkpointer.js";
import { type Signer, signerOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { OperatorHome } from "../stories/shoseki.js";
import { foundingDraft, note } from "./entries.js";
import { entriesOnDisk } from "./on-disk.js";
import { newSigner, openJournal } from "./open-journal.js";

/** A journal that the program founded and worked in, 700 entries long, of two keys, with its checkpoints. */
export interface RealJournal extends Disposable {
  readonly home: OperatorHome;
  readonly directory: string;
  /** The signers of its epochs, in their order. */
  readonly signers: readonly [Signer, Signer];
  /** The first entry of the second key. */
  readonly rotatedAt: number;
}

const SEGMENT_BYTES = 100_000;

/** A shift's work by `shoseki exec`, then notes and checkpoints of the same key and, after a rotation, of the next. */
export async function realJournal(): Promise<RealJournal> {
  const home = new OperatorHome();
  const directory = home.journal;
  const lines = ["cpu web-02 4", "memory web-02 8GiB", "note 交代します"];
  const ran = await home.run(["exec", "sim:?vms=3", "vms", ...lines]);
  if (ran.code !== 0) throw new Error(ran.err);
  const signers = [keyOf(home), newSigner()] as const;
  await shift(directory, signers[0], [1, 100, 155, 90]);
  const { key: founded } = entriesOnDisk(directory)[0]!;
  if (founded === undefined) throw new Error("the first entry introduces no key");
  {
    using open = openJournal(directory, { signer: signers[0] });
    const introduced = { ...founded, public: publicKeyLine(signers[1].publicKey) };
    open.journal.rotate({ ...foundingDraft(open.key, introduced.public), key: introduced });
  }
  const rotatedAt = entriesOnDisk(directory).length;
  const left = 700 - rotatedAt - 1;
  await shift(directory, signers[1], [1, 200, left - 200]);
  return { home, directory, signers, rotatedAt, [Symbol.dispose]: () => home[Symbol.dispose]() };
}

/** So many notes, then a checkpoint, and so on. */
async function shift(directory: string, signer: Signer, counts: readonly number[]): Promise<void> {
  using open = openJournal(directory, { signer, segmentBytes: SEGMENT_BYTES });
  const checkpointer = new Checkpointer(open.journal);
  for (const count of counts) {
    for (let index = 0; index < count; index += 1) open.journal.append(note(open.key, `引き継ぎ ${index}`));
    await checkpointer.sign();
  }
}

/** The key that the program made for its journal, out of the operator's encrypted file. */
function keyOf(home: OperatorHome): Signer {
  const keys = join(home.directory, ".config/shoseki/keys");
  const [name = ""] = readdirSync(keys).filter((file) => file.endsWith(".pem"));
  const key = readFileSync(join(keys, name), "utf8");
  return signerOf(createPrivateKey({ key, passphrase: "a passphrase of the tests" }));
}
