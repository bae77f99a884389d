import { beforeAll, describe, expect, test } from "vitest";
import { cohortScoresChart } from "../../../kernel-lib/src/charts/cohort-scores.js";
import { decoupledCharts } from "../../../kernel-lib/src/charts/decoupled-charts.js";
import { frontierChart, pointAt } from "../../../kernel-lib/src/charts/frontier.js";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import type { ChartSpec } from "../../../kernel-lib/src/contract/index.js";
import type { DecoupledOptions } from "../../../kernel-lib/src/models/decoupled/index.js";
import { applicants, estimate, features, type Fitted } from "../models/decoupled/hiring.js";
import { expectHouseRules } from "./support.js";

const fairly: DecoupledOptions = {
  label: "hired",
  features,
  cohorts: { columns: ["sex"] },
  fairnessLoss: "demographic-parity",
  lambda: 0.5,
  bootstraps: 20,
};

type Row = Record<string, string | number | boolean | null>;
const subtitle = (spec: ChartSpec) => (spec.title as { subtitle: string[] }).subtitle.join("\n");
const dataOf = (spec: unknown) => (spec as { data: { values: Row[] } }).data.values;
const panels = (spec: ChartSpec) => spec.vconcat as { layer: { data?: unknown }[]; data: unknown }[];
const draw = ({ document, details }: Fitted) => decoupledCharts(document, details);

const cases: [string, () => Promise<Fitted>, string[]][] = [
  [
    "two cohorts and a fairness loss",
    () => estimate(applicants(300), fairly),
    ["frontier", "thresholds", "groupMetrics", "decoupling", "roc", "calibration", "cohorts"],
  ],
  [
    "merged cohorts, each cut by itself",
    () =>
      estimate(applicants(300), {
        ...fairly,
        fairnessLoss: undefined,
        cohorts: { columns: ["sex", "region"] },
      }),
    ["thresholds", "groupMetrics", "decoupling", "roc", "calibration", "cohorts"],
  ],
  [
    "transfer learning with several weights",
    () =>
      estimate(applicants(700), {
        ...fairly,
        cohorts: { columns: ["region"] },
        theta: [0.2, 0.8],
        defaultTheta: 0.5,
        minCohortShare: 0.2,
        minFoldSizeTheta: 5,
      }),
    ["frontier", "thresholds", "groupMetrics", "decoupling", "roc", "calibration", "theta", "cohorts"],
  ],
  [
    "scores given, without intervals",
    () => {
      const { hired, sex, skill } = applicants(200);
      const score = skill.map((value) => 1 / (1 + Math.exp(-value)));
      return estimate(
        { hired, sex, score },
        {
          ...fairly,
          features: undefined,
          score: "score",
          bootstraps: 0,
          fairnessLoss: "worst-group-error",
        },
      );
    },
    ["frontier", "thresholds", "groupMetrics", "roc", "calibration", "cohorts"],
  ],
  [
    "several classes",
    () =>
      estimate(applicants(300), { label: "level", features, cohorts: { columns: ["sex"] }, bootstraps: 20 }),
    ["decoupling", "cohorts"],
  ],
  [
    "a regression",
    () =>
      estimate(applicants(300), { label: "wage", features, cohorts: { columns: ["sex"] }, bootstraps: 20 }),
    ["decoupling", "cohorts"],
  ],
];

describe.each(cases)("%s", (_, fit, names) => {
  let charts: Record<string, ChartSpec>;
  beforeAll(async () => void (charts = draw(await fit())));

  test("has the charts that mean something", () => expect(Object.keys(charts)).toEqual(names));

  test.each(names)("%s compiles without a warning, draws, and keeps the house rules", (name) =>
    expectHouseRules(charts[name]!),
  );
});

