import { openFusedEngine } from "../../compute/fused/index.js";
import { symmetricSolve } from "../../compute/linalg/index.js";
import type { Coordinates, LinearProblem } from "./problem.js";
import type { Sample } from "./sample.js";

/** Coefficients (of the scaled columns) at which no covariate matters: the rate of all rows together. */
export function nullStart({ family, intercept, columns }: LinearProblem, sample: Sample): Float64Array {
  const start = new Float64Array(columns);
  if (intercept && family !== "gaussian") start[0] = nullIntercept(family, sample);
  return start;
}

/** Maximum-likelihood intercept of the model without covariates (for the binomial with an offset, nearly). */
export function nullIntercept(
  family: LinearProblem["family"],
  { rows, response, offset, weights }: Pick<Sample, "rows" | "response" | "offset" | "weights">,
): number {
  let events = 0;
  let exposed = 0;
  let largest = -Infinity;
  const counts = family !== "binomial";
  if (offset && counts) for (const value of offset) largest = Math.max(largest, value);
  for (let i = 0; i < rows; i++) {
    const w = weights ? weights[i]! : 1;
    events += w * response[i]!;
    exposed += w * (offset && counts ? Math.exp(offset[i]! - largest) : 1);
  }
  // A sample of rare events may hold none.
  if (counts) return Math.log((events || 0.5) / exposed) - (offset ? largest : 0);
  const some = events === 0 ? 0.5 : events === exposed ? exposed - 0.5 : events;
  const share = some / exposed;
  let mean = 0;
  if (offset) for (const value of offset) mean += value / rows;
  return Math.log(share / (1 - share)) - mean;
}

/**
 * The first step of iteratively reweighted least squares from means near the counts (as R's `glm`): a weighted
 * regression of log(y + 0.1) less the offset. Null when its normal equations are singular.
 */
export async function countStart(
  { columns }: LinearProblem,
  { rows, design, response, offset, weights }: Sample,
  { centre, scale }: Coordinates,
): Promise<Float64Array | null> {
  const working = new Float64Array(rows);
  const weight = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const mean = response[i]! + 0.1;
    working[i] = Math.log(mean) - 0.1 / mean - (offset ? offset[i]! : 0);
    weight[i] = mean * (weights ? weights[i]! : 1);
  }
  const engine = openFusedEngine({
    rows,
    columns,
    design,
    response: working,
    weights: weight,
    centre,
    scale,
    threads: 1,
  });
  const { information, score } = await engine.evaluate("gaussian", new Float64Array(columns));
  return symmetricSolve(information, score, columns);
}
