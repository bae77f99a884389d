import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import {
  applyDesign,
  buildDesign,
  columnsOf,
  type Design,
  type DesignOptions,
  evaluate,
  numbers,
} from "../../../../kernel-lib/src/data/design/index.js";

const build = (table: TableLike, terms: string[], options: Partial<DesignOptions> = {}) =>
  buildDesign(asTable(table, "glm"), { terms, where: "glm", ...options });
const rowsOf = ({ values, columns, rows }: Design) =>
  Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]);

const people = {
  x: [1, 2, 3, 4, 5, 7],
  z: [0.5, 1, 4, 9, 2, 2],
  a: ["p", "q", "p", "q", "p", "q"],
  b: ["u", "u", "v", "v", "w", "w"],
};

describe("buildDesign", () => {
  it("lays numbers and treatment-coded text out row by row, on shared memory", () => {
    const design = build(people, ["x", "b"]);
    expect(design.names).toEqual(["Intercept", "x", "b[T.v]", "b[T.w]"]);
    expect(rowsOf(design)).toEqual([
      [1, 1, 0, 0],
      [1, 2, 0, 0],
      [1, 3, 1, 0],
      [1, 4, 1, 0],
      [1, 5, 0, 1],
      [1, 7, 0, 1],
    ]);
    expect(design.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(design.missing).toBeNull();
    expect(design.spans).toEqual([
      { term: "Intercept", start: 0, end: 1 },
      { term: "x", start: 1, end: 2 },
      { term: "b", start: 2, end: 4 },
    ]);
  });

  // Names as patsy 1.0.3's dmatrix gives them for the same formulas; the order of terms is the one written.
  it.each([
    [["a:b"], true, ["Intercept", "b[T.v]", "b[T.w]", "a[T.q]:b[u]", "a[T.q]:b[v]", "a[T.q]:b[w]"]],
    [["a"], false, ["a[p]", "a[q]"]],
    [["a", "b"], false, ["a[p]", "a[q]", "b[T.v]", "b[T.w]"]],
    [["x:a"], true, ["Intercept", "x:a[p]", "x:a[q]"]],
    [["x*a"], true, ["Intercept", "x", "a[T.q]", "x:a[T.q]"]],
    [["a", "a:x"], true, ["Intercept", "a[T.q]", "a[p]:x", "a[q]:x"]],
    [["a", "a:b"], true, ["Intercept", "a[T.q]", "a[p]:b[T.v]", "a[q]:b[T.v]", "a[p]:b[T.w]", "a[q]:b[T.w]"]],
    [["a:x", "b:x"], true, ["Intercept", "a[p]:x", "a[q]:x", "b[T.v]:x", "b[T.w]:x"]],
    [["a:x", "b"], false, ["a[p]:x", "a[q]:x", "b[u]", "b[v]", "b[w]"]],
    [
      ["(a + b + x)^2"],
      true,
      [
        ...["Intercept", "a[T.q]", "b[T.v]", "b[T.w]", "x"],
        ...["a[T.q]:b[T.v]", "a[T.q]:b[T.w]", "a[T.q]:x", "b[T.v]:x", "b[T.w]:x"],
      ],
    ],
  ])("codes %j with intercept %j in full rank", (terms, intercept, names) => {
    // Twice as many rows, so that every cell is there.
    const twice = Object.fromEntries(
      Object.entries(people).map(([name, values]) => [name, [...values, ...values]]),
    );
    expect(build(twice, terms, { intercept }).names).toEqual(names);
  });

  it("lets '.' stand for every column not otherwise used", () => {
    expect(build(people, ["log(x)", "."], { exclude: ["z"] }).names).toEqual([
      ...["Intercept", "log(x)", "a[T.q]", "b[T.v]", "b[T.w]"],
    ]);
  });

  it("takes a chosen reference, numbers as categories, and a name with signs as it is or in backticks", () => {
    const table = {
      dose: [10, 9, 10, 2, 9, 2],
      "tumor-size": [1, 2, 4, 8, 9, 3],
      b: ["u", "v", "w", "u", "v", "w"],
    };
    expect(build(table, ['C(b, "v")', "tumor-size"]).names).toEqual([
      ...["Intercept", 'C(b, "v")[T.u]', 'C(b, "v")[T.w]', "tumor-size"],
    ]);
    expect(build(table, ["C(dose)"]).names).toEqual(["Intercept", "C(dose)[T.9]", "C(dose)[T.10]"]);
    expect(build(table, ["C(dose, 9)", "log(`tumor-size`)"]).names).toEqual([
      ...["Intercept", 'C(dose, "9")[T.2]', 'C(dose, "9")[T.10]', "log(`tumor-size`)"],
    ]);
    expect(build(table, ["`tumor-size`:b"]).names.slice(1)).toEqual([
      "tumor-size:b[u]",
      "tumor-size:b[v]",
      "tumor-size:b[w]",
    ]);
  });

  it("multiplies what interactions join, the first factor running fastest", () => {
    const design = build({ ...people, s: ["m", "n", "n", "m", "m", "n"] }, ["x:s", "x:z"], {
      intercept: false,
    });
    expect(design.names).toEqual(["x:s[m]", "x:s[n]", "x:z"]);
    expect(rowsOf(design)[1]).toEqual([0, 2, 2]);
    expect(rowsOf(design)[3]).toEqual([4, 0, 36]);
    const twice = build({ a: ["p", "q", "p", "q", "p", "q", "p", "q"], x: [1, 2, 3, 4, 5, 6, 7, 9] }, [
      "a:poly(x, 2)",
    ]);
    expect(twice.names.slice(1)).toEqual([
      "a[p]:poly(x, 2)[0]",
      "a[q]:poly(x, 2)[0]",
      "a[p]:poly(x, 2)[1]",
      "a[q]:poly(x, 2)[1]",
    ]);
  });

  it("makes an intercept alone of '1', and of no terms at all", () => {
    expect(build(people, ["1"]).names).toEqual(["Intercept"]);
    expect(build(people, []).names).toEqual(["Intercept"]);
    expect(build(people, ["x + a"]).names).toEqual(["Intercept", "x", "a[T.q]"]);
    expect(build(people, ["x * z", "x"]).names).toEqual(["Intercept", "x", "z", "x:z"]);
  });

  it("flags rows with a missing value, and makes the same of the others as if these had not been there", () => {
    const holes = {
      x: [1, 2, null, 4, 5, 7, 0, 6, 11],
      z: [0.5, 1, 4, 9, 2, 3, 1, 8, 6],
      b: ["u", "u", "only here", "v", "v", "u", null, "v", "w"],
    };
    const terms = ["ns(z, 2)", "poly(x, 1)", "log(x)", "b"];
    const skip = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1);
    const design = build(holes, terms, { skip });
    expect(Array.from(design.missing!)).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 1]);
    const complete = Object.fromEntries(
      Object.entries<unknown[]>(holes).map(([name, values]) => [
        name,
        values.filter((_, row) => !design.missing![row]),
      ]),
    );
    const alone = build(complete, terms);
    expect(alone.missing).toBeNull();
    expect(alone.recipe).toEqual(design.recipe);
    expect(rowsOf(design).filter((_, row) => !design.missing![row])).toEqual(rowsOf(alone));
    expect(rowsOf(design)[2]!.every(Number.isNaN)).toBe(true);
  });
});

