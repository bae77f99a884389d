import type { Coordinates, LinearProblem } from "./problem.js";
import type { Sample } from "./sample.js";

/**
 * Centres (when there is an intercept to take the centres up) and unit sizes of the design's columns. A sample
 * will do: the fit does not depend on them, only its arithmetic does.
 */
export function coordinatesOf({ columns, intercept }: LinearProblem, { rows, design }: Sample): Coordinates {
  const centre = new Float64Array(columns);
  const scale = new Float64Array(columns);
  // The largest of each column first, so that no sum or square overflows.
  const largest = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) largest[j] = Math.max(largest[j]!, Math.abs(design[i * columns + j]!));
  }
  const unit = largest.map((value) => value || 1);
  if (intercept) {
    for (let i = 0; i < rows; i++) {
      for (let j = 1; j < columns; j++) centre[j]! += design[i * columns + j]! / unit[j]!;
    }
    for (let j = 1; j < columns; j++) centre[j]! *= unit[j]! / rows;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      scale[j]! += ((design[i * columns + j]! - centre[j]!) / unit[j]!) ** 2;
    }
  }
  for (let j = 0; j < columns; j++) {
    const size = unit[j]! * Math.sqrt(scale[j]! / rows);
    // A column that does not vary in the sample is measured by its own size.
    scale[j] = size > 1e-12 * Math.abs(centre[j]!) && size > 0 ? 1 / size : 1 / (Math.abs(centre[j]!) || 1);
  }
  return { centre, scale };
}
