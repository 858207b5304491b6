import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { handoverDocument } from "#handover/document/handover-document.js";
import { pageOf } from "#handover/page/page-of.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { shortOrLong } from "../../counts.js";
import { sampleShift } from "../sample-handover.js";
import { inBrowser, screenOf, seenAt } from "./opened-page.js";

/** What the sample's console shows of each of its entries. */
const LINES = sampleShift(en).timeline.map(({ at, OPR, target, status }) =>
  [at.slice(11, 19), status ?? "...", OPR, target].join(" "),
);

const html = pageOf({ ...sampleShift(en), catalogue: en });

test("the recording plays, and the entry of the moment that is seen is marked and kept in view", (context) =>
  inBrowser(context, html, async (page) => {
    expect(await page.locator("h1").textContent()).toBe("Handover of a shift");
    await page.locator(".ap-playback-button").click();
    await expect.poll(() => screenOf(page)).toContain("alice@desk-4  vsphere://vc1.example  REC");
    await expect.poll(() => screenOf(page)).toContain("09:00:01 OK StopVM web-01 patch day");
    const marked = page.locator("[aria-current=true]");
    await expect.poll(() => marked.getAttribute("id")).toBe("entry-11");
    // The first recording's last: it is far down in the table, which has moved to it.
    await page.locator("#entry-23 button").click();
    await expect.poll(() => marked.getAttribute("id")).toBe("entry-23");
    expect(await page.evaluate("document.querySelector('.scrolls').scrollTop")).toBeGreaterThan(100);
  }));

test("each row leads to its moment, in whichever recording that is, and stays there if it is not to play", (context) =>
  inBrowser(context, html, async (page) => {
    await page.locator("#play-after-jump").uncheck();
    const rows = await page.locator("#entries tbody tr").all();
    expect(rows).toHaveLength(28);
    for (const [n, row] of rows.entries()) {
      const at = Number(await row.getAttribute("data-at"));
      await row.locator("button").click();
      await expect.poll(() => row.getAttribute("aria-current")).toBe("true");
      expect(Math.abs((await seenAt(page)) - at)).toBeLessThan(100);
      // What it has changed is on the screen already.
      await expect.poll(() => screenOf(page)).toContain(LINES[n]);
      expect(await page.locator("#recording-file").inputValue()).toBe(await row.getAttribute("data-cast"));
    }
    expect(await page.locator("[aria-current]").count()).toBe(1);
    // Wherever in the row the mouse is.
    await page.locator("#entry-17 td").last().click();
    await expect.poll(() => page.locator("#entry-17").getAttribute("aria-current")).toBe("true");
    expect(await page.locator(".ap-overlay-start").isVisible()).toBe(false);
  }));

test("rows are filtered by text, result, target and operation, and all come back", (context) =>
  inBrowser(context, html, async (page) => {
    const said = () => page.locator("#count").textContent();
    const shown = () => page.locator("#entries tbody tr:not([hidden])").count();
    expect(await said()).toBe("28 of 28 entries");
    await page.getByLabel("Text").fill("WEB-01 memory");
    expect([await said(), await shown()]).toEqual(["4 of 28 entries", 4]);
    await page.getByLabel("Result").selectOption("OK");
    expect([await said(), await shown()]).toEqual(["2 of 28 entries", 2]);
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await said()).toBe("28 of 28 entries");
    await page.getByLabel("Target").selectOption("db-01");
    await page.getByLabel("Operation").selectOption("MoveVM");
    expect(await said()).toBe("4 of 28 entries");
    await page.keyboard.press("Escape");
    expect(await said()).toBe("28 of 28 entries");
    await page.getByLabel("Result").selectOption("intent");
    expect(await said()).toBe("14 of 28 entries");
  }));

test("without a mouse: Tab to the entries, arrows among those that are shown, Enter leads", (context) =>
  inBrowser(context, html, async (page) => {
    const focused = page.locator(":focus");
    const row = () => page.locator("tr:has(:focus)").getAttribute("id");
    await page.getByLabel("Operation").selectOption("MoveVM");
    await page.getByLabel("Operation").focus();
    await page.keyboard.press("Tab");
    expect(await focused.textContent()).toBe("Show all");
    await page.keyboard.press("Tab");
    expect(await focused.getAttribute("role")).toBe("region");
    await page.keyboard.press("ArrowDown");
    expect(await row()).toBe("entry-20");
    await page.keyboard.press("End");
    expect(await row()).toBe("entry-35");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    expect(await row()).toBe("entry-34");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await page.locator("#play-after-jump").uncheck();
    await page.locator("#entry-34 button").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#entry-34").getAttribute("aria-current")).toBe("true");
    expect(await page.locator("#recording-file").inputValue()).toBe("1");
    // From an entry the next Tab leaves the table.
    await page.keyboard.press("Tab");
    expect(await page.locator("#entries :focus").count()).toBe(0);
  }));

