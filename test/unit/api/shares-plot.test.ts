import { expect, test } from "vitest";
import { sharesPlot } from "../../../kernel-lib/src/api/index.js";

const table = {
  reason: ["drugs", "drugs", "traffic", "traffic", "traffic", null, "drugs"],
  race: ["A", "A", "A", "B", "B", "B", null],
  district: [1, 1, 2, 2, 2, 1, 1],
  date: Array.from({ length: 7 }, (_, d) => new Date(Date.UTC(2020, 0, d + 1))),
};
type Value = { category: string; cohort: string; share: number; lower: number; upper: number; rows: number };
const valuesOf = (chart: ReturnType<typeof sharesPlot>) =>
  (chart.spec.data as unknown as { values: Value[] }).values;
const find = (values: Value[], category: string, cohort: string) =>
  values.find((value) => value.category === category && value.cohort === cohort)!;

test("shares are within the group, of rows that have both, with Wilson's intervals", () => {
  const values = valuesOf(sharesPlot(table, { category: "reason", group: "race" }));
  // Wilson's interval of 2 of 3 at 95 %: 0.2077 to 0.9385.
  expect(find(values, "drugs", "A")).toMatchObject({ rows: 2, share: 0.66667 });
  expect(find(values, "drugs", "A").lower).toBeCloseTo(0.2077, 4);
  expect(find(values, "drugs", "A").upper).toBeCloseTo(0.9385, 4);
  expect(find(values, "drugs", "B")).toMatchObject({ rows: 0, share: 0, lower: 0 });
  for (const group of ["A", "B"]) {
    const own = values.filter(({ cohort }) => cohort === group);
    expect(own.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 4);
  }
});

test("numbers that stand for kinds are categories too, and the picture is drawn", async () => {
  const chart = sharesPlot(table, { category: "reason", group: "district" });
  expect(new Set(valuesOf(chart).map(({ cohort }) => cohort))).toEqual(new Set(["1", "2"]));
  expect(await chart.svg()).toContain("reason by district");
});

test.each([
  [{ category: "raeson", group: "race" }, "column 'raeson'"],
  [{ category: "race", group: "race" }, "'category' and 'group' are both column 'race'"],
  [{ category: "reason", group: "date" }, "'group' needs categories, but column 'date' holds dates"],
  [{ category: "reason", group: "race", level: 1 }, "'level' must be between 0 and 1, got 1"],
])("refuses %j", (options, message) => {
  expect(() => sharesPlot(table, options)).toThrow(message);
});

test("refuses rows of which none has both, and numbers that are no kinds", () => {
  const apart = { a: ["x", null], b: [null, "y"] };
  expect(() => sharesPlot(apart, { category: "a", group: "b" })).toThrow("no row has both a 'a' and a 'b'");
  const many = { a: Array.from({ length: 200 }, (_, i) => i / 7), b: Array<string>(200).fill("x") };
  expect(() => sharesPlot(many, { category: "a", group: "b" })).toThrow("holds 200 different numbers");
});
