import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { generatePrivateKey, signerOf } from "#journal/signer.js";
import { parseKeyBlob } from "#journal/ssh/public-key.js";
import { planHash } from "#procedures/approval/frozen-plan.js";
import { APPROVAL_NAMESPACE, requestText, sha256Of } from "#procedures/approval/request.js";
import { verifyApproval } from "#procedures/approval/verify-approval.js";
import { shortOrLong } from "../../counts.js";
import { SecurityKey } from "../../journal/ssh/security-key.js";
import { opensshKey } from "../../journal/ssh/ssh-keygen.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { needs } from "../../journal/tools.js";
import { approversOf, lineOf, NOW, Scene } from "./scene.js";

const HOUR = 3_600_000;

test("a second person's approval counts, and says who gave it for what", () => {
  const scene = new Scene();
  const presented = scene.presented();
  expect(verifyApproval(presented)).toEqual({
    approved: {
      approver: "bob@ws2",
      key: scene.bob.fingerprint,
      nonce: scene.request.nonce,
      plan: planHash(scene.frozen),
      request: sha256Of(scene.bytes),
      signature: sha256Of(presented.signature),
      approvers: presented.approvers.sha256,
      writable: false,
    },
  });
});

test("it counts whatever the key: of ssh-keygen, and one that is touched", (context) => {
  needs(context, "ssh-keygen");
  using place = temporaryDirectory();
  const scene = new Scene();
  const signed = [
    ...[["ed25519"], ["ecdsa", "384"], ["rsa", "3072"]].map((type) => {
      const { line, sign } = opensshKey(place.path, type.join(), type);
      return { line, signature: sign(APPROVAL_NAMESPACE, scene.bytes) };
    }),
    ...(["sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"] as const).map((type) => {
      const key = new SecurityKey(type);
      return { line: key.line, signature: key.signFile(APPROVAL_NAMESPACE, scene.bytes) };
    }),
  ];
  for (const { line, signature } of signed) {
    expect(scene.verdict({ signature, approvers: approversOf(`bob ${line}\n`) })).toBe("approved");
  }
});

test("an approval for another run, step or plan is refused", () => {
  const scene = new Scene();
  const { expected } = scene.presented();
  const now = (change: Partial<typeof expected>) => scene.verdict({ expected: { ...expected, ...change } });
  expect(now({ run: uuidv7() })).toEqual(["APPROVAL_OTHER_PLAN", { what: "RUN" }]);
  expect(now({ step: "evacuate" })).toEqual(["APPROVAL_OTHER_PLAN", { what: "STEP" }]);
  expect(now({ step: null })).toEqual(["APPROVAL_OTHER_PLAN", { what: "STEP" }]);
  const grown = planHash({ ...scene.frozen, items: [] });
  expect(now({ plan: grown })).toEqual(["APPROVAL_OTHER_PLAN", { what: "PLAN" }]);
});

test("a request that this run never made is refused, although it is for this plan", () => {
  const scene = new Scene();
  const forged = Buffer.from(requestText({ ...scene.request, expires: "2099-01-01T00:00:00.000Z" }));
  expect(scene.verdict({ request: forged })).toEqual(["APPROVAL_ALTERED", { what: "NOT_REQUESTED" }]);
});

test("nobody approves for themselves: not with a key of their own, nor with one that was rotated away", () => {
  const scene = new Scene();
  const signature = scene.alice.signFile(APPROVAL_NAMESPACE, scene.bytes);
  const approvers = approversOf(`carol ${lineOf(scene.alice)}\n`);
  const own = ["APPROVAL_OWN", { name: scene.alice.fingerprint, why: "KEY" }];
  expect(scene.verdict({ signature, approvers })).toEqual(own);
  const { operator } = scene.presented();
  // Another operator has taken the run over: whoever asked may not approve it.
  expect(scene.verdict({ signature, approvers, operator: { ...operator, keys: [] } })).toEqual(own);
  const old = signerOf(generatePrivateKey());
  const keys = [old.fingerprint, scene.alice.fingerprint];
  expect(
    scene.verdict({
      signature: old.signFile(APPROVAL_NAMESPACE, scene.bytes),
      approvers: approversOf(`carol ${lineOf(old)}\n`),
      operator: { ...operator, keys },
    }),
  ).toEqual(["APPROVAL_OWN", { name: old.fingerprint, why: "KEY" }]);
});

test.each([
  "alice@ws1",
  "ALICE@WS1",
  "Alice",
  "alice@elsewhere.example",
  "EXAMPLE\\alice",
  "administrator@vsphere.local",
  "Administrator@other.example",
  "bob,alice@example.org",
  "*",
  "*@example.org",
  "al?ce@example.org",
  '"bob,alice"',
])("a key that speaks for %s could be the operator's own", (principals) => {
  const scene = new Scene();
  const approvers = approversOf(`${principals} ${lineOf(scene.bob)}\n`);
  expect(scene.verdict({ approvers })).toEqual(["APPROVAL_OWN", { name: expect.any(String), why: "NAME" }]);
});

