import { expect, test } from "vitest";
import type { Problem } from "#domain/errors.js";
import { FILE_FAULTS } from "#domain/file-fault.js";
import type { Loss } from "#domain/loss.js";
import type { NotAsked } from "#domain/not-asked.js";
import { openToRead } from "#files/open-to-read.js";
import { byteSource } from "#handover/capsule/byte-source.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";
import { problems } from "./samples.js";

/** Facts that are for the caret, for a machine or said in other words. */
const notRepeated: Readonly<Record<string, readonly string[]>> = {
  UNKNOWN_VERB: ["line", "column"],
  CAST_INVALID: ["problem"],
  REMARKS_INVALID: ["problem"],
  SYNTAX: ["line", "column", "problem", "word", "suggestions"],
  POWER_STATE: ["power", "needs"],
  NO_CHANGE: ["what"],
  NAME_INVALID: ["name", "problem", "limit"],
  READ_ONLY: ["by"],
  NO_HOT_ADD: ["what"],
  NO_HOT_REMOVE: ["what"],
  SIZE_IMPOSSIBLE: ["what", "problem"],
  NEEDS_YES: ["losses"],
  TARGET_NOT_AS_LEFT: ["what"],
  NOT_UNDOABLE: ["why"],
  NO_PLACE: ["what"],
  PLACE_APART: ["what"],
  PLACE_ELSEWHERE: ["why"],
  MOVE_IMPOSSIBLE: ["why", "about"],
  NOT_ASKED: ["fault"],
  CHANGE_NOT_SHOWN: ["of"],
  THEME_INVALID: ["problem"],
  PROFILE_INVALID: ["problem"],
  PROCEDURE_INVALID: ["problem"],
  EXPRESSION_FAILED: ["problem"],
  PARAMETER_INVALID: ["problem"],
  KEY_MISSING: ["keyring"],
  EVIDENCE_UNREADABLE: ["expected"],
  CERTIFICATE_FILE_UNFIT: ["problem"],
  EVIDENCE_ELSEWHERE: ["is"],
  HANDOVER_KEY_UNKNOWN: ["of"],
  HANDOVER_ANSWERED: ["decision", "by"],
  HANDOVER_OTHER_FILE: ["is"],
  HANDOVER_ANSWER_INVALID: ["problem"],
  HANDOVER_NOT_REVISABLE: ["state"],
  HANDOVER_UNANSWERED: ["questions"],
  HANDOVER_NOT_SIGNED: ["why"],
  HANDOVER_NOT_WRITTEN: ["recorded"],
  RECORDING_FAILED: ["full", "means"],
  RECORDING_REQUIRED: ["by"],
  CAPSULE_INVALID: ["problem"],
  APPROVERS_WRITABLE: ["why"],
  APPROVAL_REQUEST_INVALID: ["problem"],
  APPROVAL_NOT_SIGNED: ["why"],
  APPROVAL_ALTERED: ["what"],
  APPROVAL_OTHER_PLAN: ["what"],
  APPROVAL_OWN: ["why"],
  CERTIFICATE_CHANGED: ["keeper"],
  ANCHOR_COMMAND_FAILED: ["why"],
  ANCHOR_COMMAND_UNFINISHED: ["why"],
  PASSWORD_COMMAND_FAILED: ["why"],
  PASSWORD_KEYRING_FAILED: ["why"],
  PASSWORD_NOT_KEPT: ["why"],
  SESSION_NOT_SHARED: ["why"],
  // Said in minutes or seconds.
  CHECK_FAILED: ["withinMs"],
};

test("an explanation holds every fact, in either language", () => {
  for (const catalogue of [en, ja]) {
    for (const problem of problems) {
      const { what, next } = explain(problem, catalogue);
      for (const [fact, value] of Object.entries(problem.facts)) {
        if (notRepeated[problem.code]?.includes(fact)) continue;
        // A kind of problem with facts of its own has words of its own.
        if (problem.code === "USAGE" && typeof value === "object") continue;
        // A disk or a snapshot that was not named is said in words.
        if (value === null) continue;
        // Of what a check saw each name and each value.
        if (problem.code === "CHECK_FAILED" && typeof value === "object") {
          const seen = Object.entries(value).flat().map(String);
          for (const part of seen) expect(what, `${problem.code}.${fact}`).toContain(part);
          continue;
        }
        const shown = Array.isArray(value) ? value : [String(value).replace(/\.$/, "")];
        for (const part of shown) expect(`${what} ${next}`, `${problem.code}.${fact}`).toContain(part);
      }
    }
  }
});