describe("applyDesign", () => {
  const number = fc.double({ min: 0.001, max: 1000, noNaN: true });
  const tables = fc
    .integer({ min: 40, max: 80 })
    .chain((rows) => {
      const array = <T>(cell: fc.Arbitrary<T>) => fc.array(cell, { minLength: rows, maxLength: rows });
      const hole = fc.option(number, { freq: 20, nil: null });
      return fc.record({ x: array(hole), z: array(number), b: array(fc.constantFrom("u", "v", "w")) });
    })
    // Ties at random are no part of this test.
    .filter(({ x, z, b }) => new Set(x).size > 20 && new Set(z).size > 20 && new Set(b).size === 3);

  it("makes of the same rows the same design, bit for bit, from a recipe that went through JSON", () => {
    const terms = ["log(x)", "ns(z, 3)", "bs(x, 4)", "poly(z, 3)", "I(x / z - 2)", "b*z", 'C(b, "w"):x'];
    fc.assert(
      fc.property(tables, (columns) => {
        const table = asTable(columns, "glm");
        const design = buildDesign(table, { terms, where: "glm" });
        const again = applyDesign(JSON.parse(JSON.stringify(design.recipe)), table, { where: "predict" });
        expect(again.names).toEqual(design.names);
        expect(again.missing).toEqual(design.missing);
        expect(new BigUint64Array(again.values.buffer)).toEqual(new BigUint64Array(design.values.buffer));
      }),
      { numRuns: 25 },
    );
  });

  const apply = (terms: string[], table: TableLike) =>
    applyDesign(build(people, terms).recipe, asTable(table, "predict"), { where: "predict" });

  it("codes categories by the levels of the fit, whichever the new rows hold", () => {
    expect(rowsOf(apply(["b"], { b: ["w", "u"] }))).toEqual([
      [1, 0, 1],
      [1, 0, 0],
    ]);
    const { recipe } = build({ year: [2001, 2002, 2003, 2001] }, ["C(year)"]);
    expect(rowsOf(applyDesign(recipe, asTable({ year: [2003] }, "predict"), { where: "predict" }))).toEqual([
      [1, 0, 1],
    ]);
  });

  it("flags rows with a missing value", () => {
    const design = apply(["x", "b"], { x: [1, null, 3], b: ["u", "v", null] });
    expect(Array.from(design.missing!)).toEqual([0, 1, 1]);
    expect(rowsOf(design)[0]).toEqual([1, 1, 0, 0]);
  });

  it.each<[string[], TableLike, string]>([
    [["b"], { b: ["u", "z"] }, "predict: column 'b' holds 'z' in row 2, a level that the fit did not see"],
    [["C(x)"], { x: [1, 99] }, "predict: column 'x' holds 99 in row 2, a level that the fit did not see"],
    [
      ["x"],
      { z: [1] },
      "predict: 'terms' names column 'x', which the table does not have (did you mean 'z'?)",
    ],
    [
      ["x"],
      { x: ["1"] },
      "predict: 'terms' needs numbers, but column 'x' holds text, for example '1' in row 1",
    ],
    [
      ["log(x)"],
      { x: [1, 0] },
      "predict: 'terms' takes log(x), but x is 0 in row 2; a logarithm needs numbers above 0",
    ],
  ])("refuses rows that %j cannot take", (terms, table, message) => {
    expect(() => apply(terms, table)).toThrow(new InputError(message));
  });
});

