import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ANSWER_NAMESPACE, DECISION_NAMESPACES, type HandoverAnswer } from "#domain/handover.js";
import { answerFile } from "#handover/exchange/answer-file.js";
import { answerHandover } from "#handover/exchange/answer-handover.js";
import { readAnswer } from "#handover/exchange/read-answer.js";
import { readHandover } from "#handover/exchange/read-handover.js";
import { takeInAnswer } from "#handover/exchange/take-in-answer.js";
import { canonical } from "#journal/canonical.js";
import type { Signer } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { newSigner } from "../../journal/open-journal.js";
import { isGood } from "../../journal/ssh/ssh-keygen.js";
import { needs } from "../../journal/tools.js";
import { Desk } from "../../session/desk.js";
import { ACCEPTED, codeFrom, QUESTIONED, REFUSED, TwoOperators } from "./two-operators.js";

/** The answer that a file has. */
function answerIn(text: string): HandoverAnswer {
  return JSON.parse(text.slice(0, text.indexOf("\n"))) as HandoverAnswer;
}

/** The same, said otherwise, by whoever has this key. */
function said(answer: HandoverAnswer, other: Partial<HandoverAnswer>, signer: Signer): string {
  const incoming = { ...answer.incoming, key: signer.fingerprint };
  return answerFile({ ...answer, incoming, public: publicKeyLine(signer.publicKey), ...other }, signer);
}

test("both signatures of an answer are good without this program", async (context) => {
  needs(context, "ssh-keygen");
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(ACCEPTED);
  const text = readFileSync(both.path("shift.answer"), "utf8");
  const [line, signature] = [text.slice(0, text.indexOf("\n") + 1), text.slice(text.indexOf("\n") + 1)];
  const { bytes } = await both.read();
  const answer = answerIn(text);
  const signed = (namespace: string, message: string, signature: string) => {
    const time = `${answer.at.slice(0, 19).replaceAll(/[-:T]/gu, "")}Z`;
    const signers = `them ${answer.public}\n`;
    return isGood(both.path("."), { signers, identity: "them", namespace, message, signature, time });
  };
  expect(signed(ANSWER_NAMESPACE, line, signature)).toBe(true);
  expect(signed(DECISION_NAMESPACES.accepted, bytes.toString(), answer.signature)).toBe(true);
  expect(signed(DECISION_NAMESPACES.refused, bytes.toString(), answer.signature)).toBe(false);
});

test("an answer that was altered, by whoever, is not taken in", async () => {
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(REFUSED);
  const text = readFileSync(both.path("shift.answer"), "utf8");
  const answer = answerIn(text);
  const { signer } = both.incoming;
  const stranger = newSigner();
  const forgeries: Readonly<Record<string, readonly [string, string]>> = {
    "another reason": [text.replace("web-01 is off", "web-02 is off"), "SIGNATURE"],
    "another decision": [said(answer, { decision: "accepted", reason: null }, signer), "REPORT_SIGNATURE"],
    "another's signature over the report": [said(answer, {}, stranger), "REPORT_SIGNATURE"],
    "another's name": [
      text.replace(answer.incoming.key, stranger.fingerprint).replace(answer.public, "ssh-ed25519 AAAA"),
      "SIGNATURE",
    ],
    "a refusal without a reason": [said(answer, { reason: null }, signer), "CONTRADICTS"],
    "questions of who refuses": [said(answer, { questions: QUESTIONED.questions }, signer), "CONTRADICTS"],
    "another form": [text.replace('"at"', '"AT"'), "FORM"],
    "a blank more": [text.replace('","', '", "'), "FORM"],
    "half of it": [text.slice(0, 200), "FORM"],
    "no signature": [text.slice(0, text.indexOf("\n") + 1), "SIGNATURE"],
    nothing: ["", "FORM"],
  };
  const { layout } = both.outgoing.journal;
  for (const [name, [forged, problem]] of Object.entries(forgeries)) {
    writeFileSync(both.path("forged.answer"), forged);
    await expect(readAnswer(both.path("forged.answer"), { layout }), name).rejects.toMatchObject({
      problem: { code: "HANDOVER_ANSWER_INVALID", facts: { problem } },
    });
  }
  expect(both.said("outgoing")).toEqual(["HandOver"]);
});

test("each byte of an answer counts", async () => {
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(QUESTIONED);
  const bytes = readFileSync(both.path("shift.answer"));
  const { layout } = both.outgoing.journal;
  // The last one is the newline after the armour, which OpenSSH does without.
  for (let at = 0; at < bytes.length - 1; at += 37) {
    const altered = Buffer.from(bytes);
    altered[at] = (altered[at] ?? 0) ^ 0x01;
    writeFileSync(both.path("altered.answer"), altered);
    const code = await codeFrom(readAnswer(both.path("altered.answer"), { layout }));
    expect(code, `byte ${at}`).toBe("HANDOVER_ANSWER_INVALID");
  }
});

test("an answer to another journal's report, or to none that was handed over, is not taken in", async () => {
  using both = new TwoOperators();
  using others = new TwoOperators();
  await both.handOver();
  await others.handOver();
  await others.answer(ACCEPTED);
  const { layout } = both.outgoing.journal;
  expect(await codeFrom(readAnswer(others.path("shift.answer"), { layout }))).toBe("HANDOVER_UNKNOWN");
});

