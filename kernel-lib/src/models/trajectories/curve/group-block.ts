import type { PredictorDesign } from "./rows.js";

/** Writes a group's predictors, one value a cell, from its own parameters in their order. */
export function predict(
  designs: readonly (PredictorDesign | null)[],
  parameters: ArrayLike<number>,
  out: readonly Float64Array[],
): void {
  let from = 0;
  designs.forEach((design, j) => {
    const values = out[j]!;
    if (!design) {
      values.fill(parameters[from++]!);
      return;
    }
    const { columns, values: x } = design;
    for (let d = 0, at = 0; d < values.length; d++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += x[at++]! * parameters[from + k]!;
      values[d] = sum;
    }
    from += columns;
  });
}

/** Number of a group's parameters. */
export const blockSize = (designs: readonly (PredictorDesign | null)[]): number =>
  designs.reduce((sum, design) => sum + (design ? design.columns : 1), 0);

/**
 * Adds Σ_cells S·(derivatives of A) to a group's gradient and Hessian. `sums` are the statistics' weighted sums,
 * cells × width; `first` and `second` are as a family writes them.
 */
export function addBlockDerivatives(
  designs: readonly (PredictorDesign | null)[],
  { count, width }: { count: number; width: number },
  { sums, first, second }: { sums: Float64Array; first: Float64Array; second: Float64Array },
  gradient: Float64Array | null,
  hessian: Float64Array | null,
): void {
  const q = designs.length;
  const pairs = (q * (q + 1)) / 2;
  const size = blockSize(designs);
  const starts = startsOf(designs);
  for (let j = 0, pair = 0; j < q; j++) {
    const xj = designs[j]?.values ?? null;
    const cj = designs[j]?.columns ?? 1;
    const rowStart = starts[j]!;
    if (gradient) {
      for (let d = 0; d < count; d++) {
        let g = 0;
        const at = (d * q + j) * width;
        for (let k = 0; k < width; k++) g += sums[d * width + k]! * first[at + k]!;
        if (!xj) gradient[rowStart]! += g;
        else for (let a = 0; a < cj; a++) gradient[rowStart + a]! += g * xj[d * cj + a]!;
      }
    }
    for (let l = 0; l <= j; l++, pair++) {
      if (!hessian) continue;
      const xl = designs[l]?.values ?? null;
      const cl = designs[l]?.columns ?? 1;
      const columnStart = starts[l]!;
      for (let d = 0; d < count; d++) {
        let h = 0;
        const at = (d * pairs + pair) * width;
        for (let k = 0; k < width; k++) h += sums[d * width + k]! * second[at + k]!;
        if (h === 0) continue;
        for (let a = 0; a < cj; a++) {
          const ha = xj ? h * xj[d * cj + a]! : h;
          const row = (rowStart + a) * size + columnStart;
          const last = l === j ? a + 1 : cl;
          if (!xl) hessian[row]! += ha;
          else for (let b = 0; b < last; b++) hessian[row + b]! += ha * xl[d * cl + b]!;
        }
      }
    }
  }
}

/** Copies the lower half of a symmetric matrix to the upper. */
export function mirror(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]!;
}

/** Where each predictor's parameters begin. */
export function startsOf(designs: readonly (PredictorDesign | null)[]): number[] {
  let at = 0;
  return designs.map((design) => {
    const start = at;
    at += design ? design.columns : 1;
    return start;
  });
}
