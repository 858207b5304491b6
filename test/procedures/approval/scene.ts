import { v7 as uuidv7 } from "uuid";
import { generatePrivateKey, type Signer, signerOf } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import type { Approvers } from "#procedures/approval/approvers.js";
import { type FrozenPlan, planHash } from "#procedures/approval/frozen-plan.js";
import {
  APPROVAL_NAMESPACE,
  type ApprovalRequest,
  newRequest,
  requestText,
  sha256Of,
} from "#procedures/approval/request.js";
import { type Presented, verifyApproval } from "#procedures/approval/verify-approval.js";

export const NOW = Date.parse("2026-03-04T05:06:07.000Z");
const HOUR = 3_600_000;

/** Alice asks at ws1; Bob, whose key is in the approvers' file, is at ws2. */
export class Scene {
  readonly alice = signerOf(generatePrivateKey());
  readonly bob = signerOf(generatePrivateKey());
  readonly frozen: FrozenPlan;
  readonly request: ApprovalRequest;
  readonly bytes: Buffer;

  constructor(change: Partial<FrozenPlan> = {}, validForMs = 4 * HOUR) {
    this.frozen = { ...plan(), ...change };
    this.request = newRequest({
      title: "Patch a host",
      frozen: this.frozen,
      operator: {
        name: "administrator@vsphere.local",
        os: "alice",
        console: "ws1",
        key: this.alice.fingerprint,
      },
      journal: "ws1/shoseki/0",
      now: NOW,
      validForMs,
    });
    this.bytes = Buffer.from(requestText(this.request));
  }

  /** As it is held against the run, an hour later, unless `change` says otherwise. */
  presented(change: Partial<Presented> = {}): Presented {
    return {
      request: this.bytes,
      signature: this.bob.signFile(APPROVAL_NAMESPACE, change.request ?? this.bytes),
      expected: {
        run: this.frozen.run,
        step: this.frozen.step,
        plan: planHash(this.frozen),
        requests: new Set([sha256Of(this.bytes)]),
        used: new Set(),
      },
      approvers: approversOf(`bob@ws2 ${lineOf(this.bob)}\n`),
      operator: {
        identities: ["alice@ws1"],
        os: "alice",
        console: "ws1",
        login: "administrator@vsphere.local",
        keys: [this.alice.fingerprint],
      },
      now: NOW + HOUR,
      ...change,
    };
  }

  /** `approved`, or the code and what it says. */
  verdict(change: Partial<Presented> = {}): unknown {
    const verdict = verifyApproval(this.presented(change));
    return "approved" in verdict ? "approved" : [verdict.refused.code, verdict.refused.facts];
  }
}

export function plan(): FrozenPlan {
  return {
    procedure: "ab".repeat(32),
    run: uuidv7(),
    endpoint: "vsphere://vc1.example",
    step: "wipe",
    ticket: "CHG0001042",
    parameters: { host: { id: "host-12", name: "esx1" }, window: "a" },
    operations: [
      {
        line: "delete @vm-42",
        operation: "DeleteVM",
        item: "vm-42",
        target: { kind: "VirtualMachine", id: "vm-42", name: "web-01" },
        before: { power: "off", memoryMiB: 4096 },
        wanted: {},
        chosen: {},
        losses: [{ kind: "disk", label: "Hard disk 1", sizeMiB: 8192, file: null }],
      },
    ],
    items: [{ id: "vm-42", name: "web-01" }],
    source: null,
  };
}

export function lineOf({ publicKey }: Signer): string {
  return publicKeyLine(publicKey);
}

export function approversOf(text: string): Approvers {
  return { path: "/etc/shoseki/approvers", text, sha256: sha256Of(text), writable: false };
}