test("nobody takes a shift over from themselves, by either way", async () => {
  using both = new TwoOperators();
  await both.handOver();
  const { layout, signer } = both.outgoing.journal;
  const own = await readHandover(both.path("shift.tar"), { layout });
  expect(own.isOwn).toBe(true);
  const answered = answerHandover(both.exchange("outgoing"), own, ACCEPTED, both.path("own.answer"));
  expect(await codeFrom(answered)).toBe("HANDOVER_OWN");
  // By another program, which does not ask whose it is.
  await both.answer(ACCEPTED);
  const answer = answerIn(readFileSync(both.path("shift.answer"), "utf8"));
  const signature = signer.signFile(DECISION_NAMESPACES.accepted, own.bytes);
  writeFileSync(both.path("own.answer"), said(answer, { signature }, signer));
  expect(await codeFrom(readAnswer(both.path("own.answer"), { layout }))).toBe("HANDOVER_OWN");
  expect(both.said("outgoing")).toEqual(["HandOver"]);
});

test("an answer that comes again is taken in once", async () => {
  using both = new TwoOperators();
  await both.handOver();
  await both.answer(QUESTIONED);
  const first = await both.takeIn();
  expect(await both.takeIn()).toEqual({ entry: first.entry, isAgain: true, alsoAcceptedBy: null });
  await both.answer(ACCEPTED, "accepted.answer");
  await both.takeIn("accepted.answer");
  // The questions do not come back once it is accepted.
  expect(await both.takeIn()).toMatchObject({ isAgain: true });
  expect(both.said("outgoing")).toEqual(["HandOver", "AnswerHandover", "AnswerHandover"]);
});

test("of two who answer at once, one is taken in, in whatever process, and the other is told so", async () => {
  using both = new TwoOperators();
  using third = new Desk({ os: "tester3", console: "ops-3" });
  await both.handOver();
  await both.answer(ACCEPTED);
  await answerHandover(
    both.exchange("incoming", third),
    await both.read(),
    REFUSED,
    both.path("third.answer"),
  );
  using beside = new Desk({ beside: both.outgoing });
  const { layout } = both.outgoing.journal;
  const take = async (desk: Desk, name: string) =>
    await takeInAnswer(both.exchange("outgoing", desk), await readAnswer(both.path(name), { layout }));
  const taken = await Promise.all([
    codeFrom(take(both.outgoing, "shift.answer")),
    codeFrom(take(beside, "third.answer")),
    codeFrom(take(beside, "shift.answer")),
    codeFrom(take(both.outgoing, "third.answer")),
  ]);
  expect(both.said("outgoing")).toEqual(["HandOver", "AnswerHandover"]);
  expect(taken.toSorted()).toEqual(["HANDOVER_ANSWERED", "HANDOVER_ANSWERED", null, null]);
});

test("who answers twice at once has answered once", async () => {
  using both = new TwoOperators();
  await both.handOver();
  using beside = new Desk({ beside: both.incoming });
  const read = await both.read();
  const answers = [both.incoming, beside, both.incoming].map((desk, at) =>
    answerHandover(both.exchange("incoming", desk), read, ACCEPTED, both.path(`${at}.answer`)),
  );
  const given = await Promise.all(answers);
  expect(given.filter(({ isAgain }) => !isAgain)).toHaveLength(1);
  expect(both.said("incoming")).toEqual(["AcceptHandover"]);
  const files = [0, 1, 2].map((at) => readFileSync(both.path(`${at}.answer`), "utf8"));
  expect(new Set(files).size).toBe(1);
});

test("a capsule that was altered, or that nobody signed, is not answered", async () => {
  using both = new TwoOperators();
  const { file } = await both.handOver().then(() => both.read());
  const { layout } = both.incoming.journal;
  const at = file.indexOf("StartVM");
  const altered = Buffer.from(file);
  altered.write("StopVM_", at);
  writeFileSync(both.path("altered.tar"), altered);
  await expect(readHandover(both.path("altered.tar"), { layout })).rejects.toMatchObject({
    problem: { code: "HANDOVER_INVALID", facts: { problem: expect.stringMatching(/^\S+: /u) } },
  });
  writeFileSync(both.path("no.tar"), "no capsule at all");
  expect(await codeFrom(readHandover(both.path("no.tar"), { layout }))).toBe("HANDOVER_INVALID");
  expect(await codeFrom(readHandover(both.path("none.tar"), { layout }))).toBe("FILE_UNREADABLE");
});

test("texts that no entry can hold are answered in a form that one can", async () => {
  using both = new TwoOperators();
  const remarks = { notes: ["lone \ud800 and \u007f"] };
  await both.handOver("shift.tar", await both.draft({ remarks }));
  await both.answer({ ...REFUSED, reason: "why \u007f?" });
  await both.takeIn();
  expect(both.outgoing.entries().at(-1)?.why).toBe("why %7f?");
  expect(canonical((await both.read()).handover.remarks)).toBe('{"notes":["lone \ufffd and %7f"]}');
});
