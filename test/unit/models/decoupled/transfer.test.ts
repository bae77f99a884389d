import { describe, expect, it } from "vitest";
import { findOutside, type LabelledCohort } from "../../../../kernel-lib/src/models/decoupled/transfer.js";

const where = "decoupled";
const classes = (name: string, ...counts: number[]): LabelledCohort => ({
  name,
  size: counts.reduce((a, b) => a + b),
  counts: Float64Array.from(counts),
  values: new Float64Array(0),
});
const valued = (name: string, values: number[]): LabelledCohort => ({
  name,
  size: values.length,
  counts: null,
  values: Float64Array.from(values),
});

describe("outside data", () => {
  it("come from every other cohort near enough, for cohorts of invalid size only", () => {
    const cohorts = [classes("a", 100, 100), classes("small", 20, 20), classes("b", 60, 180)];
    const [helped, ...none] = findOutside(cohorts, { rows: 480, cohortDistance: 0.1 }, where);
    expect(none).toEqual([]);
    expect(helped!.cohort).toBe(1);
    expect(helped!.others.map(({ cohort, helps }) => [cohort, helps])).toEqual([
      [0, true],
      [2, false],
    ]);
    // The limit itself is near enough.
    const { distance } = helped!.others[1]!;
    const [wider] = findOutside(cohorts, { rows: 480, cohortDistance: distance }, where);
    expect(wider!.others.map(({ helps }) => helps)).toEqual([true, true]);
  });

  it("compare a regression's labels by histograms", () => {
    const ladder = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i / 10);
    const cohorts = [
      valued("near", ladder(0, 200)),
      valued("small", ladder(0, 40)),
      valued("far", ladder(90, 200)),
    ];
    const [helped] = findOutside(cohorts, { rows: 440 }, where);
    expect(helped!.others.map(({ helps }) => helps)).toEqual([true, false]);
    expect(helped!.others[1]!.distance).toBe(1);
  });

  it("cannot help a skewed distribution", () => {
    expect(() =>
      findOutside([classes("a", 100, 100), classes("skewed", 39, 1)], { rows: 240 }, where),
    ).toThrow(
      "decoupled: cohort 'skewed' has a class rarer than 'minorityRate' (0.1), which transfer learning cannot help",
    );
  });

  it("must come from somewhere", () => {
    const cohorts = [classes("a", 150, 50), classes("small", 10, 30)];
    expect(() => findOutside(cohorts, { rows: 240, cohortDistance: 0.05 }, where)).toThrow(
      "decoupled: cohort 'small' is too small, and no other cohort's labels are near enough",
    );
    expect(() => findOutside([classes("only", 10, 10)], { rows: 20 }, where)).toThrow("there is no other");
  });
});
