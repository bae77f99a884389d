import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import {
  assignTextCategories,
  jaroWinkler,
  soundex,
  soundexWords,
  textCategories,
} from "../../../../kernel-lib/src/features/text/index.js";

describe("soundex", () => {
  it.each([
    ["Robert", "R163"],
    ["Rupert", "R163"],
    ["Rubin", "R150"],
    ["Ashcraft", "A261"],
    ["Tymczak", "T522"],
    ["Pfister", "P236"],
    ["Honeyman", "H555"],
    ["Jackson", "J250"],
    ["Müller", "M460"],
    ["o'Hara", "O600"],
    ["911", ""],
    ["", ""],
  ])("%s is %s", (word, code) => expect(soundex(word)).toBe(code));

  it("gives a letter and three digits for any word with a letter, whatever the capitals", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,20}$/), (word) => {
        expect(soundex(word)).toMatch(/^[A-Z][0-6]{3}$/);
        expect(soundex(word.toLowerCase())).toBe(soundex(word.toUpperCase()));
      }),
    );
  });

  it("codes every word of a text and keeps numbers", () => {
    expect(soundexWords("Investigate person,  unit 41")).toBe("I512 P625 U530 41");
  });

  it("refuses what is not text", () => {
    expect(() => soundex(3 as never)).toThrow(new InputError("soundex: the word must be text, got 3"));
  });
});

describe("jaroWinkler", () => {
  it.each([
    ["MARTHA", "MARHTA", 0.961111],
    ["DIXON", "DICKSONX", 0.813333],
    ["DWAYNE", "DUANE", 0.84],
    ["", "", 1],
    ["A", "", 0],
    ["ABC", "XYZ", 0],
  ])("%s and %s", (a, b, similarity) => expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 6));

  it("is between 0 and 1, the same both ways, and 1 for equal texts", () => {
    const text = fc.string({ maxLength: 100, unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const similarity = jaroWinkler(a, b);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(jaroWinkler(a, a)).toBeCloseTo(1, 12);
      }),
    );
  });
});

/** By the definition, letter by letter. */
function byDefinition(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = right.map(() => false);
  const matched = left.filter((letter, i) => {
    const place = right.findIndex((other, j) => other === letter && !taken[j] && Math.abs(i - j) <= reach);
    if (place >= 0) taken[place] = true;
    return place >= 0;
  });
  if (matched.length === 0) return 0;
  const inRight = right.filter((_, j) => taken[j]);
  const outOfOrder = matched.filter((letter, index) => letter !== inRight[index]).length;
  const m = matched.length;
  const jaro = (m / left.length + m / right.length + (m - outOfOrder / 2) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

it("jaroWinkler is what its definition says, for short texts and long", () => {
  const text = fc.string({ maxLength: 150, unit: fc.constantFrom(..."ABCDÉ 1") });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(jaroWinkler(a, b)).toBeCloseTo(byDefinition(a, b), 12);
    }),
    { numRuns: 300 },
  );
});

describe("textCategories", () => {
  const reasons = [
    ...Array<string>(5).fill("Drug investigation"),
    "drug  investigations",
    "Drugs investigation",
    ...Array<string>(4).fill("Traffic stop"),
    "TRAFIC STOP",
    ...Array<string>(3).fill("Warrant arrest"),
    "Warant arrest",
  ];

  it.each(["single", "complete", "average", "ward"] as const)(
    "sorts misspelt reasons by %s linkage",
    async (linkage) => {
      const found = await textCategories([...reasons, null, "  "], { categories: 3, linkage });
      expect(found.names).toEqual(["Drug investigation", "Traffic stop", "Warrant arrest"]);
      expect(found.counts).toEqual([7, 5, 4]);
      expect(found.values.slice(-2)).toEqual([null, null]);
      expect(found.values[12]).toBe("Warrant arrest");
      expect(await assignTextCategories(found, ["traffik stop", null, "Warrant arrested"])).toEqual([
        "Traffic stop",
        null,
        "Warrant arrest",
      ]);
    },
  );

  it("assigns further texts in a run that can be cancelled", async () => {
    const found = await textCategories(reasons, { categories: 3 });
    const run = assignTextCategories.start(found, ["traffik stop", "Warrant arrested"]);
    run.cancel();
    await expect(run).rejects.toThrow("assignTextCategories: cancelled");
    await expect(assignTextCategories(found, [1] as never)).rejects.toThrow(
      "row 1 holds 1, which is not text",
    );
  });

  it("finds the three by the silhouette, without Soundex too", async () => {
    for (const phonetic of ["soundex", "none"] as const) {
      const found = await textCategories(reasons, { categories: "silhouette", phonetic });
      expect(found.names).toHaveLength(3);
    }
    expect((await textCategories(reasons, { phonetic: "none" })).names).toHaveLength(3);
  });

  it("does not depend on the order of the rows", async () => {
    const forward = await textCategories(reasons, { categories: 3 });
    const backward = await textCategories([...reasons].reverse(), { categories: 3 });
    expect(backward.values.reverse()).toEqual(forward.values);
    expect(backward.merges).toEqual(forward.merges);
  });

  it("takes a single text", async () => {
    const found = await textCategories(["one", "one"]);
    expect([found.names, found.counts, found.merges]).toEqual([["one"], [2], []]);
  });

  it.each([
    [[1], {}, "textCategories: row 1 holds 1, which is not text"],
    [[null, " "], {}, "textCategories: there are no texts"],
    [["a"], { categories: 2 }, "textCategories: 'categories' is 2, but there are 1 distinct texts"],
    [["a"], { most: 0 }, "textCategories: 'most' must be a whole number of at least 1, got 0"],
    [
      ["a"],
      { linkage: "median" },
      "textCategories: 'linkage' must be one of 'single', 'complete', 'average', 'ward', got 'median'",
    ],
  ])("refuses %j with %j", async (texts, options, message) => {
    await expect(textCategories(texts as never, options as never)).rejects.toThrow(new InputError(message));
  });

  it("can be cancelled", async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `person number ${i} of ${i * i}`);
    const run = textCategories.start(many, { phonetic: "none" });
    setTimeout(() => run.cancel(), 20);
    await expect(run).rejects.toThrow(/cancelled/);
  });
});