test("each part is a sentence", () => {
  for (const problem of problems) {
    for (const part of Object.values(explain(problem, en))) {
      expect(part, problem.code).toMatch(/^[\p{Lu}\p{Ll}\d/].*[.?]$|^Usage: .+$/u);
      expect(part, problem.code).not.toContain("..");
    }
    for (const part of Object.values(explain(problem, ja))) expect(part, problem.code).toMatch(/[。）)\w]$/u);
  }
});

test("an untrusted certificate is shown with all that is needed to check it, and how to go on", () => {
  const problem: Problem = {
    code: "CERTIFICATE_UNTRUSTED",
    facts: {
      endpoint: "vsphere://vc1.example",
      reasons: ["DEPTH_ZERO_SELF_SIGNED_CERT", "CERT_HAS_EXPIRED"],
      thumbprint: "3F:A1:09",
      subject: "CN=vc1.example",
      issuer: "CN=lab CA",
      from: "2026-01-01",
      until: "2027-01-01",
    },
  };
  expect(explain(problem, en)).toEqual({
    what:
      "The certificate of vsphere://vc1.example is not trusted: it is self-signed and it has expired. " +
      "Subject CN=vc1.example; " +
      "issuer CN=lab CA; valid from 2026-01-01 until 2027-01-01; SHA-256 3F:A1:09.",
    notDone: "No session was opened, and no password was sent.",
    next:
      "Check the thumbprint by another way than this connection (the server's own console, its administrator); " +
      "if it is right, have it kept by shoseki trust vc1.example at a terminal, or pass --thumbprint 3F:A1:09, or pass the " +
      "issuer's certificate with --ca FILE.",
  });
  expect(explain(problem, ja).what).toContain("（自己署名証明書です。有効期限が切れています）");
});

test("where nobody knows whether it was done, the explanation does not claim that it was not", () => {
  for (const problem of problems) {
    const { notDone } = explain(problem, en);
    const open = [
      "CONNECTION_LOST",
      "REPLY_TIMEOUT",
      "REPLY_INVALID",
      "GAVE_UP_WAITING",
      "SHARED_SESSION_LOST",
      "AT_BOTH",
      "STILL_THERE",
      "NOWHERE",
      "LOOK_ELSEWHERE",
      "ANCHOR_COMMAND_UNFINISHED",
      "SERVER_UNSURE",
    ].includes(problem.code);
    expect(/nobody here knows/i.test(notDone), problem.code).toBe(open);
    expect(explain(problem, ja).notDone.includes("不明です") || !open, problem.code).toBe(true);
  }
});

test("what was done by half is said in our words, and the server's are not said to be all", () => {
  const facts = { fault: "VOLUME_LEFT", message: "the machine is deleted, images/a is there" };
  for (const code of ["SERVER_FAULT", "TASK_FAILED"] as const) {
    const { what, notDone } = explain({ code, facts }, en);
    expect(what).toMatch(/^It was done by half, .*images\/a is there \(VOLUME_LEFT\)\.$/);
    expect(what).not.toMatch(/server/);
    expect(notDone).toMatch(/^The rest was not done/);
    expect(explain({ code, facts }, ja).what).toMatch(/^一部だけ.*images\/a is there（VOLUME_LEFT）。$/);
  }
});

test("of a machine that is not where it was to be, the server's words are told, whichever they are", () => {
  const crossed = { name: "web-01", from: "kvm-a", to: "kvm-b" };
  const words = { fault: "VIR_ERR_OPERATION_FAILED", message: "lost contact." };
  for (const code of ["AT_BOTH", "STILL_THERE", "NOWHERE", "LOOK_ELSEWHERE"] as const) {
    const [done, failed] = [crossed, { ...crossed, ...words }].map(
      (facts) => explain({ code, facts }, en).what,
    );
    expect(done).toMatch(/^The server says that the move succeeded[,;] /);
    expect(failed).toMatch(
      /^The server says that the move failed: lost contact \(VIR_ERR_OPERATION_FAILED\)[,;] .*kvm-a/,
    );
    const japanese = explain({ code, facts: { ...crossed, ...words } }, ja).what;
    expect(japanese).toMatch(/^サーバーは移行の失敗を報告しました（lost contact、VIR_ERR_OPERATION_FAILED）/);
  }
});

test("properties and states are said in the operator's words", () => {
  const said = (problem: Problem) => [explain(problem, en).what, explain(problem, ja).what];
  expect(said({ code: "NO_HOT_ADD", facts: { name: "web-01", what: "memory" } })).toEqual([
    "web-01 is running and does not allow the memory to be raised while it does (hot-add is off).",
    "web-01 は稼働中で、メモリのホットアドが無効なため増やせません。",
  ]);
  expect(said({ code: "POWER_STATE", facts: { name: "web-01", power: "on", needs: "off" } })).toEqual([
    "web-01 is powered on, and this needs it to be powered off.",
    "web-01 の電源状態は「電源オン」です。この操作は「電源オフ」の状態でのみ実行できます。",
  ]);
  expect(
    said({ code: "POWER_STATE", facts: { name: "web-01", power: "suspended", needs: "on|off" } }),
  ).toEqual([
    "web-01 is suspended, and this needs it to be powered on or powered off.",
    "web-01 の電源状態は「サスペンド」です。この操作は「電源オン」または「電源オフ」の状態でのみ実行できます。",
  ]);
  expect(said({ code: "NO_CHANGE", facts: { name: "x", what: "constructor", value: "1" } })[0]).toBe(
    "x already has 1 as constructor.",
  );
});

