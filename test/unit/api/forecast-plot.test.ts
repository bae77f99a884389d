import { expect, test } from "vitest";
import { forecastPlot } from "../../../kernel-lib/src/api/index.js";

const day = (d: number) => new Date(Date.UTC(2020, 0, d));
const table = {
  date: [day(3), day(1), day(2), day(4)],
  count: [12, 5, 9, null],
  fitted: [8, 6, 7, 8],
  predictionLower: [4, 3, 3, 4],
  predictionUpper: [11, 9, 9, 12],
};
const valuesOf = (chart: ReturnType<typeof forecastPlot>) =>
  (chart.spec.data as unknown as { values: Record<string, unknown>[] }).values;

test("days come in order, a day to come has no outcome, and what lies outside is marked", () => {
  const chart = forecastPlot(table, { observed: "count", level: 0.9 });
  expect(valuesOf(chart).map(({ date, observed, outside }) => [date, observed, outside])).toEqual([
    ["2020-01-01", 5, 0],
    ["2020-01-02", 9, 0],
    ["2020-01-03", 12, 1],
    ["2020-01-04", null, 0],
  ]);
});

test("the chart says how many outcomes the ribbon held beside what it promised", async () => {
  const chart = forecastPlot(table, { observed: "count", level: 0.9 });
  expect(chart.spec.description).toContain(
    "2 of 3 outcomes (66.7 %) lie within the ribbon; it promises 90 %",
  );
  const svg = await chart.svg();
  expect(svg).toContain("2 of 3 outcomes (66.7 %)");
  expect(svg).toContain("Forecast of count");
});

test("without any outcome it draws the forecast alone", () => {
  const chart = forecastPlot({ ...table, count: [NaN, NaN, NaN, NaN] }, { observed: "count" });
  expect(chart.spec.description).toContain("No outcome is known");
});

test.each([
  [{ observed: "cuont" }, "column 'cuont'"],
  [{ observed: "count", level: 90 }, "'level' must be between 0 and 1, got 90"],
  [{ observed: "count", date: "fitted" }, "'date' needs dates, but column 'fitted' holds numbers"],
  [{ observed: "fitted", fitted: "count" }, "'fitted' names column 'count', which has no value in row 4"],
  [{ observed: "count", interval: ["low", "high"] as const }, "column 'low'"],
])("refuses %j", (options, message) => {
  expect(() => forecastPlot(table, options)).toThrow(message);
});

test("refuses a table without rows", () => {
  const empty = Object.fromEntries(Object.keys(table).map((name) => [name, []]));
  expect(() => forecastPlot(empty, { observed: "count" })).toThrow(/^forecastPlot: .*(empty|rows)/);
});
