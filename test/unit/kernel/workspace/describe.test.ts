import { table as arquero } from "arquero";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tableFromArrays } from "@uwdata/flechette";
import type { ColumnDescription } from "../../../../kernel-lib/src/contract/index.js";
import { describeTable } from "../../../../kernel-lib/src/kernel/workspace/describe.js";
import { rawTable } from "../../../../kernel-lib/src/kernel/workspace/raw-table.js";

const describeValue = (value: unknown) => describeTable(rawTable(value)!, async () => {});
const column = async (values: unknown[]) => (await describeValue({ x: values })).columns[0]!;

/** The same by the plainest means. */
function naive(values: unknown[]): Omit<ColumnDescription, "name" | "levels"> {
  const there = values.filter(
    (value) =>
      value !== null && value !== undefined && !Number.isNaN(value instanceof Date ? value.getTime() : value),
  );
  const missing = values.length - there.length;
  const kinds = new Set(
    there.map((value) =>
      typeof value === "number" || typeof value === "bigint"
        ? "number"
        : typeof value === "string"
          ? "text"
          : typeof value === "boolean"
            ? "boolean"
            : value instanceof Date
              ? "date"
              : "other",
    ),
  );
  const kind = kinds.size === 0 ? "number" : kinds.size === 1 ? [...kinds][0]! : "other";
  if (kind === "other") return { kind, missing, distinct: null, min: null, max: null, whole: false };
  const numbers = kind === "number" ? there.map(Number) : [];
  const different = new Set(there.map((value) => (value instanceof Date ? value.getTime() : value)));
  const end = (value: number) => (Number.isFinite(value) ? value + 0 : null);
  return {
    kind,
    missing,
    distinct: different.size > 1000 ? null : different.size,
    min: end(Math.min(...numbers)),
    max: end(Math.max(...numbers)),
    whole: numbers.length > 0 && numbers.every(Number.isInteger),
  };
}

const scalar = fc.oneof(
  fc.double(),
  fc.integer({ min: -5, max: 5 }),
  fc.string({ maxLength: 3 }),
  fc.boolean(),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(null, undefined, NaN, "@0", "\0"),
);
const ofOneKind = fc.oneof(
  ...[fc.double(), fc.integer({ min: 0, max: 3 }), fc.string({ maxLength: 2 }), fc.boolean(), fc.date()].map(
    (one) => fc.array(fc.option(one as fc.Arbitrary<unknown>), { minLength: 1 }),
  ),
);

describe("describeTable", () => {
  test("agrees with a naive count on any column", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(ofOneKind, fc.array(scalar, { minLength: 1 })), async (values) => {
        const { name, levels, ...found } = await column(values);
        expect(name).toBe("x");
        expect(found).toEqual(naive(values));
        if (found.distinct !== null) expect(levels).toHaveLength(Math.min(50, found.distinct));
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
    );
  });

  test("never throws, whatever a notebook's variable holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything({
            withDate: true,
            withTypedArray: true,
            withSparseArray: true,
            withNullPrototype: true,
            withBigInt: true,
            withMap: true,
          }),
          fc.array(fc.object(), { minLength: 1 }),
        ),
        async (value) => {
          const table = rawTable(value);
          if (table)
            expect((await describeTable(table, async () => {})).columns).toHaveLength(table.names.length);
        },
      ),
    );
  });

  test("levels come with the most frequent first, numbers of one frequency in their order", async () => {
    expect((await column(["b", "a", "b", null])).levels).toEqual(["b", "a"]);
    expect((await column([3, 10, 2, 10])).levels).toEqual(["10", "2", "3"]);
    const days = ["2026-11-29", "2026-11-29T10:00:00.000Z", "2026-11-29"].map((text) => new Date(text));
    expect((await column(days)).levels).toEqual(["2026-11-29", "2026-11-29T10:00:00.000Z"]);
    expect((await column(["x".repeat(1000), "y"])).levels).toEqual(["y"]);
  });

  test("counts up to a thousand different values", async () => {
    const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
    expect(await column(upTo(1000))).toMatchObject({ distinct: 1000 });
    expect(await column(upTo(1001))).toMatchObject({ distinct: null, levels: [], max: 1000 });
  });

  test("reads every sort of table alike", async () => {
    const rows = [
      { n: 1, t: "a" },
      { n: 2, t: "b" },
      { n: 2, t: "b" },
    ];
    const columns = { n: [1, 2, 2], t: ["a", "b", "b"] };
    const wanted = await describeValue(rows);
    const filtered = arquero({ n: [1, 9, 2, 2], t: ["a", "z", "b", "b"] }).filter(
      (d: { n: number }) => d.n < 9,
    );
    for (const same of [columns, arquero(columns), filtered, tableFromArrays(columns)]) {
      expect(await describeValue(same)).toEqual(wanted);
    }
    expect(rawTable(arquero({ n: [] as number[] }))).toMatchObject({ rows: 0, fixed: true });
  });

  test("a column that throws when it is read is told apart, and harms no other", async () => {
    const hostile = {
      numRows: () => 1,
      columnNames: () => ["good", "bad"],
      isFiltered: () => false,
      isOrdered: () => false,
      column: (name: string) =>
        name === "good"
          ? [1]
          : {
              length: 1,
              at: () => {
                throw new Error("no");
              },
            },
    };
    const { columns } = await describeValue(hostile);
    expect(columns.map(({ kind }) => kind)).toEqual(["number", "other"]);
  });
});

test.each([
  ["nothing", null],
  ["a list of numbers", [1, 2]],
  ["an empty list", []],
  ["a list of lists", [[1], [2]]],
  ["columns of unequal length", { a: [1], b: [1, 2] }],
  ["a map", new Map([["a", [1]]])],
  ["a date", new Date()],
  ["a function", () => [1]],
  ["options", { outcome: "y", terms: ["a", "b"] }],
  [
    "rows with getters",
    [
      {
        get a() {
          throw new Error("ran");
        },
      },
    ],
  ],
  [
    "columns with getters",
    {
      get a() {
        throw new Error("ran");
      },
    },
  ],
  ["a proxy of rows", new Proxy([{ a: 1 }], {})],
  ["rows that are proxies", [new Proxy({ a: 1 }, {})]],
])("%s is no table", (_, value) => expect(rawTable(value)).toBeNull());

test("no code of the person's runs, whatever their classes are called", async () => {
  const ran: string[] = [];
  const tells = (name: string) => ({ get: () => void ran.push(name), enumerable: true });
  const names = ["numRows", "columnNames", "column", "schema", "getChildAt", "fields", "length", "then"];
  class Lazy {}
  for (const name of [...names, Symbol.toStringTag]) {
    Object.defineProperty(Lazy.prototype, name, tells(String(name)));
  }
  const own = Object.defineProperties({}, Object.fromEntries(names.map((name) => [name, tells(name)])));
  const schema = Object.assign(Object.create({ getChildAt() {} }), { schema: own });
  expect(rawTable(new Lazy())).toBeNull();
  expect(rawTable([new Lazy()])).toBeNull();
  expect(rawTable(own)).toBeNull();
  expect(rawTable(schema)).toBeNull();
  expect((await describeValue([{ a: new Lazy() }])).columns[0]).toMatchObject({ kind: "other" });
  expect(ran).toEqual([]);
});

test("rows that lack a name have no value there, though every object has something of that name", async () => {
  const { columns } = await describeValue([{ constructor: 1 }, { other: 2 }]);
  expect(columns[0]).toMatchObject({ name: "constructor", kind: "number", missing: 1 });
});
