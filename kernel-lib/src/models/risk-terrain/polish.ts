import { invertSymmetric } from "../../compute/linalg/index.js";
import { type CellFit, type CountFamily, fitCells } from "./fit-cells.js";
import type { CellMaker } from "./cells.js";
import type { PatternSums } from "./patterns.js";
import { fitPositive } from "./positive.js";

/** The maximum-likelihood fit of a selection, no coefficient of a chosen variable below 0. */
export interface Polished {
  /** Candidate chosen in each set; −1 for none. Those of the selection whose best coefficient is 0 are gone. */
  choice: Int32Array;
  fit: CellFit;
  /** Candidates that the selection held and the fit does not. */
  dropped: number[];
}

export function polish({
  choice,
  sums,
  family,
  cellsOf,
  alwaysCount,
  intercept,
}: {
  choice: Int32Array;
  sums: PatternSums;
  family: CountFamily;
  cellsOf: CellMaker;
  alwaysCount: number;
  intercept: number;
}): Polished {
  const left = choice.slice();
  const dropped: number[] = [];
  for (;;) {
    const chosen = left.filter((candidate) => candidate >= 0);
    const cells = cellsOf(sums, chosen);
    const fit = fitCells(cells, family, { intercept, tolerance: 1e-15 });
    const inside = fit.coefficients.subarray(alwaysCount).every((value) => value > 0);
    if (fit.status !== "singular" && inside) return { choice: left, fit, dropped };
    // The constrained maximum is on the border: what rests there leaves, and the rest is fitted again.
    const bounded = fitPositive(cells, { free: alwaysCount, intercept, term: family.term });
    const slopes = bounded.coefficients.subarray(alwaysCount);
    let out = Array.from(chosen).filter((_, k) => slopes[k]! <= 1e-9);
    if (out.length === 0) out = [chosen[slopes.indexOf(Math.min(...slopes))]!];
    for (const candidate of out) {
      left[left.indexOf(candidate)] = -1;
      dropped.push(candidate);
    }
  }
}

/** Covariance of the coefficients and, where it is estimated, of log α; NaN where the data do not determine it. */
export function covarianceOf({ information, coefficients, status }: CellFit): Float64Array {
  const size = Math.sqrt(information.length);
  const inverse = invertSymmetric(information, size);
  const covariance = inverse ?? new Float64Array(size * size).fill(NaN);
  for (let i = 0; i < coefficients.length && status === "separated"; i++) {
    // A standard error of many powers of e says that the likelihood is flat there.
    if (covariance[i * size + i]! < 100) continue;
    for (let j = 0; j < size; j++) covariance[i * size + j] = covariance[j * size + i] = NaN;
  }
  return covariance;
}
