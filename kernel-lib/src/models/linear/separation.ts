import { symmetricEigen } from "../../compute/linalg/index.js";
import type { Estimated } from "./estimate-coefficients.js";
import type { LinearProblem } from "./problem.js";

/**
 * Whether the likelihood goes on rising for ever along the last step of the fit: a step by which no event gets
 * less likely and no non-event more, and some rows change (Albert and Anderson 1984; for counts, Santos Silva
 * and Tenreyro 2010). At a proper maximum the last step is too small to ask.
 */
export async function isSeparated(
  { family, response, offset, rows, columns }: LinearProblem,
  { engine, information, lastStep }: Estimated,
): Promise<boolean> {
  if (family === "gaussian" || lastStep.every((value) => Math.abs(value) < 1e-6)) return false;
  // Where the likelihood has gone flat, some direction is left with next to no information.
  const { values } = symmetricEigen(information.coefficients, columns);
  if (values[0]! > 1e-6 * Math.max(values[columns - 1]!, information.expected)) return false;
  const change = await engine.linearPredictor(lastStep);
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    if (offset) change[i]! -= offset[i]!;
    largest = Math.max(largest, Math.abs(change[i]!));
  }
  if (largest < 0.1) return false;
  const slack = 1e-3 * largest;
  for (let i = 0; i < rows; i++) {
    const y = response[i]!;
    const mayRise = family === "binomial" && y === 1;
    const mayFall = y === 0;
    if ((change[i]! > slack && !mayRise) || (change[i]! < -slack && !mayFall)) return false;
  }
  return true;
}
