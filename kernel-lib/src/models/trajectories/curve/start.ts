import { symmetricSolve } from "../../../compute/linalg/index.js";
import type { Family } from "../families/index.js";
import type { CurveDesigns, CurveRows } from "./rows.js";

/**
 * A group's parameters to begin with: least squares of the outcomes on the scale of the predictor, with a little
 * of a ridge for groups of few persons; the other predictors are constant at their neutral values.
 */
export function startBlock({
  family,
  rows,
  designs,
  group,
  weights,
}: {
  family: Family;
  rows: CurveRows;
  designs: CurveDesigns;
  group: number;
  weights: Float64Array;
}): Float64Array {
  const [curve, ...others] = designs.groups[group]!;
  const { columns, values: x } = curve!;
  const mass = new Float64Array(designs.count);
  const sums = new Float64Array(designs.count);
  for (let i = 0; i < rows.persons; i++) {
    const w = weights[i]!;
    if (w === 0) continue;
    for (let row = rows.personRows[i]!; row < rows.personRows[i + 1]!; row++) {
      const d = rows.designOfRow[row]!;
      mass[d]! += w;
      sums[d]! +=
        w *
        (family.link(rows.response[row]!, rows.trials?.[row] ?? 1) -
          designs.offset[d]! -
          designs.logExposure[d]!);
    }
  }
  let total = 0;
  let level = 0;
  for (let d = 0; d < designs.count; d++) {
    total += mass[d]!;
    level += sums[d]!;
  }
  level = total > 0 ? level / total : 0;
  const gram = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  for (let d = 0; d < designs.count; d++) {
    if (mass[d] === 0) continue;
    for (let a = 0; a < columns; a++) {
      const xa = x[d * columns + a]!;
      right[a]! += xa * (sums[d]! - mass[d]! * level);
      for (let b = 0; b < columns; b++) gram[a * columns + b]! += mass[d]! * xa * x[d * columns + b]!;
    }
  }
  const ridge = 1e-3 * total + 1e-9;
  for (let a = 0; a < columns; a++) gram[a * columns + a]! += ridge;
  const slopes = symmetricSolve(gram, right, columns) ?? new Float64Array(columns);
  slopes[0]! += level;
  const rest = others.flatMap((design, j) => [
    family.neutral[j]!,
    ...new Array<number>((design?.columns ?? 1) - 1).fill(0),
  ]);
  return Float64Array.from([...slopes, ...rest]);
}
