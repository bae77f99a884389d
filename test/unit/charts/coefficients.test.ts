import { expect, test } from "vitest";
import { coefficientChart } from "../../../kernel-lib/src/charts/coefficients.js";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import type { ChartSpec } from "../../../kernel-lib/src/contract/index.js";
import { glmDocument } from "./fixtures.js";

interface Values {
  term: string;
  estimate: number;
  lower: number;
  upper: number;
  off: boolean;
}
const values = (spec: ChartSpec | null) => (spec!.data as unknown as { values: Values[] }).values;

test("counts are drawn as incidence-rate ratios without the intercept", () => {
  const spec = coefficientChart(glmDocument("poisson"))!;
  const drawn = values(spec);
  expect(drawn.map(({ term }) => term)).toEqual([
    "Eth[T.N]",
    "Sex[T.M]",
    "Age[T.F1]",
    "Age[T.F2]",
    "Age[T.F3]",
    "Lrn[T.SL]",
  ]);
  expect(drawn[0]!.estimate).toBeCloseTo(Math.exp(-0.533604), 10);
  expect(drawn[0]!.lower).toBeCloseTo(Math.exp(-0.533604 - 1.959964 * 0.041883), 10);
  expect(JSON.stringify(spec)).toContain('"type":"log"');
  expect(spec.description).toContain("Incidence-rate ratios for Days");
  expect(spec.description).toContain("Eth[T.N] 0.586 (0.54 to 0.637)");
});

test("binary outcomes are drawn as odds ratios, continuous ones as they are", () => {
  expect(JSON.stringify(coefficientChart(glmDocument("binomial")))).toContain("Odds ratio");
  const gaussian = coefficientChart(glmDocument("gaussian"))!;
  expect(values(gaussian)[0]!.estimate).toBe(-0.533604);
  expect(JSON.stringify(gaussian)).not.toContain('"type":"log"');
});

test("a separated term is cut at the edge and does not squeeze the others", async () => {
  const spec = coefficientChart(
    glmDocument("binomial", [
      ["a", 0.5, 0.1],
      ["b", -0.4, 0.1],
      ["c", 0.2, 0.1],
      ["separated", 28, 60_000],
    ]),
  )!;
  const drawn = values(spec);
  expect(drawn.at(-1)).toMatchObject({ term: "separated", off: true });
  expect(Math.max(...drawn.map(({ upper }) => upper))).toBeLessThan(3);
  expect(JSON.stringify(spec.title)).toContain("intervals that leave the chart are cut");
  expect(await renderSvg(spec)).not.toMatch(/NaN|Infinity/);
});

test("of very many terms the strongest are shown, in the table's order", () => {
  const rows = Array.from({ length: 100 }, (_, i): [string, number, number] => [`x${i}`, i / 100, 0.1]);
  const spec = coefficientChart(glmDocument("gaussian", rows));
  expect(values(spec).map(({ term }) => term)).toEqual(rows.slice(60).map(([term]) => term));
  expect(JSON.stringify(spec!.title)).toContain("40 strongest of 100");
});

test("terms without an estimate are left out, and without any there is no chart", () => {
  const spec = coefficientChart(
    glmDocument("poisson", [
      ["a", 1, null],
      ["b", null, null],
    ]),
  );
  expect(values(spec)).toMatchObject([{ term: "a", lower: Math.E, upper: Math.E }]);
  expect(coefficientChart(glmDocument("poisson", [["Intercept", 1, 1]]))).toBeNull();
});

test("a step other than one unit scales the estimate and stands in the term's name", () => {
  const document = glmDocument("poisson", [["Intercept", 1, 1], ["CFS1", 0.04, 0.01], ["male", 0.3, 0.1]]); // prettier-ignore
  const spec = coefficientChart(document, [1, 5, 1])!;
  expect(values(spec)).toMatchObject([
    {
      term: "CFS1 (per 5)",
      estimate: expect.closeTo(Math.exp(0.2), 10),
      upper: expect.closeTo(Math.exp(5 * (0.04 + 1.959964 * 0.01)), 10),
    },
    { term: "male", estimate: expect.closeTo(Math.exp(0.3), 10) },
  ]);
  expect(JSON.stringify(spec.title)).toContain("about one standard deviation");
});
