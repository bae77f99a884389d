import type { ChartSpec } from "../contract/index.js";
import type { LinearDetails } from "../models/linear/index.js";
import { quantileResiduals } from "./quantile-residuals.js";
import { pick, sampleIndices, sampleNote } from "./reduce.js";
import { horizontal, mostPoints, scatterWithCurve } from "./scatter.js";
import { smooth } from "./smooth.js";
import { chart } from "./spec.js";

/** Mean of √|Z| for a standard normal Z: 2^¼ Γ(¾)/√π. */
const expectedRoot = 0.8221789586;

/** Root of the absolute standardised residual against the fitted value: its slope is a changing variance. */
export function scaleLocationChart(details: LinearDetails, seed: number): ChartSpec {
  const n = details.fitted.length;
  const indices = sampleIndices(n, mostPoints);
  const { kind, values } = quantileResiduals(details, indices, seed);
  const identity = details.family === "gaussian";
  const x = pick(identity ? details.fitted : details.linearPredictor, indices);
  const y = values.map((value) => Math.sqrt(Math.abs(value)));
  return chart(
    {
      title: "Spread of the residuals (scale–location)",
      subtitle: [
        sampleNote(indices.length, n),
        "Curve: local average. Dashed: its level if the model is right",
      ],
      description:
        `Scatter of the square root of absolute ${kind} residuals against fitted values with a smooth curve. ` +
        "A curve that rises or falls means the variance is not what the model assumes.",
    },
    scatterWithCurve({
      x: { values: x, title: identity ? "Fitted value" : "Linear predictor" },
      y: { values: y, title: `√|${kind} residual|`, from: 0 },
      curve: smooth(x, y),
      below: [horizontal(expectedRoot)],
    }),
  );
}
