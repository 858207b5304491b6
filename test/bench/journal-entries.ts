import { v7 as uuidv7 } from "uuid";
import type { EntryDraft, Facts, Result, Target, Where, Who } from "#domain/entry.js";

const HERE: Where = {
  endpoint: "vsphere://vc1.example",
  platform: "vsphere",
  host: "esx-07.cluster-2.example",
};

const FAILED: Result = {
  status: "NG",
  code: "SERVER_FAULT",
  message: "The operation is not allowed in the current state.",
  fault: "InvalidState",
};

/** Who writes a bench's entries, with the fingerprint of the key that signs them. */
export function benchWho(key: string, session = uuidv7()): Who {
  return { name: "VSPHERE.LOCAL\\operator1", os: "operator1", console: "ops-1.example", key, session };
}

/**
 * The operation of this number: its intent and its outcome. One in ten is a DeleteVM, whose before-state is long, the
 * others are ModifyMemory; one in a thousand fails. Lines of 700 to 1,500 bytes.
 */
export function operationDrafts(
  who: Who,
  number: number,
  time: Date = new Date(),
): readonly [EntryDraft, EntryDraft] {
  const name = `web-${String(number % 5_000).padStart(4, "0")}`;
  const TGT: Target = {
    kind: "VirtualMachine",
    id: `vm-${1_000 + (number % 5_000)}`,
    uuid: `4207${String(number % 5_000).padStart(4, "0")}-3c1e-5a77-9d02-5b0c7a1de211`,
    name,
  };
  const act = number % 10 === 9 ? deleting(name) : modifying(name, number);
  const id = uuidv7();
  const STR = time.toISOString();
  const common = {
    OPR: act.OPR,
    USR: who,
    HST: HERE,
    TGT,
    STR,
    BEF: act.BEF,
    ask: act.ask,
    ticket: "CHG-20261",
  };
  const intent: EntryDraft = { ...common, id, phase: "intent" };
  const outcome: EntryDraft = {
    ...common,
    id: uuidv7(),
    phase: "outcome",
    ref: id,
    END: STR,
    ms: 158,
    AFT: act.AFT,
    RST: number % 1_000 === 999 ? FAILED : { status: "OK" },
    task: `task-${number}`,
  };
  return [intent, outcome];
}

interface Act {
  readonly OPR: string;
  readonly ask: string;
  readonly BEF: Facts;
  readonly AFT: Facts;
}

function modifying(name: string, number: number): Act {
  const [before, after] = number % 2 === 0 ? [4_096, 8_192] : [8_192, 4_096];
  return {
    OPR: "ModifyMemory",
    ask: `memory ${name} ${after}MiB`,
    BEF: { name, memoryMiB: before },
    AFT: { name, memoryMiB: after },
  };
}

function deleting(name: string): Act {
  const disks = [1, 2, 3, 4].map(
    (disk) => `Hard disk ${disk}: 40960 MiB, [datastore-ssd-02] ${name}/${name}_${disk}.vmdk`,
  );
  return {
    OPR: "DeleteVM",
    ask: `delete ${name}`,
    BEF: {
      name,
      power: "off",
      cpus: 4,
      memoryMiB: 8_192,
      diskMiB: 163_840,
      disks: disks.join("; "),
      snapshots: "作業前; before the upgrade",
      host: "esx-07.cluster-2.example",
      datastore: "datastore-ssd-02",
      folder: "/DC0/vm/customers/retired",
    },
    AFT: {},
  };
}