describe("with names that could be markup or code", () => {
  const strange = `<b>"it's"</b> \\ ' || true //`;
  test("every chart draws", async () => {
    const { sex, ...rest } = applicants(250);
    const named = { ...rest, sex: sex.map((value) => (value === "F" ? strange : value)) };
    const charts = draw(await estimate(named, fairly));
    for (const spec of Object.values(charts)) {
      await expectHouseRules(spec);
      expect(await renderSvg(spec)).not.toContain("<b>");
    }
  });
});

describe("the trade-off", () => {
  let fitted: Fitted;
  let spec: ChartSpec;
  beforeAll(async () => {
    fitted = await estimate(applicants(300), fairly);
    spec = draw(fitted).frontier!;
  });

  test("has every breakpoint twice, where chosen and held out, and the other ways to choose", () => {
    const { points: all, candidates } = fitted.details.tradeOff!;
    const points = all.filter(({ lambdaHigh }) => lambdaHigh >= 0.01);
    const values = dataOf(panels(spec)[0]);
    expect(values).toHaveLength(2 * (points.length + candidates.length));
    const chosenOn = values.filter(({ rows }) => rows === "rows the thresholds were chosen on");
    expect(chosenOn.map(({ error }) => error)).toEqual(
      [...points, ...candidates].map(({ error }) => Number(error.toPrecision(5))),
    );
    expect(new Set(values.map(({ kind }) => kind))).toContain("one threshold for all");
    const dominated = chosenOn.filter(({ kind }) => kind === "optimal, but dominated");
    expect(dominated).toHaveLength(points.filter((point) => point.dominated).length);
  });

  test("marks the set that is optimal for the λ in use", () => {
    const { points } = fitted.details.tradeOff!;
    const chosen = pointAt(points, 0.5);
    expect(points[chosen]!.lambdaLow).toBeLessThanOrEqual(0.5);
    expect(points[chosen]!.lambdaHigh).toBeGreaterThanOrEqual(0.5);
    expect(points[chosen]!.thresholds).toEqual(fitted.details.thresholds!.thresholds);
    expect(JSON.stringify(spec)).toContain(`"value":[{"set":"optimal set ${chosen + 1}"}]`);
    expect(subtitle(spec)).toContain("λ = 0.5");
  });

  test("tells of every set its thresholds and what they do to each cohort, in a tooltip and a panel", () => {
    const [first] = dataOf(panels(spec)[0]);
    expect(first!.cohort1).toMatch(/^≥ .*: .* % selected, TPR .* %, FPR .* %$/);
    const { points: all, candidates } = fitted.details.tradeOff!;
    const points = all.filter(({ lambdaHigh }) => lambdaHigh >= 0.01);
    const rows = dataOf(panels(spec)[1]);
    expect(rows).toHaveLength(2 * (points.length + candidates.length));
    expect(rows[0]!.Selected).toBeCloseTo(points[0]!.byCohort[0]!.selectionRate, 4);
    expect(rows[0]!["judged Selected"]).toBeCloseTo(points[0]!.heldOut!.byCohort[0]!.selectionRate, 4);
  });

  test("keeps the ends and the set in use when there are too many to draw, and says so", async () => {
    const { points, ...rest } = fitted.details.tradeOff!;
    const many = Array.from({ length: 1500 }, (_, i) => ({
      ...points[0]!,
      lambdaLow: i / 1500,
      lambdaHigh: (i + 1) / 1500,
      error: 0.5 - i / 4000,
      fairness: i ** 2 / 1e7,
    }));
    const drawn = frontierChart(
      { ...rest, points: many },
      {
        cohorts: ["F", "M"],
        loss: "demographic-parity",
        lambda: 0.5001,
      },
    );
    expect(subtitle(drawn)).toMatch(/Sets for λ below 0\.01 only/);
    expect(subtitle(drawn)).toMatch(/ of 1486 sets drawn/);
    const sets = dataOf(panels(drawn)[0]).map(({ set }) => set);
    expect(sets).toEqual(expect.arrayContaining(["optimal set 15", "optimal set 751", "optimal set 1500"]));
    await expectHouseRules(drawn);
  });

  test("describes its ends and the choice", () =>
    expect(spec.description).toMatch(
      /the fairest, at λ = 0, has error .*; the one of least error, at λ = 1/,
    ));
});

