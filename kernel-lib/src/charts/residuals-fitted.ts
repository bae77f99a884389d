import type { ChartSpec } from "../contract/index.js";
import type { LinearDetails } from "../models/linear/index.js";
import { quantileResiduals } from "./quantile-residuals.js";
import { pick, sampleIndices, sampleNote } from "./reduce.js";
import { horizontal, mostPoints, scatterWithCurve } from "./scatter.js";
import { smooth } from "./smooth.js";
import { chart } from "./spec.js";

/**
 * Residuals against fitted values; for GLMs, randomized quantile residuals against the linear predictor, in
 * which the bands that counts and binary outcomes draw do not hide the trend.
 */
export function residualsFittedChart(details: LinearDetails, seed: number): ChartSpec {
  const identity = details.family === "gaussian";
  const n = details.fitted.length;
  const indices = sampleIndices(n, mostPoints);
  const residuals = identity
    ? { kind: "raw", values: Float64Array.from(indices, (i) => details.response[i]! - details.fitted[i]!) }
    : quantileResiduals(details, indices, seed);
  const x = pick(identity ? details.fitted : details.linearPredictor, indices);
  const against = identity ? "fitted value" : "linear predictor";
  return chart(
    {
      title: "Residuals against fitted values",
      subtitle: [sampleNote(indices.length, n), "Curve: local average; it should stay near zero"],
      description:
        `Scatter of ${residuals.kind} residuals against the ${against} with a smooth curve. ` +
        "A curve that bends away from zero means the predictors do not enter as they should.",
    },
    scatterWithCurve({
      x: { values: x, title: identity ? "Fitted value" : "Linear predictor" },
      y: { values: residuals.values, title: identity ? "Residual" : `Residual (${residuals.kind})` },
      curve: smooth(x, residuals.values),
      below: [horizontal(0)],
    }),
  );
}
