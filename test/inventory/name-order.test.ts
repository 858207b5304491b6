import { expect, test } from "vitest";
import { NameKeys } from "#inventory/name-keys.js";
import { NameOrder } from "#inventory/name-order.js";
import { randomNumbers } from "./random-estate.js";

const collator = new Intl.Collator("en", { numeric: true });
const order = new NameOrder();

const pieces = [
  ..."aAbBzZ0019- _.()[]~$",
  ..."ｱアあがか一業業受ーゝé１\u0301\u3099\u0007🖥ßœ²①",
  "web",
  "-0",
  "00",
  "123456789",
  "サーバー",
  "営業",
  "9".repeat(90),
];

test("names are ordered as the collator orders them, in every mixture of scripts", () => {
  const random = randomNumbers(42);
  const keys = new NameKeys(order.weights, 2);
  const name = () => Array.from({ length: random(7) }, () => pieces[random(pieces.length)]).join("");
  for (let n = 0; n < 60_000; n++) {
    const start = random(3) === 0 ? name() : "";
    const [a, b] = [start + name(), start + name()];
    const wanted = Math.sign(collator.compare(a, b));
    expect([a, b, Math.sign(order.compare(a, b))]).toEqual([a, b, wanted]);
    keys.set(0, a);
    keys.set(1, b);
    const told = Math.sign(keys.compare(0, 1));
    if (told !== 0) expect([a, b, told]).toEqual([a, b, wanted]);
  }
});

test("keys tell names of all lengths apart, and tell those that they cannot", () => {
  const keys = new NameKeys(order.weights, 1);
  const names = [
    "web-10",
    "web-9",
    "Web-9",
    "web",
    "web-00010",
    "アプリ-1",
    "a\u0301",
    "web-1号機",
    "web-1１",
    `web-${"8".repeat(90)}`,
  ];
  names.forEach((name, slot) => {
    keys.set(slot, name);
  });
  const said = names.filter((_, slot) => keys.isSaid(slot));
  expect(said).toEqual(["web-10", "web-9", "Web-9", "web", "web-00010", "アプリ-1", "web-1号機"]);
  expect([keys.compare(0, 1) > 0, keys.compare(1, 2), keys.compare(0, 4), keys.compare(0, 6)]).toEqual([
    true,
    0,
    0,
    0,
  ]);
  const slots = Int32Array.from([0, 1, 2, 3, 4, 5, 7]);
  expect(Array.from(keys.sorted(slots), (slot) => names[slot])).toEqual([
    "web",
    "web-1号機",
    "web-9",
    "Web-9",
    "web-10",
    "web-00010",
    "アプリ-1",
  ]);
});

test("numbers count as numbers, signs before digits before letters before Japanese", () => {
  const names = [
    "業",
    "web-10",
    "web-9",
    "web-010",
    "Web-9",
    "web",
    "web_1",
    "web1",
    "アプリ",
    "1web",
    "web-a",
  ];
  expect(names.toSorted((a, b) => order.compare(a, b))).toEqual(names.toSorted(collator.compare));
  expect(order.compare("web-2", "web-10")).toBeLessThan(0);
  expect(order.compare("web-02", "web-2")).toBe(0);
});
