import { expect, test } from "vitest";
import { leverageChart } from "../../../kernel-lib/src/charts/leverage.js";
import { details } from "./fixtures.js";

const labels = (spec: unknown) =>
  [...JSON.stringify(spec).matchAll(/"row":"(\d+)"/g)].map(([, row]) => Number(row));

test("the most influential row is named by its place in the table, also where rows were left out", () => {
  const data = details("gaussian", 50);
  data.residuals.pearson[17] = 40;
  data.cooks[17] = 9;
  const spec = leverageChart(data);
  expect(labels(spec)[0]).toBe(18);
  expect(spec.description).toContain("row 18 (9)");
  data.kept = Int32Array.from({ length: 50 }, (_, i) => 2 * i);
  expect(labels(leverageChart(data))[0]).toBe(35);
});

test("influential rows are drawn however many rows are left out of the sample", () => {
  const data = details("gaussian", 100_000);
  data.leverage[99_998] = 0.9;
  data.cooks[99_998] = 5;
  const spec = leverageChart(data);
  expect(JSON.stringify(spec)).toContain('"x":0.9,');
  expect(labels(spec)).toContain(99_999);
});

test("contours are curves of one Cook's distance", () => {
  const data = details("gaussian", 100);
  data.leverage.fill(0.5, 0, 1);
  data.residuals.pearson[0] = 3;
  const curves = (
    JSON.parse(JSON.stringify(leverageChart(data))) as {
      layer: { mark: { type: string }; data: { values: { x: number; y: number }[] } }[];
    }
  ).layer.filter(({ mark }) => mark.type === "line");
  const distances = curves.map(({ data: { values } }) =>
    values.map(({ x, y }) => (y * y * x) / ((1 - x) * data.parameters)),
  );
  expect(distances.length).toBe(4);
  for (const [k, curve] of distances.entries()) {
    for (const distance of curve) expect(distance).toBeCloseTo(k < 2 ? 0.5 : 1, 3);
  }
});

test("a row of leverage 1 has no standardised residual and does no harm", () => {
  const data = details("gaussian", 20);
  data.leverage[3] = 1;
  data.cooks[3] = NaN;
  expect(labels(leverageChart(data))).not.toContain(4);
});

test("a row's number stands beside its point, away from the nearer edge of the chart", () => {
  const data = details("gaussian", 50);
  data.leverage.fill(0.2);
  data.leverage.set([0.01, 0.4], 20);
  data.cooks.set([8, 9], 20);
  const { layer } = leverageChart(data) as unknown as {
    layer: { mark: { type: string; align?: string }; data: { values: { row?: string }[] } }[];
  };
  const sides = layer
    .filter(({ mark }) => mark.type === "text")
    .map(({ mark, data: { values } }) => [values[0]!.row, mark.align]);
  expect(sides.slice(0, 2)).toEqual([
    ["22", "right"],
    ["21", "left"],
  ]);
});