test("an entry that the report names leads to its row, also where a filter had hidden that", (context) =>
  inBrowser(context, html, async (page) => {
    const link = page.locator("#report td a", { hasText: /^23$/ });
    await page.getByLabel("Operation").selectOption("StopVM");
    expect(await page.locator("#entry-23").isVisible()).toBe(false);
    await link.click();
    await expect.poll(() => page.locator("#entry-23").isVisible()).toBe(true);
    expect(page.url()).toMatch(/#entry-23$/u);
    await expect.poll(() => page.evaluate("document.querySelector('.scrolls').scrollTop")).toBeGreaterThan(0);
    expect(await page.locator("#report td a").count()).toBe(14);
  }));

test("a recording is chosen by when it was begun and whose console it is", (context) =>
  inBrowser(context, html, async (page) => {
    const names = await page.locator("#recording-file option").allTextContents();
    expect(names.map((name) => name.split("  ").slice(0, 2))).toEqual([
      ["2026-03-01 09:00:00", "alice@desk-4"],
      ["2026-03-01 09:00:00", "alice@desk-4"],
    ]);
  }));

/** The report in all its words, as a draft has it. */
const whole = () => {
  const shift = sampleShift(en);
  return { ...shift, document: handoverDocument(shift.handover, en, false) };
};

test("on a telephone nothing stands over the edge: tables scroll by themselves, and times are in one piece", (context) =>
  inBrowser(
    context,
    pageOf({ ...whole(), catalogue: en }),
    async (page) => {
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(400);
      const over = `[...document.querySelectorAll("#report .wide")].filter((each) => each.scrollWidth > each.clientWidth).length`;
      expect(await page.evaluate(over)).toBeGreaterThan(0);
      const broken = `[...document.querySelectorAll("#report time")].filter((each) => each.getClientRects().length > 1).length`;
      expect(await page.evaluate(broken)).toBe(0);
      expect(await faultsOf(page)).toEqual([]);
    },
    { viewport: { width: 400, height: 800 } },
  ));

test("nor does a choice of targets with long names, as those of recordings are", (context) => {
  const { timeline, ...shift } = sampleShift(en);
  const target = "01a223b7-3263-764b-bea0-2c175923382a-1.cast";
  const named = timeline.map((row) => ({ ...row, target }));
  return inBrowser(
    context,
    pageOf({ ...shift, timeline: named, catalogue: en }),
    async (page) => {
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    },
    { viewport: { width: 390, height: 800 } },
  );
});

test("on paper no word is broken that fits, in the report or in the entries", (context) =>
  inBrowser(
    context,
    pageOf({ ...whole(), catalogue: en }),
    async (page) => {
      await page.emulateMedia({ media: "print" });
      const broken = `(() => {
        const range = document.createRange();
        const texts = document.createNodeIterator(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
          for (const { 0: word, index } of node.data.matchAll(/[A-Za-z_]{2,20}/gu)) {
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (range.getClientRects().length > 1) found.push(word);
          }
        }
        return found;
      })()`;
      expect(await page.evaluate(broken)).toEqual([]);
    },
    // A4 less its margins, at 96 dots an inch.
    { viewport: { width: 718, height: 1000 } },
  ));

test("on paper there is the report and every entry, and no recording or control", (context) =>
  inBrowser(context, html, async (page) => {
    await page.locator("#entry-11 button").click();
    await expect.poll(() => seenAt(page)).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    for (const part of ["#recording", "#filters", "nav", "details"])
      expect(await page.locator(part).isVisible(), part).toBe(false);
    const [view, table] = await Promise.all([
      page.locator(".scrolls").boundingBox(),
      page.locator("#entries").boundingBox(),
    ]);
    expect(view?.height).toBeGreaterThanOrEqual(table?.height ?? Number.POSITIVE_INFINITY);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
  }));

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against a page, with every rule it has but that of AAA's contrast. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(`axe.run(document, { rules: Object.fromEntries(
    axe.getRules().map(({ ruleId }) => [ruleId, { enabled: ruleId !== "color-contrast-enhanced" }])) })`)) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

for (const catalogue of [en, ja]) {
  test(`it is accessible in ${catalogue.language}: unread, with a row marked, on dark as on light ground`, (context) =>
    inBrowser(context, pageOf({ ...sampleShift(catalogue), catalogue }), async (page) => {
      await page.emulateMedia({ colorScheme: "light" });
      expect(await faultsOf(page)).toEqual([]);
      await page.locator("#entry-21 button").click();
      await expect.poll(() => page.locator("#entry-21").getAttribute("aria-current")).toBe("true");
      await page.locator("summary").click();
      expect(await faultsOf(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await faultsOf(page)).toEqual([]);
    }));
}

test("without JavaScript the report and every entry can be read, and what cannot be used is not shown", (context) =>
  inBrowser(
    context,
    html,
    async (page) => {
      expect(await page.locator("noscript p").isVisible()).toBe(true);
      expect(await page.locator("#report h3").first().isVisible()).toBe(true);
      expect(await page.locator("#entries tbody tr").count()).toBe(28);
      expect(await page.locator("#entry-21").isVisible()).toBe(true);
      for (const part of ["#filters", "#recording"]) expect(await page.locator(part).isVisible()).toBe(false);
    },
    { javaScriptEnabled: false },
  ));

test("a recording that cannot be read is named, and the other one plays", (context) => {
  const { casts, ...shift } = sampleShift(en);
  const broken = casts.map((cast, n) => (n === 0 ? { ...cast, text: cast.text.slice(9) } : cast));
  return inBrowser(context, pageOf({ ...shift, casts: broken, catalogue: en }), async (page) => {
    await page.locator("#entry-11 button").click();
    const error = page.locator("#recording-error");
    await expect.poll(() => error.textContent()).toContain(`${casts[0]?.file} cannot be played`);
    await page.locator("#entry-35 button").click();
    await expect.poll(() => page.locator("#entry-35").getAttribute("aria-current")).toBe("true");
    expect(await error.textContent()).toBe("");
  });
});

test("nothing that somebody has called a machine, or typed, is run", (context) => {
  const evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
  const { casts, timeline, ...shift } = sampleShift(en);
  const rows = timeline.map((row) => ({ ...row, target: evil, said: evil }));
  const typed = `${JSON.stringify([0.5, "o", `\u001b[3;1H${evil}`])}\n`;
  const texts = casts.map(({ file, text }) => ({ file, text: text.replace('[1,"m"', `${typed}[1,"m"`) }));
  return inBrowser(
    context,
    pageOf({ ...shift, timeline: rows, casts: texts, catalogue: en }),
    async (page) => {
      expect(await page.locator("#entry-10 td").nth(4).textContent()).toBe(evil);
      await page.locator("#entry-11 button").click();
      await expect.poll(() => screenOf(page)).toContain(evil);
      await page.getByLabel("Target").selectOption(evil);
      expect(await page.locator("#count").textContent()).toBe("28 of 28 entries");
    },
  );
});

const MIB = shortOrLong(4, 24);

test(`a recording of ${MIB} MiB opens, and is read when it is jumped into`, (context) => {
  const { casts, ...shift } = sampleShift(en);
  const [, whole = ""] = casts[0]!.text.split("\n");
  const frames = Math.ceil((MIB * 1024 * 1024) / whole.length);
  const long = casts.map(({ file, text }) => {
    const [header = "", ...events] = text.trimEnd().split("\n");
    return {
      file,
      text: `${[header, ...Array<string>(frames).fill(whole), ...events.slice(1)].join("\n")}\n`,
    };
  });
  expect(long[0]!.text.length).toBeGreaterThan(MIB * 1024 * 1024);
  return inBrowser(context, pageOf({ ...shift, casts: long, catalogue: en }), async (page) => {
    expect(await seenAt(page)).toBeNaN();
    await page.locator("#play-after-jump").uncheck();
    await page.locator("#entry-22 button").click();
    await expect.poll(() => page.locator("#entry-22").getAttribute("aria-current")).toBe("true");
    await expect.poll(() => screenOf(page)).toContain("09:00:21 NG MoveVM db-01");
  });
});
