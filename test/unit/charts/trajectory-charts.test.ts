import { describe, expect, test } from "vitest";
import { groupComparisonChart } from "../../../kernel-lib/src/charts/group-comparison.js";
import { groupFlowChart } from "../../../kernel-lib/src/charts/group-flow.js";
import { individualsChart } from "../../../kernel-lib/src/charts/individuals.js";
import { membershipOddsChart } from "../../../kernel-lib/src/charts/membership-odds.js";
import { posteriorChart } from "../../../kernel-lib/src/charts/posterior-histogram.js";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import { startsChart } from "../../../kernel-lib/src/charts/starts.js";
import { trajectoriesChart } from "../../../kernel-lib/src/charts/trajectories.js";
import { trajectoryCharts } from "../../../kernel-lib/src/charts/trajectory-charts.js";
import type { ChartSpec } from "../../../kernel-lib/src/contract/index.js";
import { expectHouseRules } from "./support.js";
import {
  comparisonTable,
  flow,
  startsTable,
  trajectoriesDetails,
  trajectoriesDocument,
} from "./trajectory-fixtures.js";

const names = [
  "trajectories",
  "individuals",
  "comparison",
  "posteriors",
  "membershipOdds",
  "flow",
  "starts",
  "loss",
];

type Row = Record<string, string | number>;
const subtitle = (spec: ChartSpec) => (spec.title as { subtitle: string[] }).subtitle.join("\n");
const dataOf = (spec: unknown) => (spec as { data: { values: Row[] } }).data.values;

describe.each([
  ["three groups", trajectoriesDetails()],
  ["seven thousand people in six groups", trajectoriesDetails({ persons: 7000, groups: 6, waves: 12 })],
  ["three outcomes", trajectoriesDetails({ outcomes: ["crimes", "arrests", "days in prison"] })],
  ["two people in two groups", trajectoriesDetails({ persons: 2, groups: 2, waves: 2 })],
  ["hundreds of waves", trajectoriesDetails({ persons: 20, waves: 900 })],
])("%s", (_, details) => {
  const charts = trajectoryCharts(trajectoriesDocument(), { ...details, flow });

  test("have every chart", () => expect(Object.keys(charts)).toEqual(names));

  test.each(names)("%s compiles without a warning, draws, and keeps the house rules", (name) =>
    expectHouseRules(charts[name]!),
  );

  test("the same fit draws the same charts", () =>
    expect(trajectoryCharts(trajectoriesDocument(), { ...details, flow })).toEqual(charts));
});

test("a single group without covariates or comparison has only the charts that mean something", () => {
  const document = trajectoriesDocument();
  const details = { ...trajectoriesDetails({ groups: 1 }), losses: [] };
  expect(Object.keys(trajectoryCharts({ ...document, tables: {} }, details))).toEqual([
    "trajectories",
    "individuals",
  ]);
});

describe("trajectories", () => {
  const spec = trajectoriesChart(trajectoriesDetails(), { level: 0.9 });

  test("tells the groups, their shares, and how each runs", () => {
    expect(spec.description).toMatch(
      /^Mean crimes by age in 3 groups: group 1 \(55\.6 %\) from .* at 8 to .* at 38/,
    );
    expect(subtitle(spec)).toContain("90 % interval");
  });

  test("without intervals has no band and says nothing of one", async () => {
    const details = trajectoriesDetails();
    for (const { curve } of details.outcomes[0]!.groups) {
      curve.lower.fill(NaN);
      curve.upper.fill(NaN);
    }
    const bare = trajectoriesChart(details, { level: 0.9 });
    expect(subtitle(bare)).not.toContain("interval");
    expect(await renderSvg(bare)).not.toMatch(/class="mark-area role-mark[^"]*"[^>]*><path[^>]+ d="M/);
  });

  test("of several outcomes are panels, groups having one colour in all", () => {
    const panels = trajectoriesChart(trajectoriesDetails({ outcomes: ["crimes", "arrests"] }), {
      level: 0.95,
    });
    expect(panels.vconcat).toHaveLength(2);
  });
});

describe("people by group", () => {
  test("are sampled from every group, and the chart says so", () => {
    const spec = individualsChart(trajectoriesDetails({ persons: 3000 }));
    const people = dataOf(spec).filter(({ kind }) => kind === "person");
    const drawn = new Set(people.map(({ line }) => line)).size;
    expect(subtitle(spec)).toContain(`${drawn} of 3,000 people drawn`);
    expect(new Set(people.map(({ group }) => group)).size).toBe(3);
    // Whole lives, not pieces of them.
    expect(people).toHaveLength(31 * drawn);
  });

  test("are all there when they are few", () => {
    const spec = individualsChart(trajectoriesDetails({ persons: 12, waves: 5 }));
    expect(subtitle(spec)).toContain("All 12 people");
  });
});

describe("the histogram of posterior probabilities", () => {
  test("counts every person once", () => {
    const spec = posteriorChart(trajectoriesDetails({ persons: 300 }))!;
    expect(dataOf(spec).reduce((sum, { people }) => sum + (people as number), 0)).toBe(300);
    expect(spec.description).toMatch(/People below 0\.7: group 1 \(.*\): \d+ of \d+/);
  });

  test("is drawn once for outcomes that share their groups", () => {
    expect(posteriorChart(trajectoriesDetails({ outcomes: ["crimes", "arrests"] }))!.vconcat).toBeUndefined();
  });
});

describe("the comparison of numbers of groups", () => {
  test("draws each criterion above its smallest value", () => {
    const spec = groupComparisonChart(comparisonTable(6), { chosen: 3 })!;
    const [above] = spec.vconcat as unknown[];
    const values = dataOf(above);
    const measures = new Set(values.map(({ measure }) => measure));
    expect(measures.size).toBe(5);
    for (const measure of measures) {
      expect(
        Math.min(...values.filter((row) => row.measure === measure).map(({ value }) => value as number)),
      ).toBe(0);
    }
    expect(spec.description).toContain("BIC (persons) is smallest at 5;");
    expect(spec.description).toContain("The model reported has 4.");
  });

  test("of one model is none", () =>
    expect(groupComparisonChart(comparisonTable(1), { chosen: 0 })).toBeNull());
});

describe("the flow between dual groups", () => {
  const spec = groupFlowChart(flow);
  const bands = dataOf(spec);

  test("has a band for each pair that occurs, as wide as its share at both ends", () => {
    expect(new Set(bands.map(({ band }) => band))).toEqual(
      new Set(["1 to 1", "2 to 1", "2 to 2", "3 to 1", "3 to 2"]),
    );
    for (const { top, bottom, share } of bands as Record<string, number>[]) {
      expect(top! - bottom!).toBeCloseTo(share!, 3);
    }
    expect(spec.description).toContain("group 3 (30.0 %) goes most to group 2 (66.7 % of it)");
  });
});

test("odds ratios are drawn for all but the intercept, and none are no chart", () => {
  const { membership } = trajectoriesDocument().tables;
  const spec = membershipOddsChart(membership!, { level: 0.95 })!;
  expect(dataOf(spec)).toHaveLength(4);
  expect(spec.description).toMatch(/against group 1 .*male, group 2: 0\.887 \(/);
  const rows = membership!.rows.map((row) => ({ ...row, ratio: null }));
  expect(membershipOddsChart({ ...membership!, rows }, { level: 0.95 })).toBeNull();
});

test("the starts tell how many reached the best", () => {
  expect(subtitle(startsChart(startsTable(50))!)).toContain("30 of 49 reached");
  expect(startsChart(startsTable(2))).toBeNull();
});
