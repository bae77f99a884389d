import { startsOf } from "./group-block.js";
import type { PredictorDesign } from "./rows.js";

/** Adds each person's score of a group's parameters: Σ_rows T·∂A/∂predictor times the predictor's columns. */
export function addScores(
  {
    persons,
    personRows,
    cellOfRow,
    statistics: t,
  }: { persons: number; personRows: Int32Array; cellOfRow: Int32Array; statistics: Float64Array },
  {
    designs,
    width,
    first,
  }: { designs: readonly (PredictorDesign | null)[]; width: number; first: Float64Array },
  scores: Float64Array,
): void {
  const q = designs.length;
  const starts = startsOf(designs);
  const size = scores.length / persons;
  designs.forEach((design, j) => {
    const columns = design?.columns ?? 1;
    const products = timesColumns(first, design, { j, q, width });
    const perCell = columns * width;
    for (let i = 0; i < persons; i++) {
      const end = personRows[i + 1]!;
      const to = i * size + starts[j]!;
      for (let row = personRows[i]!; row < end; row++) {
        const at = cellOfRow[row]! * perCell;
        for (let k = 0; k < width; k++) {
          const value = t[row * width + k]!;
          if (value === 0) continue;
          for (let a = 0; a < columns; a++) scores[to + a]! += value * products[at + k * columns + a]!;
        }
      }
    }
  });
}

/** Derivatives by one predictor's coefficients: cells × statistics × columns. */
function timesColumns(
  first: Float64Array,
  design: PredictorDesign | null,
  { j, q, width }: { j: number; q: number; width: number },
): Float64Array {
  const columns = design?.columns ?? 1;
  const count = first.length / (q * width);
  const products = new Float64Array(count * width * columns);
  for (let d = 0, to = 0; d < count; d++) {
    for (let k = 0; k < width; k++) {
      const slope = first[(d * q + j) * width + k]!;
      for (let a = 0; a < columns; a++)
        products[to++] = design ? slope * design.values[d * columns + a]! : slope;
    }
  }
  return products;
}
