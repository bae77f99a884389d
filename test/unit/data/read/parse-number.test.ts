import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNumber } from "../../../../kernel-lib/src/data/read/parse-number.js";

const parse = (text: string) => {
  const bytes = Buffer.from(`x${text}y`);
  return parseNumber(bytes, 1, bytes.length - 1);
};

describe("parseNumber", () => {
  it("reads every number that JavaScript writes, to the last bit", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        // Whole numbers beyond 2^53 are taken for identifiers; with a point they are numbers.
        const text = /^-?\d{16,}$/.test(String(value)) ? `${value}.0` : String(value);
        expect(parse(text)).toBe(Object.is(value, -0) ? 0 : value);
      }),
      { numRuns: 2000 },
    );
  });

  it("rounds decimal text as correctly as Number does", () => {
    const digits = (min: number, max: number) =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max })
        .map((list) => list.join(""));
    const text = fc
      .tuple(
        fc.constantFrom("", "-", "+"),
        fc.nat(999_999),
        digits(0, 25),
        fc.integer({ min: -330, max: 310 }),
      )
      .map(([sign, whole, fraction, power]) => `${sign}${whole}.${fraction}e${power}`);
    fc.assert(
      fc.property(text, (text) => {
        expect(parse(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [" 5 ", 5],
    ["+.5", 0.5],
    ["5.", 5],
    ["0", 0],
    ["0.25", 0.25],
    ["-0.0", -0],
    ["1E3", 1000],
    ["9007199254740991", 2 ** 53 - 1],
    ["Inf", Infinity],
    ["-infinity", -Infinity],
  ])("reads '%s' as %d", (text, value) => expect(parse(text)).toBe(value));

  it.each([
    "",
    " ",
    "-",
    ".",
    "e5",
    "1e",
    "1e+",
    "1.2.3",
    "1,000",
    "0x10",
    "02118",
    "-007",
    "00",
    "9007199254740993",
    "12a",
    "1 2",
    "NaN",
    "info",
    "--1",
  ])("takes '%s' for no number", (text) => expect(parse(text)).toBeNaN());
});
