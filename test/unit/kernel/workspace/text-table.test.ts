import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultMissing, fieldsOf, readCsv } from "../../../../kernel-lib/src/data/read/csv.js";
import { tallyFields } from "../../../../kernel-lib/src/data/read/tally-fields.js";
import { describeTable } from "../../../../kernel-lib/src/kernel/workspace/describe.js";
import { rawTable } from "../../../../kernel-lib/src/kernel/workspace/raw-table.js";
import { textTable } from "../../../../kernel-lib/src/kernel/workspace/text-table.js";

const breathe = async () => {};
const bytesOf = (columns: Record<string, string[]>) => {
  const names = Object.keys(columns);
  const rows = columns[names[0]!]!.map((_, row) => names.map((name) => columns[name]![row]).join(","));
  return Buffer.from([names.join(","), ...rows].join("\n"));
};
const quickly = (bytes: Uint8Array) => describeTable(textTable(fieldsOf(bytes, "it")), breathe);
const slowly = (bytes: Uint8Array) =>
  describeTable(rawTable(Object.fromEntries(readCsv(bytes, {}, "it")))!, breathe);

describe("textTable", () => {
  test("is described as the typed columns are", async () => {
    const missing = fc.constantFrom("", "NA", "NULL", '"NA"', '""');
    const pools = [
      fc.constantFrom("1", "2.5", "-0", "1e3", "Inf"),
      fc.constantFrom("true", "TRUE", "False"),
      fc.constantFrom("2020-01-31", "2020-01-31T00:00Z", "2020-02-30"),
      fc.constantFrom("N", "north", "007", '"a, ""b"""', "1", "true", "2020-01-31", "\ufeffNA"),
    ];
    const column = fc
      .constantFrom(...pools)
      .chain((pool) => fc.array(fc.oneof(pool, pool, missing), { minLength: 30, maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(
        fc.record({ id: fc.constant(new Array<string>(30).fill("7")), a: column, b: column }),
        async (columns) => {
          const bytes = bytesOf(columns);
          expect(await quickly(bytes)).toEqual(await slowly(bytes));
        },
      ),
    );
  });

  test("so are columns of many values, whatever comes after the first thousand", async () => {
    const rows = Array.from({ length: 1500 }, (_, i) => i);
    const day = (i: number) => new Date(i * 864e5).toISOString().slice(0, 10);
    const bytes = bytesOf({
      text: rows.map((i) => (i % 7 === 0 ? "NA" : `case ${i}`)),
      late: rows.map((i) => (i > 1400 ? '"NULL"' : `N${i}`)),
      dates: rows.map((i) => (i % 100 === 99 ? "" : day(i))),
      almostDates: rows.map((i) => (i === 1499 ? "later" : day(i))),
      almostNumbers: rows.map((i) => (i === 1499 ? "many" : String(i))),
    });
    const found = await quickly(bytes);
    expect(found).toEqual(await slowly(bytes));
    expect(found.columns.map(({ kind, missing, distinct }) => [kind, missing, distinct])).toEqual([
      ["text", 215, null],
      ["text", 99, null],
      ["date", 15, null],
      ["text", 0, null],
      ["text", 0, null],
    ]);
  });
});

describe("tallyFields", () => {
  test("counts what there is, and no more values than one above those asked for", () => {
    const fields = fieldsOf(bytesOf({ a: ["x", "y", "x", "NA"], b: ["x", "y", "z", ""] }), "it");
    const tallies = tallyFields(fields, { missing: defaultMissing, most: 2 });
    expect(tallies.get("a")).toEqual({
      missing: 1,
      counts: [
        ["x", 2],
        ["y", 1],
      ],
    });
    expect(tallies.get("b")).toEqual({
      missing: 1,
      counts: [
        ["x", 1],
        ["y", 1],
        ["z", 1],
      ],
    });
  });
});
