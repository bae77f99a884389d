import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError, type ResultDocument } from "../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { predictLinear } from "../../../../kernel-lib/src/models/linear/index.js";
import { glm, ols } from "./support.js";

const data = {
  y: [2, 0, 3, 5, 1, 8, 4, 2, 6, 1],
  x: [1, 0.5, 2, 3, 1, 4, 2, 1.5, 3.5, 0],
  g: ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"],
  e: [1, 2, 1, 3, 1, 2, 1, 2, 1, 2],
};
const poisson = { outcome: "y", terms: ["x", "g"], family: "poisson", exposure: "e" } as const;
const column = (table: ReturnType<typeof predictLinear>, name: string) =>
  Array.from(table.array(name) as Float64Array);

describe("predictLinear", () => {
  it("gives the fitted means of the rows it was fitted to, after a trip through JSON", async () => {
    for (const options of [
      poisson,
      { ...poisson, family: "negative-binomial" },
      { ...poisson, offset: "log(e + 1)" },
    ] as const) {
      const { document, details } = await glm(data, options);
      const back = JSON.parse(JSON.stringify(document)) as ResultDocument;
      const predicted = predictLinear(back, asTable(data, "test"));
      column(predicted, "fitted").forEach((mean, i) => expect(mean).toBeCloseTo(details.fitted[i]!, 10));
      column(predicted, "lower").forEach((low, i) => expect(low).toBeLessThan(details.fitted[i]!));
      column(predicted, "upper").forEach((high, i) => expect(high).toBeGreaterThan(details.fitted[i]!));
    }
  });

  it("follows the exposure of the new rows", async () => {
    const { document } = await glm(data, poisson);
    const rows = { x: [1, 1], g: ["a", "a"], e: [1, 10] };
    const [one, ten] = column(predictLinear(document, asTable(rows, "test")), "fitted");
    expect(ten! / one!).toBeCloseTo(10, 10);
  });

  it("widens with the level; counts stay whole", async () => {
    const { document } = await glm(data, poisson);
    const table = asTable(data, "test");
    const [narrow, wide] = [0.5, 0.99].map((level) => predictLinear(document, table, { level }));
    column(narrow!, "upper").forEach((high, i) => expect(high).toBeLessThan(column(wide!, "upper")[i]!));
    for (const name of ["predictionLower", "predictionUpper"]) {
      expect(column(wide!, name).every(Number.isInteger)).toBe(true);
    }
    expect(() => predictLinear(document, table, { level: 1.5 })).toThrow(
      "predict: 'level' must be between 0 and 1, got 1.5",
    );
  });

  it("gives probabilities between 0 and 1", async () => {
    const binary = { ...data, y: data.y.map((v, i) => (v > 2 || i === 1 ? "many" : "few")) };
    const { document } = await glm(binary, { outcome: "y", terms: ["x"], family: "binomial" });
    const predicted = predictLinear(document, asTable({ x: [-50, 0, 2, 50] }, "test"));
    for (const name of ["fitted", "lower", "upper"]) {
      for (const p of column(predicted, name)) expect(p >= 0 && p <= 1).toBe(true);
    }
    expect(predicted.columnNames()).not.toContain("predictionLower");
  });

  it("leaves rows with missing values NaN", async () => {
    const { document } = await ols(data, { outcome: "y", terms: ["x"] });
    const fitted = column(predictLinear(document, asTable({ x: [1, NaN] }, "test")), "fitted");
    expect(fitted[0]).toBeGreaterThan(0);
    expect(fitted[1]).toBeNaN();
  });

  it("refuses new rows it cannot use", async () => {
    const { document } = await glm(data, poisson);
    const predict = (rows: object) => () => predictLinear(document, asTable(rows as never, "test"));
    expect(predict({ g: ["a"], e: [1] })).toThrow(/^predict: .*'x'/);
    expect(predict({ x: [1], g: ["z"], e: [1] })).toThrow(
      /^predict: .*'z' in row 1, a level that the fit did not see/,
    );
    expect(predict({ x: [1], g: ["a"], e: [0] })).toThrow(
      "predict: the exposure 'e' must be above 0, but is 0 in row 1",
    );
  });

  it("refuses a damaged document in a sentence, whatever the damage", async () => {
    const { document } = await glm(data, poisson);
    const table = asTable(data, "test");
    const paths = Object.keys(document.predictor!);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (field, junk) => {
        const damaged = {
          ...document,
          predictor: { ...document.predictor, [field]: junk },
        } as ResultDocument;
        try {
          predictLinear(damaged, table); // some junk is a valid value
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 500 },
    );
    expect(() => predictLinear({ ...document, predictor: undefined } as never, table)).toThrow(InputError);
  });
});