test.each(["bob", "alicia@ws1", "bob@ws1", "!alice@example.org,!administrator@example.org,*@example.org"])(
  "a key that speaks for %s is a second person's",
  (principals) => {
    const scene = new Scene();
    expect(scene.verdict({ approvers: approversOf(`${principals} ${lineOf(scene.bob)}\n`) })).toBe(
      "approved",
    );
  },
);

test("a second line that gives the operator's name to the same key takes its word away", () => {
  const scene = new Scene();
  const key = lineOf(scene.bob);
  const approvers = approversOf(`bob ${key}\nalice@example.org ${key}\n`);
  expect(scene.verdict({ approvers })).toEqual(["APPROVAL_OWN", { name: "alice@example.org", why: "NAME" }]);
});

test("somebody who is not in the file, not any more, or not for approvals is refused", () => {
  const scene = new Scene();
  const key = lineOf(scene.bob);
  const files = [
    "",
    `bob ${lineOf(scene.alice)}\n`,
    `# bob ${key}\n`,
    `bob namespaces="entry@shoseki" ${key}\n`,
    `bob valid-before="20260304060606Z" ${key}\n`,
    `bob valid-after="20260304060608Z" ${key}\n`,
    `bob cert-authority ${key}\n`,
  ];
  for (const text of files) {
    expect(scene.verdict({ approvers: approversOf(text) })).toEqual([
      "APPROVAL_NOT_ALLOWED",
      { key: scene.bob.fingerprint, path: "/etc/shoseki/approvers" },
    ]);
  }
  const options = `namespaces="x,approval@*",valid-after="20260304060606Z",valid-before="20260304060607Z"`;
  expect(scene.verdict({ approvers: approversOf(`bob ${options} ${key}\n`) })).toBe("approved");
});

test("an approval counts until it expires, and not then", () => {
  const scene = new Scene();
  expect(scene.verdict({ now: NOW + 4 * HOUR - 1 })).toBe("approved");
  expect(scene.verdict({ now: NOW + 4 * HOUR })).toEqual([
    "APPROVAL_EXPIRED",
    { expires: "2026-03-04T09:06:07.000Z", now: "2026-03-04T09:06:07.000Z" },
  ]);
});

test("an approval counts once", () => {
  const scene = new Scene();
  const { expected } = scene.presented();
  const used = new Set([scene.request.nonce]);
  expect(scene.verdict({ expected: { ...expected, used } })).toEqual([
    "APPROVAL_REPLAYED",
    { run: scene.frozen.run },
  ]);
});

test("a signature that was made for something else is refused", () => {
  const scene = new Scene();
  for (const namespace of ["entry@shoseki", "file", "approval@shosek"]) {
    const signature = scene.bob.signFile(namespace, scene.bytes);
    expect(scene.verdict({ signature })).toEqual(["APPROVAL_ALTERED", { what: "SIGNATURE" }]);
  }
});

const FLIPS = shortOrLong(400, 20_000);

test(`one byte changed of request or signature, ${FLIPS} times: refused`, () => {
  const scene = new Scene();
  const presented = scene.presented();
  const signature = Buffer.from(presented.signature);
  const approvers = presented.approvers;
  const flip = fc.tuple(fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(flip, ([inRequest, at, mask]) => {
      const changed = Buffer.from(inRequest ? scene.bytes : signature);
      const place = at % changed.length;
      changed[place] = changed[place]! ^ mask;
      const verdict = inRequest
        ? scene.verdict({ request: changed, signature: presented.signature, approvers })
        : scene.verdict({ signature: changed.toString("latin1"), approvers });
      expect(verdict).toMatchObject(["APPROVAL_ALTERED", {}]);
    }),
    { numRuns: FLIPS },
  );
});

test("one byte changed of a touched key's signature, at every place: refused", () => {
  const scene = new Scene();
  const key = new SecurityKey("sk-ecdsa-sha2-nistp256@openssh.com");
  expect(parseKeyBlob(key.blob)).not.toBeNull();
  const approvers = approversOf(`bob ${key.line}\n`);
  const signature = Buffer.from(key.signFile(APPROVAL_NAMESPACE, scene.bytes));
  expect(scene.verdict({ signature: signature.toString(), approvers })).toBe("approved");
  for (const place of signature.keys()) {
    const changed = Buffer.from(signature);
    changed[place] = changed[place]! ^ 1;
    expect(scene.verdict({ signature: changed.toString("latin1"), approvers })).toMatchObject([
      "APPROVAL_ALTERED",
      {},
    ]);
  }
});
