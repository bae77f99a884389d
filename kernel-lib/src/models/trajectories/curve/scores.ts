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
  for (let i = 0; i < persons; i++) {
    for (let row = personRows[i]!; row < personRows[i + 1]!; row++) {
      const d = cellOfRow[row]!;
      for (let j = 0; j < q; j++) {
        let g = 0;
        const at = (d * q + j) * width;
        for (let k = 0; k < width; k++) g += t[width * row + k]! * first[at + k]!;
        const to = i * size + starts[j]!;
        const design = designs[j];
        if (!design) {
          scores[to]! += g;
          continue;
        }
        const { columns, values } = design;
        for (let a = 0; a < columns; a++) scores[to + a]! += g * values[d * columns + a]!;
      }
    }
  }
}