test("a hundred candidates are cut to what can be read, and counted", () => {
  const candidates = Array.from({ length: 100 }, (_, n) => `/DC0/vm/f${n}/web (@vm-${n})`);
  const { what } = explain({ code: "TARGET_AMBIGUOUS", facts: { text: "web", candidates } }, en);
  expect(what).toMatch(/^web could be any of 100: /);
  expect(what).toMatch(/\(@vm-9\), and 90 more\.$/);
});

test("what an operation would take away is named before it is agreed to", () => {
  const said = (losses: readonly Loss[], operation = "DeleteVM") => {
    const problem: Problem = { code: "NEEDS_YES", facts: { operation, name: "web-01", losses } };
    return [explain(problem, en).what, explain(problem, ja).what];
  };
  expect(
    said([
      { kind: "disk", label: "Hard disk 1", sizeMiB: 40_960, file: "[vmfs-01] web-01/web-01.vmdk" },
      { kind: "disk", label: "Hard disk 2", sizeMiB: 1000, file: null },
      { kind: "snapshot", name: "before" },
    ]),
  ).toEqual([
    "DeleteVM on web-01 cannot be taken back, and was not confirmed. Lost for good: " +
      "Hard disk 1 (40 GiB, [vmfs-01] web-01/web-01.vmdk), Hard disk 2 (1000 MiB), snapshot before.",
    "web-01 への DeleteVM は元に戻せない操作ですが、実行が承認されていません。失われるもの: " +
      "Hard disk 1（40 GiB、[vmfs-01] web-01/web-01.vmdk）、Hard disk 2（1000 MiB）、スナップショット「before」。",
  ]);
  expect(said([{ kind: "since", snapshot: "before" }])).toEqual([
    expect.stringContaining(
      "Lost for good: all since snapshot before, what was changed of its configuration too.",
    ),
    expect.stringContaining(
      "失われるもの: スナップショット「before」以降のすべての変更（構成の変更を含む）。",
    ),
  ]);
  expect(said([{ kind: "reach" }], "ShutdownHost")).toEqual([
    "ShutdownHost on web-01 cannot be taken back, and was not confirmed. " +
      "The host cannot be started again from here.",
    "web-01 への ShutdownHost は元に戻せない操作ですが、実行が承認されていません。" +
      "このホストをここから再び起動することはできません。",
  ]);
  expect(said([])[0]).toBe("DeleteVM on web-01 cannot be taken back, and was not confirmed.");
});

test("of many losses the first six are named, and the others counted", () => {
  const losses = Array.from({ length: 9 }, (_, n): Loss => ({ kind: "snapshot", name: `s${n}` }));
  const problem: Problem = { code: "NEEDS_YES", facts: { operation: "DeleteVM", name: "web-01", losses } };
  expect(explain(problem, en).what).toMatch(/snapshot s5, and 3 more\.$/);
  expect(explain(problem, ja).what).toMatch(/「s5」、ほか 3 件。$/);
});

test("an option that was probably meant is offered, and how a word like it is written", () => {
  const next = (suggestions: readonly string[]) => {
    const facts = { line: "", column: 0, word: "--hots", problem: "UNKNOWN_OPTION", suggestions } as const;
    return explain({ code: "SYNTAX", facts }, en).next;
  };
  expect(next(["--host HOST"])).toBe(
    "Did you mean --host HOST? If not, a word that begins with -- and is no option goes in quotes.",
  );
  expect(next(["start TARGET"])).toBe(
    "Usage: start TARGET; a word that begins with -- and is no option goes in quotes.",
  );
});

test("an outcome that is OK is not said to be undone", () => {
  const problem: Problem = { code: "NOT_CANCELLED", facts: { name: "web-01" } };
  expect(explain(problem, en).notDone).toBe("Nothing was cancelled: the change is done.");
  expect(explain(problem, ja).notDone).toBe("キャンセルされておらず、変更は完了しています。");
});

test("what a hostile server puts into a name or a message cannot drive the terminal", () => {
  const problem: Problem = {
    code: "SERVER_FAULT",
    facts: { fault: "X\u0007", message: "\u001b[2Jgone\nOK StartVM \u202egnp" },
  };
  for (const catalogue of [en, ja]) {
    const { what } = explain(problem, catalogue);
    expect(what).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(what).toContain("\\u{1b}[2Jgone\\u{a}OK StartVM \\u{202e}gnp");
  }
});

