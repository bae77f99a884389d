// @vitest-environment jsdom
import { checkChart, type ChartSpec } from "quetelet/contract";
import { beforeAll, describe, expect, it } from "vitest";
import { chartPicture } from "../../../../../extension/src/chart/draw";
import { comparisonCharts } from "../../../../../extension/src/compare/charts";
import { marksOf, thin } from "../../../../../extension/src/compare/charts/spec";
import { fakeCanvas } from "../../fake-canvas";
import { fixture, trans } from "../../support";
import { compared, result, table } from "../support";

beforeAll(fakeCanvas);

const overlaid = (charts: ReturnType<typeof comparisonCharts>) =>
  charts.flatMap((chart) => (chart.kind === "overlaid" ? [chart] : []));
const rowsOf = (spec: ChartSpec) => (spec.data as { values: Record<string, unknown>[] }).values;

/** It passes the check that every chart passes, and Vega-Lite draws it. */
async function draws(spec: ChartSpec) {
  const check = checkChart(spec);
  if (!check.ok) throw new Error(check.refusal.kind);
  expect(spec.description.length).toBeGreaterThan(20);
  expect((await chartPicture(check.chart, "svg")).size).toBeGreaterThan(2000);
}

describe("coefficients", () => {
  it("of one scale are drawn over one another, without the intercept", async () => {
    const robust = fixture("ols");
    for (const row of robust.tables.coefficients!.rows) row.lower = Number(row.lower) - 1;
    const [chart] = overlaid(comparisonCharts(compared(fixture("ols"), robust), trans));
    expect(chart?.label).toBe("Coefficients");
    const rows = rowsOf(chart!.spec);
    expect(new Set(rows.map(({ result }) => result))).toEqual(new Set(["A", "B"]));
    expect(rows.map(({ term }) => term)).not.toContain("Intercept");
    expect(rows).toHaveLength(10);
    await draws(chart!.spec);
  });

  it("of different scales are drawn apart, each kind with its own", async () => {
    const [ols, counts] = [fixture("ols"), fixture("negative-binomial")];
    const charts = comparisonCharts(compared(ols, ols, counts, counts), trans);
    const labels = overlaid(charts).map(({ label }) => label);
    expect(labels).toEqual(["Coefficients of A, B", "Coefficients of C, D"]);
    expect(charts.some(({ name }) => name === "coefficients")).toBe(false);
    for (const { spec } of overlaid(charts)) await draws(spec);
  });

  it("of two scales stand beside each other", () => {
    const charts = comparisonCharts(compared(fixture("ols"), fixture("negative-binomial")), trans);
    expect(charts.find(({ name }) => name === "coefficients")).toMatchObject({ kind: "beside" });
    expect(overlaid(charts)).toEqual([]);
  });

  it("stay on the page when one interval is without end", async () => {
    const wide = fixture("negative-binomial");
    Object.assign(wide.tables.coefficients!.rows[1]!, { ratioLower: 1e-12, ratioUpper: 1e12 });
    const [chart] = overlaid(comparisonCharts(compared(fixture("negative-binomial"), wide), trans));
    const layers = chart!.spec.layer as { encoding: { x: { scale?: { domain: [number, number] } } } }[];
    const [low, high] = layers[1]!.encoding.x.scale!.domain;
    expect(low).toBeGreaterThan(0.05);
    expect(high).toBeLessThan(20);
    await draws(chart!.spec);
  });
});

it("trajectories of one outcome and time are drawn over one another", async () => {
  const curves = (means: number[]) =>
    table(
      means.flatMap((mean, group) =>
        [1, 2, 3].map((time) => ({ group: group + 1, time, mean: mean * time, lower: 0, upper: 9 })),
      ),
    );
  const model = (means: number[], time = "age") =>
    result({ model: "trajectories", config: { time }, tables: { curves: curves(means) }, charts: {} });
  const [chart] = overlaid(comparisonCharts(compared(model([1, 2]), model([1, 2, 3])), trans));
  expect(new Set(rowsOf(chart!.spec).map(({ curve }) => curve))).toEqual(
    new Set(["A1", "A2", "B1", "B2", "B3"]),
  );
  await draws(chart!.spec);
  expect(comparisonCharts(compared(model([1]), model([1], "year")), trans)).toEqual([]);
});

it("trade-offs of one fairness loss are drawn over one another, with those in use", async () => {
  const points = table([
    { set: "optimal", lambdaLow: 0, lambdaHigh: 0.001, error: 0.5, fairness: 0 },
    { set: "optimal", lambdaLow: 0.001, lambdaHigh: 0.5, error: 0.3, fairness: 0.1 },
    { set: "optimal", lambdaLow: 0.5, lambdaHigh: 1, error: 0.2, fairness: 0.3 },
  ]);
  const model = (fairnessLoss: string) =>
    result({
      model: "decoupled",
      config: { fairnessLoss },
      fit: { error: 0.3, fairness: 0.1 },
      tables: { frontier: points },
      charts: {},
    });
  const [chart] = overlaid(comparisonCharts(compared(model("balanced"), model("balanced")), trans));
  expect(rowsOf(chart!.spec)).toHaveLength(4);
  expect(chart!.spec.description).toContain("A 0.3, 0.1; B 0.3, 0.1");
  await draws(chart!.spec);
  expect(comparisonCharts(compared(model("balanced"), model("equalised-odds")), trans)).toEqual([]);
});

it("accuracy is drawn from the whole curve where a chart has it, and else from the table", async () => {
  const accuracy = table([{ period: "crimes", rule: "share", share: 0.05, hitRate: 0.2 }]);
  const curve = {
    ...fixture("ols").charts.coefficients!,
    data: {
      values: [0, 0.01, 0.05, 1].map((area) => ({
        period: "crimes",
        order: "by the model",
        area,
        captured: Math.sqrt(area),
      })),
    },
  };
  const bare = result({ model: "risk-terrain", tables: { accuracy }, charts: {} });
  const whole = result({ model: "risk-terrain", tables: { accuracy }, charts: { accuracy: curve } });
  const [chart] = overlaid(comparisonCharts(compared(bare, whole), trans));
  const of = (letter: string) =>
    rowsOf(chart!.spec)
      .filter(({ result }) => result === letter)
      .map(({ captured }) => captured);
  expect(of("A")).toEqual([0, 0.2, 1]);
  expect(of("B")).toEqual([0, 0.1, Math.sqrt(0.05), 1]);
  await draws(chart!.spec);
});

it("gives a result the same colour in every chart", () => {
  const all = compared(result(), result(), result());
  const range = (shown: typeof all) => (marksOf(shown).color.scale as { range: string[] }).range;
  expect(range([all[2]!])).toEqual([range(all)[2]]);
});

it("thins evenly and keeps both ends", () => {
  expect(thin([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
  expect(thin([1, 2], 3)).toEqual([1, 2]);
});