describe("a recipe from a stranger", () => {
  const table = asTable(people, "predict");
  const { recipe } = build(people, ["poly(x, 1)", "bs(z, 3)", "a"], { intercept: false });

  it("is refused or applied, but breaks nothing, whatever was changed in it", () => {
    const paths: (string | number)[][] = [];
    const collect = (value: unknown, path: (string | number)[]) => {
      paths.push(path);
      if (typeof value === "object" && value !== null)
        for (const [key, inner] of Object.entries(value)) collect(inner, [...path, key]);
    };
    collect(recipe, []);
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(-1, 0.5, 1e9, "x", "log(x", "spline", {}, [[]], [{ factor: 9, full: true }]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), junk, (path, value) => {
        const changed = { recipe: structuredClone(recipe) as unknown };
        const full = ["recipe", ...path];
        type Tree = { [key: string | number]: Tree };
        const parent = full.slice(0, -1).reduce<Tree>((at, key) => at[key]!, changed as Tree);
        parent[full.at(-1)!] = value as Tree;
        try {
          applyDesign(changed.recipe as never, table, { where: "predict" });
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("cannot ask for more columns than memory holds", () => {
    const levels = Array.from({ length: 1000 }, (_, index) => String(index));
    const bomb = {
      intercept: false,
      factors: [{ kind: "category" as const, label: "a", column: "a", levels, reference: 0 }],
      terms: [{ name: "a", subterms: [Array.from({ length: 8 }, () => ({ factor: 0, full: true }))] }],
    };
    expect(() => applyDesign(bomb, table, { where: "predict" })).toThrow(
      new InputError("predict: the recipe of the design is damaged"),
    );
  });
});

describe("what cannot be a design", () => {
  const table = {
    ...people,
    one: [1, 1, 1, 1, 1, 1],
    zero: [0, 0, 0, 0, 0, 0],
    same: ["k", "k", "k", "k", "k", "k"],
    id: ["r1", "r2", "r3", "r4", "r5", "r6"],
    mixed: [1, 2, "abc", 4, 5, 6],
    when: Array.from({ length: 6 }, (_, day) => new Date(day)),
    big: [1, 2, Infinity, 4, 5, 6],
    none: [null, null, null, null, null, null],
    "mixed-up": [1, 2, 3, 4, 5, 6],
    "zip code": ["02118", "02119", "02118", "02119", "02120", "02120"],
    "": [1, 2, 3, 4, 5, 6],
  };
  it.each<[string[], Partial<DesignOptions>, string]>([
    [["xx"], {}, "glm: 'terms' names column 'xx', which the table does not have (did you mean 'x'?)"],
    [
      ["mixd-up"],
      {},
      "glm: 'terms' names column 'mixd-up', which the table does not have (did you mean 'mixed-up'?)",
    ],
    [["x", "x"], {}, "glm: 'terms' holds 'x' twice"],
    [["1", "x"], { intercept: false }, "glm: 'terms' holds an intercept, '1', while 'intercept' is false"],
    [[], { intercept: false }, "glm: 'terms' names no column and 'intercept' is false"],
    [["one"], {}, "glm: the term 'one' in 'terms' is 1 in every row, so its coefficient cannot be estimated"],
    [
      ["zero"],
      { intercept: false },
      "glm: the term 'zero' in 'terms' is 0 in every row, so its coefficient cannot be estimated",
    ],
    [
      ["I(x * 0)"],
      {},
      "glm: the term 'I(x * 0)' in 'terms' is 0 in every row, so its coefficient cannot be estimated",
    ],
    [
      ["same"],
      {},
      "glm: the term 'same' in 'terms' holds the single level 'k', so it says nothing about the outcome",
    ],
    [
      ["id", "x"],
      {},
      "glm: 'terms' makes 7 columns, more than the 6 rows to estimate them from; the term 'id' alone makes 5",
    ],
    [
      ["mixed"],
      {},
      "glm: 'terms' names column 'mixed', which holds numbers but for 'abc' in row 3; mend it, name it in the 'missing' option of readTable if it stands for a missing value, or write C(mixed) to take it as categories",
    ],
    [
      ["x:`zip code`"],
      {},
      "glm: 'terms' names column 'zip code', which holds numbers as text, for example '02118' in row 1; write C(`zip code`) to take it as categories, or make numbers of it first",
    ],
    [
      [""],
      {},
      "glm: 'terms' takes in a column without a name, often the row numbers of a CSV file; name it, or drop it from the table",
    ],
    [["C(`line\nbreak`)"], {}, "glm: 'terms' names column 'line\\nbreak', which the table does not have"],
    [["log(a)"], {}, "glm: 'terms' needs numbers, but column 'a' holds text, for example 'p' in row 1"],
    [
      ["I(mixed)"],
      {},
      "glm: 'terms' needs numbers, but column 'mixed' holds text, for example 'abc' in row 3",
    ],
    [["big"], {}, "glm: 'terms' needs finite numbers, but column 'big' holds Infinity in row 3"],
    [
      ["when"],
      {},
      "glm: 'terms' cannot use column 'when', which holds dates; make a number of them first, for example days since the first",
    ],
    [["none"], {}, "glm: every row has a missing value in a column that the fit uses"],
    [
      ["log(I(x - 3))"],
      {},
      "glm: 'terms' takes log(I(x - 3)), but I(x - 3) is -2 in row 1; a logarithm needs numbers above 0",
    ],
    [
      ["sqrt(x - 3)"],
      {},
      "glm: 'terms' takes sqrt(x - 3), but x - 3 is -2 in row 1; a square root needs numbers of at least 0",
    ],
    [["I(1 / (x - 2))"], {}, "glm: 'terms' takes 1 / (x - 2), but x - 2 is 0 in row 2"],
    [
      ["exp(x * 200)"],
      {},
      "glm: 'terms' takes exp(x * 200), but that is not finite where x * 200 is 800 in row 4",
    ],
    [
      ['C(a, "z")'],
      {},
      `glm: the term 'C(a, "z")' in 'terms' asks for the reference level 'z', but column 'a' has 'p', 'q'`,
    ],
    [["a:b:x:z:one:zero:same:id:big"], {}, "glm: 'terms' holds an interaction of 9 columns; 8 are the most"],
  ])("%j is refused in one sentence", (terms, options, message) => {
    expect(() => build(table, terms, options)).toThrow(new InputError(message));
  });

  it("takes text that is mostly numbers where C(…) asks for it, and other text as it is", () => {
    expect(build(table, ["C(`zip code`)"]).names.slice(1)).toEqual([
      "C(`zip code`)[T.02119]",
      "C(`zip code`)[T.02120]",
    ]);
    expect(build({ beat: ["1", "A", "B", "1", "A", "B"] }, ["beat"]).names).toEqual([
      ...["Intercept", "beat[T.A]", "beat[T.B]"],
    ]);
  });

  it("names the one text among hundreds of numbers, and passes over rows that do not count", () => {
    const x = Array.from({ length: 600 }, (_, row) => (row === 417 ? "abc" : row % 20));
    const y = x.map((_, row) => (row === 417 ? null : row));
    expect(() => build({ x }, ["x"])).toThrow(/column 'x', which holds numbers but for 'abc' in row 418/);
    expect(() => build({ x, y }, ["x", "y"])).toThrow(/numbers as text, for example '0' in row 1;/);
  });

  it("one row is too few", () => {
    expect(() => build({ x: [1], y: [2] }, ["x"])).toThrow(
      new InputError("glm: 'terms' makes 2 columns, more than the one row to estimate them from"),
    );
  });

  it("more columns than rows are refused", () => {
    expect(() => build({ a: [1, 2], b: [3, 5], c: [4, 1] }, ["."])).toThrow(
      new InputError("glm: 'terms' makes 4 columns, more than the 2 rows to estimate them from"),
    );
  });
});

describe("evaluate, columnsOf and numbers", () => {
  const place = { where: "glm", field: "offset" };
  const table = asTable({ area: [1, Math.E, null], "KPIs_met >80%": [1, 0, 1], t: ["1", "2", "x"] }, "glm");

  it("compute an expression row by row", () => {
    expect(Array.from(evaluate(table, "log(area) * 2 - 1", place))).toEqual([-1, 1, NaN]);
    expect(Array.from(evaluate(table, "-2^2 + 3", place))).toEqual([-1, -1, -1]);
    expect(Array.from(evaluate(table, "KPIs_met >80%", place))).toEqual([1, 0, 1]);
    expect(evaluate(table, "area", place)).toBe(numbers(table, "area", place));
  });

  it("name the columns an expression uses", () => {
    expect(columnsOf("log(a + b) / a - `c d`")).toEqual(["a", "b", "c d"]);
    expect(columnsOf("KPIs_met >80%", { table })).toEqual(["KPIs_met >80%"]);
  });

  it.each([
    ["log(aera)", "glm: 'offset' names column 'aera', which the table does not have (did you mean 'area'?)"],
    [
      "KPIs_met >90%",
      "glm: 'offset' names column 'KPIs_met >90%', which the table does not have (did you mean 'KPIs_met >80%'?)",
    ],
    ["t", "glm: 'offset' needs numbers, but column 't' holds text, for example 'x' in row 3"],
    ["log(area", "glm: cannot read the expression 'log(area' in 'offset': the end stands where ')' belongs"],
    [
      "bs(area, 4)",
      "glm: cannot read the expression 'bs(area, 4)' in 'offset': bs(…) cannot stand inside arithmetic or another function",
    ],
    ["log(0) + area", "glm: 'offset' takes log(0), but 0 is 0 in row 1; a logarithm needs numbers above 0"],
  ])("refuse %s", (text, message) => {
    expect(() => evaluate(table, text, place)).toThrow(new InputError(message));
  });
});