test("whom libvirt does not let in has no password to check", () => {
  const facts = { user: "ops", fault: "VIR_ERR_AUTH_CANCELLED", message: "authentication cancelled" };
  const problem = { code: "LOGIN_REFUSED", facts } as const;
  for (const catalogue of [en, ja]) expect(explain(problem, catalogue).next).toMatch(/libvirt.*polkit/);
});

test.each([
  { fault: "POWER_STATE", state: "paused", needs: ["on", "off"] },
  { fault: "NO_DISK", disk: "vdb" },
  { fault: "SIZE_UNKNOWN", disk: "vdb" },
  { fault: "DISK_ONLY_GROWS", disk: "vdb", bytes: 67_108_864, askedBytes: 33_554_432 },
  { fault: "NO_VOLUME", disk: "vdb", wanted: "GROW" },
  { fault: "NO_VOLUME", disk: "vdb", wanted: "COPY" },
  { fault: "SLOT_TAKEN", slot: "vdb" },
  { fault: "NO_POOL" },
  { fault: "NO_HOT_REMOVE" },
  { fault: "CPUS_PLUGGED_IN", wanted: "MAKE" },
  { fault: "CPUS_PLUGGED_IN", wanted: "REVERT" },
  { fault: "DISKS_DIFFER", now: "", later: "vdb /a.qcow2" },
  { fault: "VOLUME_IN_USE", by: "MACHINE", holder: "web-02", disk: "vdb", place: "/a.qcow2", isSure: true },
  { fault: "VOLUME_IN_USE", by: "MACHINE", holder: "web-02", disk: "vdb", place: null, isSure: false },
  {
    fault: "VOLUME_IN_USE",
    by: "VOLUME",
    holder: "images/top",
    disk: null,
    place: "/a.qcow2",
    isSure: false,
  },
] as const satisfies readonly NotAsked[])(
  "why the server was not asked is said in either language: %o",
  (facts) => {
    const problem: Problem = { code: "NOT_ASKED", facts };
    const [english, japanese] = [explain(problem, en), explain(problem, ja)];
    for (const part of Object.values(english)) expect(part).toMatch(/^[A-Z].*\.$/u);
    expect(Object.values(english).join()).not.toMatch(/undefined|null/);
    for (const part of Object.values(japanese)) expect(part).toMatch(/\p{Script=Hiragana}.*。$/u);
    expect(Object.values(japanese).join()).not.toMatch(/undefined|null|なしと/);
    const { disk } = { disk: null, ...facts };
    if (disk !== null) for (const said of [english, japanese]) expect(said.what).toContain(disk);
  },
);

test.each([
  [
    { kind: "MISSING", paths: ["/run/libvirt/virtqemud-sock", "/run/libvirt/libvirt-sock"] },
    /no socket of libvirt at \S+virtqemud-sock or \S+libvirt-sock\./,
    "?socket=/PATH",
  ],
  [{ kind: "DEAF", path: "/s" }, /nobody listens at \/s\./, "systemctl start"],
  [{ kind: "CLOSED", path: "/s", user: "op" }, /\/s is not open to op\./, "usermod -aG libvirt op"],
] as const)(
  "a socket of this machine is no matter of names, ports and passwords: %o",
  (socket, what, next) => {
    const problem: Problem = {
      code: "UNREACHABLE",
      facts: { endpoint: "qemu:///system", cause: "connect ENOENT", socket },
    };
    const said = explain(problem, en);
    expect(said.what).toMatch(what);
    expect(said.next).toContain(next);
    for (const each of [said, explain(problem, ja)])
      expect(Object.values(each).join()).not.toMatch(/ENOENT|password|パスワード|port|ポート/);
  },
);

test("the numbers of another journal's entries are looked for in that journal", () => {
  for (const catalogue of [en, ja])
    expect(explain({ code: "ENTRY_UNKNOWN", facts: { seq: 4 } }, catalogue).next).toContain("--journal DIR");
});

test("why a file cannot be read is said in Japanese too, where it is not the system that says so", () => {
  const causes = [
    ...Object.values(FILE_FAULTS),
    thrown(() => byteSource("/nowhere/at/all")),
    thrown(() => openToRead(".")),
  ];
  for (const cause of causes) {
    const { what } = explain({ code: "FILE_UNREADABLE", facts: { path: "答え", cause } }, ja);
    expect(what, cause).not.toMatch(/[a-z]/iu);
  }
});

function thrown(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { problem } = error as { problem?: { facts: { cause: string } } };
    return problem?.facts.cause ?? (error as Error).message;
  }
  throw new Error("it can be read");
}
