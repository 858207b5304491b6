import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Canvas } from "#console/panes/canvas.js";
import { headerLines } from "#console/panes/header.js";
import { widthOf } from "#console/widgets/width.js";
import type { Entry, Status } from "#domain/entry.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { estate } from "../../inventory/estate.js";
import { entry } from "../entries.js";
import { FakeConsole, PLAIN } from "../fake-console.js";

describe("how long ago the journal was anchored", () => {
  const NOW = Date.parse("2026-03-01T12:00:00.000Z");
  const MINUTE = 60_000;
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
  afterEach(() => void vi.useRealTimers());

  const anchor = (seq: number, minutesAgo: number, status: Status = "OK", name = "sim:") => {
    const END = new Date(NOW - minutesAgo * MINUTE).toISOString();
    const TGT = { kind: "Endpoint", id: null, uuid: null, name } as const;
    return entry(seq, { phase: "anchor", OPR: "Anchor", TGT, END, RST: { status } });
  };
  /** The header's second line of a journal with these anchors, and in which role what it says of them is. */
  const said = (anchors: readonly Entry[], { width = 80, catalogue = en, last = 12345 } = {}) => {
    const { store } = new FakeConsole(estate());
    for (const each of anchors) store.journal.add(each);
    store.journal.add(entry(last, { phase: "note" }));
    const roles = new Map<string, string>();
    const paint: Canvas["paint"] = (role, text) => {
      roles.set(text.trim(), role);
      return text;
    };
    const [, line = ""] = headerLines({ paint, catalogue }, store, width, 2);
    expect(widthOf(line)).toBe(width);
    const role = [...roles].find(([text]) => /anchored|アンカー/.test(text))?.[1] ?? null;
    return { line, role };
  };

  test("an anchor in a simulator is none of a journal that tells of a server", () => {
    const HST = { endpoint: "qemu:///system", platform: "libvirt", host: "kvm-1" };
    const login = entry(2, { HST, OPR: "Login" });
    expect(said([anchor(1, 6)]).line).toContain("anchored 6m ago");
    expect(said([anchor(1, 6), login]).line).toContain("not anchored");
    const put = {
      ...anchor(3, 2),
      HST,
      TGT: { kind: "Command", id: null, uuid: null, name: "keep" } as const,
    };
    expect(said([anchor(1, 6), login, put, anchor(4, 1)]).line).toContain("anchored 2m ago");
  });

  test.each([
    [[], "not anchored", "dim"],
    [[anchor(1, 0)], "anchored 0m ago", "dim"],
    [[anchor(1, 300), anchor(2, 12)], "anchored 12m ago", "dim"],
    [[anchor(1, 119)], "anchored 1h59m ago", "dim"],
    [[anchor(1, 120)], "! anchored 2h00m ago", "warning"],
    [[anchor(1, 0, "NG")], "! not anchored", "warning"],
    [[anchor(1, 61), anchor(2, 1, "UNKNOWN")], "! anchored 1h01m ago", "warning"],
    [[anchor(1, 2, "NG"), anchor(2, 1)], "anchored 1m ago", "dim"],
    // One of two places fails, and the other does not make up for it.
    [[anchor(1, 2, "NG", "put-away"), anchor(2, 1)], "! anchored 1m ago", "warning"],
    // But a place that nobody has tried for a while is no trouble of today's.
    [[anchor(1, 500, "NG", "put-away"), anchor(2, 1)], "anchored 1m ago", "dim"],
    // The clock has been set back.
    [[anchor(1, -30)], "anchored 0m ago", "dim"],
  ] as const)("%#: %j is said as %s", (anchors, text, role) => {
    const shown = said(anchors);
    expect(shown.line).toContain(`  ${text}  `);
    expect(shown.line).toMatch(/SHA256:key $/);
    expect(shown.role).toBe(role);
  });

  test("at 80 columns it gives way before anything that was there: shorter, then not at all", () => {
    const fits = (text: string, options: Parameters<typeof said>[1]) => {
      const { line } = said([anchor(1, 185)], options);
      expect(line).toMatch(/^ (journal|ジャーナル) #\d+ {2}✓ (signed|署名済) {2}(none open|未完了なし)/);
      expect(line).toMatch(/ SHA256:key $/);
      expect(line).toContain(text);
      return line;
    };
    fits("  ! anchored 3h05m ago ", {});
    fits("  ! anchored 3h ", { last: 12_345_678 });
    fits("  ! アンカー 3h05m前 ", { catalogue: ja, width: 84 });
    fits("  ! アンカー 3h ", { catalogue: ja });
    expect(fits("none open ", { width: 60 })).not.toContain("anchored");
  });

  test("where the header is one line it is said where there is room", () => {
    const { store } = new FakeConsole(estate());
    store.journal.add(anchor(1, 5));
    expect(headerLines(PLAIN, store, 200, 1)[0]).toContain("none open  anchored 5m ago ");
    expect(headerLines(PLAIN, store, 90, 1)[0]).not.toContain("anchored");
  });
});
