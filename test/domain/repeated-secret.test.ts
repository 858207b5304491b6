import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { repeats, WITHHELD, withoutRepeating } from "#domain/repeated-secret.js";

const escapeXml = (text: string) =>
  text.replace(
    /[<>&"']/g,
    (each) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;" })[each]!,
  );

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  XML: escapeXml,
  "XML by number": (text) => [...text].map((each) => `&#x${each.codePointAt(0)!.toString(16)};`).join(""),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  "JSON by number": (text) =>
    text.replace(/[^a-z]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`),
  URL: encodeURIComponent,
  form: (text) => new URLSearchParams({ text }).toString().slice("text=".length),
  "JSON in XML": (text) => escapeXml(JSON.stringify(text)),
  "XML in a URL": (text) => encodeURIComponent(escapeXml(text)),
  hexadecimal: (text) => Buffer.from(text).toString("hex"),
};

const secrets = fc.string({ minLength: 6, unit: "grapheme" }).filter((text) => text.isWellFormed());
/** What JavaScript writes as a URL it must be able to read. */
const texts = fc.string({ unit: "grapheme" }).filter((text) => text.isWellFormed());

describe("a text that repeats a secret is known", () => {
  test.each(Object.keys(FORMS))("written as %s", (form) => {
    fc.assert(
      fc.property(texts, secrets, texts, (before, secret, after) => {
        expect(repeats(`${before} ${FORMS[form]!(secret)} ${after}`, secret)).toBe(true);
      }),
    );
  });

  test("in the middle of base64, of either alphabet", () => {
    fc.assert(
      fc.property(texts, secrets, texts, (before, secret, after) => {
        const bytes = Buffer.from(before + secret + after);
        expect(repeats(`Basic ${bytes.toString("base64")}`, secret)).toBe(true);
        expect(repeats(bytes.toString("base64url"), secret)).toBe(true);
      }),
    );
  });
});

test("another text is told, and an empty secret is none", () => {
  const said = "Cannot complete login due to an incorrect user name or password.";
  expect(repeats(said, "hunter2")).toBe(false);
  expect(repeats(said, "")).toBe(false);
  expect(repeats("%zz &#x110000; \\u00 &nope;", "hunter2")).toBe(false);
});

test("of an error those texts alone are withheld, and what it was caused by goes with them", () => {
  const cause = new Error("hunter2");
  const refused = failure(
    "LOGIN_REFUSED",
    { user: "ops", fault: "InvalidLogin", message: "no: hunter2" },
    cause,
  );
  const told = withoutRepeating(refused, ["other", "hunter2"]);
  expect(told.problem).toEqual({
    code: "LOGIN_REFUSED",
    facts: { user: "ops", fault: "InvalidLogin", message: WITHHELD },
  });
  expect([told.cause, told.message]).toEqual([undefined, expect.not.stringContaining("hunter2")]);
  expect(withoutRepeating(refused, ["other"])).toBe(refused);
});
