import type { HandoverViewTexts } from "#messages/handover-view-texts.js";

export const handoverView: HandoverViewTexts = {
  size: ({ section, count, targets }) => {
    if (section === "operations") return `${count} on ${targets} ${targets === 1 ? "target" : "targets"}`;
    return section === "journal" ? `checkpoint of ${count}` : String(count);
  },
  none: "none",
  journal: ({ sound }) => (sound ? ", sound" : ", NOT SOUND"),
  shift: ({ from, to, firstSeq, lastSeq }) =>
    lastSeq < firstSeq
      ? `no entry from #${firstSeq} on`
      : `${from} to ${to}, entries #${firstSeq} to #${lastSeq}`,
  held: "handover take FILE, or waive",
  drafting: "Reading the journal for the report ...",
  decisions: {
    waiting: "waits for an answer",
    accepted: "accepted",
    refused: "refused",
    questioned: "questioned",
    replaced: "replaced by a later revision",
    twice: "ACCEPTED BY TWO PEOPLE",
  },
  outgoing: {
    title: "Hand over the shift",
    draft: ({ revision }) =>
      revision === 1 ? "draft, not signed" : `draft of revision ${revision}, not signed`,
    howTo:
      "The facts come from the journal and go on with it until you sign. What you add is kept when you close this.",
    refused: ({ reason }) => `The revision before was refused: ${reason}`,
    questions: ({ count, unanswered }) =>
      `${count} ${count === 1 ? "question was" : "questions were"} asked${unanswered === 0 ? "; all have an answer." : `; ${unanswered} without an answer.`}`,
    unanswered: "no answer yet",
    remarks: ({ count }) => (count === 1 ? "1 remark" : `${count} remarks`),
    read: "read it",
    add: "add a remark",
    edit: "edit",
    answer: "answer",
    takeAway: "take away",
    sign: "sign",
    asksRemark: ({ section }) => `What should the incoming operator know about: ${section}?`,
    asksAnswer: ({ question }) => `You are asked: ${question}\nYour answer:`,
    nothing: "there is nothing to hand over yet: the journal has no entry since",
    waiting: ({ revision, seq, at }) =>
      `Revision ${revision} (#${seq}) waits for its answer since ${at}: handover answer FILE takes it in.`,
    answerFirst: "there are questions without an answer: Enter on each answers it",
    answerHere: "a question is answered: Enter does that",
    mustBeSaid: "Nothing was typed: Esc leaves it as it is.",
    noRemark: "there is nothing that you have added here",
    asksPath: "Which file is the handover written to? Nothing that is there is replaced.",
    pathTaken: ({ path }) => `${path} is there already, and is not replaced. Name another file.`,
    pathNowhere: ({ directory }) =>
      `Nothing can be written in ${directory}. Name a file in another directory.`,
    signTitle: "Sign the handover",
    about: ({ path, revision, firstSeq, lastSeq, key }) => [
      `You sign revision ${revision} of the report on entries #${firstSeq} to #${lastSeq} with the journal's key ${key}.`,
      `It is recorded, and written with the evidence to ${path}: give that file to the incoming operator.`,
      "Where this console is recorded, the shift's recording ends here and a new one begins.",
      "What is signed is not changed any more. Questions and a refusal are answered by another revision.",
    ],
    yes: "yes, sign it",
    writing: "Signing, and writing the file ...",
    signed: ({ path, seq }) =>
      `Handed over by #${seq}. Give ${path} to the incoming operator; what they answer is taken in by: handover answer FILE.`,
    notKept: ({ cause }) => `What you add cannot be kept on the disk (${cause}); it was not added.`,
  },
  incoming: {
    title: "Take over the shift",
    howTo: "Read each section that has something in it. Nothing is accepted before that.",
    reading: "Reading and checking the file ...",
    verdictTitle: "What the file is",
    verdict: ({ from, origin, key, known, revision, shift, sound, mayBeOwn }) => [
      `Handed over by ${from}, revision ${revision}: ${shift}.`,
      "Checked: nothing in the file is changed, cut, swapped or missing; every entry and the report are signed.",
      sound
        ? "Their journal was sound when it was verified for the report."
        : "THEIR JOURNAL WAS NOT SOUND when it was verified for the report: its section says why.",
      `Journal ${origin}, key ${key}.`,
      known
        ? "You have answered a report with this key before."
        : "This key is not known here. Compare it with what the outgoing operator shows you (shoseki key show), not with the file.",
      ...(mayBeOwn
        ? [
            "WARNING: it comes from the very user and machine that you work as. Unless another person has handed it over, do not accept it; you are asked whose it is.",
          ]
        : []),
    ],
    agree: "it is their key: read the report",
    goOn: "read the report",
    toRead: "to read",
    seen: "read",
    answers: ({ count }) => (count === 1 ? "1 answer" : `${count} answers`),
    left: ({ count }) => (count === 0 ? "all is read" : `${count} to read`),
    read: "read it",
    question: "ask about it",
    sendQuestions: "send questions",
    accept: "accept",
    refuse: "refuse",
    asksQuestion: ({ section, seqs }) =>
      `What do you ask about: ${section}?${seqs ? "\nBegin with #SEQ to ask about one entry of it." : ""}`,
    notThere: ({ seq, section }) => `There is no #${seq} in ${section}: nothing was asked.`,
    noQuestion: "there is no question",
    withdrawFirst: "you have asked questions: send them, or take them away",
    readFirst: ({ parts }) => `not read to its end yet: ${parts.join(", ")}`,
    asksAccept: ({ word, path }) =>
      `You take the shift over as the report says, and sign the same bytes with your key. It is recorded in your journal, and the answer is written to ${path}.\nType ${word} to accept:`,
    notThat: "That is not it; nothing was accepted.",
    asksWhose:
      "It was handed over by the user and on the machine that you work as. Your journal says why you take it over all the same.\nWhose shift is it?",
    asksReason: ({ path }) =>
      `You refuse the report: you sign that, it is recorded in your journal, and the answer is written to ${path}. The shift stays where it is.\nWhy is it refused?`,
    asksSend: ({ count, path }) =>
      `${count === 1 ? "Your question goes" : `Your ${count} questions go`} back to the outgoing operator: you sign that, it is recorded in your journal, and written to ${path}. The shift stays where it is.`,
    mustBeSaid: "A reason must be given; nothing was answered.",
    writing: "Recording, and writing the answer ...",
    answered: ({ decision, path, seq }) =>
      `${{ accepted: "Accepted", refused: "Refused", questioned: "Questions asked" }[decision]} by #${seq}. Give ${path} to the outgoing operator.`,
  },
  answer: {
    title: "The answer to your handover",
    about: ({ decision, from, key, revision, reason, known }) => [
      `${from} has ${{ accepted: "ACCEPTED", refused: "REFUSED", questioned: "QUESTIONED" }[decision]} revision ${revision}, and signed that with the key ${key}.`,
      ...(reason === null ? [] : [`Why: ${reason}`]),
      known
        ? "This key has answered a handover of yours before."
        : "Compare the key with what the incoming operator shows you (shoseki key show).",
    ],
    takeIn: "it is their key: record the answer",
    record: "record the answer",
    takenIn: ({ decision, seq }) =>
      decision === "accepted"
        ? `Recorded as #${seq}: the shift is taken over.`
        : `Recorded as #${seq}: hand over again with the next revision.`,
    acceptedTwice: ({ seq, key }) =>
      `Recorded as #${seq}: TWO PEOPLE THINK THAT THEY HAVE THE SHIFT. ${key} had accepted it before. Talk with both.`,
  },
  list: {
    title: "Handovers",
    empty: "There are no handovers in this journal.",
    outgoing: ({ revision, at, id }) => `${at}  ${id}  given, revision ${revision}`,
    incoming: ({ revision, at, id, origin }) => `${at}  ${id}  from ${origin}, revision ${revision}`,
    asksAgain: "Its file is written again, the same bytes. Where to? Empty: under its own name, here.",
    writtenAgain: ({ path }) => `Written again: ${path}.`,
  },
  waive: { waived: ({ seq }) => `Recorded as #${seq}: the shift begins without a handover.` },
  leave: {
    notHandedOver: ({ count }) =>
      count === 1
        ? "One operation was done since the last handover, and is handed over to nobody."
        : `${count} operations were done since the last handover, and are handed over to nobody.`,
    handOver: "hand over first",
  },
};