describe("scores by cohort", () => {
  test("count every row once, and select exactly those at or above the threshold", async () => {
    const { details } = await estimate(applicants(400), fairly);
    const bars = dataOf(cohortScoresChart(details, { label: "hired" })!).filter(
      ({ rows }) => rows !== undefined,
    );
    expect(bars.reduce((sum, { rows }) => sum + (rows as number), 0)).toBe(400);
    details.thresholds!.byCohort.forEach(({ name, selectionRate, weight }) => {
      const selected = bars.filter(({ cohort, selected }) => cohort === name && selected === true);
      const rows = selected.reduce((sum, row) => sum + (row.rows as number), 0);
      expect(rows).toBe(Math.round(selectionRate * weight));
    });
  });

  test("stand when a threshold takes everybody or nobody", async () => {
    const { details } = await estimate(applicants(200), fairly);
    const thresholds = { ...details.thresholds!, thresholds: [0, 1.5] };
    const spec = cohortScoresChart({ ...details, thresholds }, { label: "hired" })!;
    await expectHouseRules(spec);
    const texts = dataOf(spec).flatMap(({ text }) => (text === undefined ? [] : [text]));
    expect(texts).toEqual(["0 (all)", "1 (none)"]);
  });
});

test("ROC curves run from none to all, rising, and the mark is where the predictions are", async () => {
  const fitted = await estimate(applicants(300), fairly);
  const { roc } = draw(fitted);
  const [, lines, marks] = roc!.layer as { data: { values: Row[] } }[];
  for (const cohort of ["F", "M"]) {
    const curve = lines!.data.values.filter((row) => row.cohort === cohort) as Record<string, number>[];
    expect([curve[0]!.fpr, curve[0]!.tpr]).toEqual([0, 0]);
    expect([curve.at(-1)!.fpr, curve.at(-1)!.tpr]).toEqual([1, 1]);
    for (let i = 1; i < curve.length; i++) {
      expect(curve[i]!.fpr).toBeGreaterThanOrEqual(curve[i - 1]!.fpr!);
      expect(curve[i]!.tpr).toBeGreaterThanOrEqual(curve[i - 1]!.tpr!);
    }
    const group = fitted.document.tables.groups!.rows.find(
      ({ by, group }) => by === "cohort" && group === cohort,
    )!;
    const mark = marks!.data.values.find((row) => row.cohort === cohort)!;
    expect(mark.tpr).toBeCloseTo(group.truePositiveRate as number, 3);
    expect(mark.fpr).toBeCloseTo(group.falsePositiveRate as number, 3);
  }
});

test("cohort sizes add up to the rows, merged or helped", async () => {
  const merged = await estimate(applicants(300), { ...fairly, cohorts: { columns: ["sex", "region"] } });
  const [bars] = draw(merged).cohorts!.layer as { data: { values: Row[] } }[];
  expect(bars!.data.values.reduce((sum, { rows }) => sum + (rows as number), 0)).toBe(300);
  expect(new Set(bars!.data.values.map(({ kind }) => kind))).toEqual(new Set(["own rows", "joined to it"]));
});

test("metrics by group have an interval for each group and everybody's value", async () => {
  const fitted = await estimate(applicants(300), fairly);
  const values = dataOf(draw(fitted).groupMetrics);
  const selected = values.filter(({ measure }) => measure === "Selected");
  expect(selected.map(({ group }) => group)).toEqual(["F", "M"]);
  for (const { estimate: own, lower, upper, overall } of selected as Record<string, number>[]) {
    expect(lower).toBeLessThanOrEqual(own!);
    expect(upper).toBeGreaterThanOrEqual(own!);
    expect(overall).toBeCloseTo(fitted.details.metrics!.overall.metrics.selectionRate!.estimate!, 4);
  }
});
