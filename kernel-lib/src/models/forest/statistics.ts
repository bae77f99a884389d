import type { FitStatistics } from "../../contract/index.js";
import type { OutOfBagIntervals } from "./details.js";
import type { Target } from "./grow-forest.js";
import { mostProbable } from "./predict.js";

/** What one group of rows comes to. */
export interface IntervalSummary {
  rows: number;
  coverage: number;
  width: number;
  conformalCoverage: number;
  conformalWidth: number;
}

/** Out-of-bag error of a regression over the rows that have a prediction. */
export function regressionError(
  y: Float64Array,
  fitted: Float64Array,
  weights: Float64Array | null,
  includes: (row: number) => boolean = () => true,
): { rows: number; mse: number; mae: number; bias: number; variance: number } {
  let [rows, total, square, absolute, difference, sum, squares] = [0, 0, 0, 0, 0, 0, 0];
  for (let row = 0; row < y.length; row++) {
    if (Number.isNaN(fitted[row]) || !includes(row)) continue;
    const w = weights ? weights[row]! : 1;
    const error = fitted[row]! - y[row]!;
    rows++;
    total += w;
    square += w * error * error;
    absolute += w * Math.abs(error);
    difference += w * error;
    sum += w * y[row]!;
  }
  for (let row = 0; row < y.length; row++) {
    if (Number.isNaN(fitted[row]) || !includes(row)) continue;
    squares += (weights ? weights[row]! : 1) * (y[row]! - sum / total) ** 2;
  }
  return {
    rows,
    mse: square / total,
    mae: absolute / total,
    bias: difference / total,
    variance: squares / total,
  };
}

/** Coverage and mean width of intervals over the rows that have one. */
export function intervalSummary(
  y: Float64Array,
  { lower, upper, conformalLower, conformalUpper }: OutOfBagIntervals,
  weights: Float64Array | null,
  includes: (row: number) => boolean = () => true,
): IntervalSummary {
  const summary = (low: Float64Array, high: Float64Array) => {
    let [rows, total, inside, width] = [0, 0, 0, 0];
    for (let row = 0; row < y.length; row++) {
      if (Number.isNaN(low[row]) || Number.isNaN(high[row]) || !includes(row)) continue;
      const w = weights ? weights[row]! : 1;
      rows++;
      total += w;
      if (y[row]! >= low[row]! && y[row]! <= high[row]!) inside += w;
      width += w * (high[row]! - low[row]!);
    }
    return { rows, coverage: inside / total, width: width / total };
  };
  const raw = summary(lower, upper);
  const calibrated = summary(conformalLower, conformalUpper);
  return { ...raw, conformalCoverage: calibrated.coverage, conformalWidth: calibrated.width };
}

export interface ClassError {
  rows: number;
  error: number;
  logLoss: number;
  brier: number;
  /** Rows by observed and predicted class, weighted. */
  confusion: Float64Array;
  /** Brier score of each class by itself. */
  brierByClass: Float64Array;
  totals: Float64Array;
  counts: Int32Array;
}

/** Out-of-bag errors of classes over the rows that have a prediction. */
export function classError(
  target: Extract<Target, { kind: "classes" }>,
  all: Float64Array,
  weights: Float64Array | null,
  includes: (row: number) => boolean = () => true,
): ClassError {
  const classes = target.levels.length;
  const confusion = new Float64Array(classes * classes);
  const brierByClass = new Float64Array(classes);
  const totals = new Float64Array(classes);
  const counts = new Int32Array(classes);
  let [rows, total, wrong, logLoss, brier] = [0, 0, 0, 0, 0];
  for (let row = 0; row < target.y.length; row++) {
    if (Number.isNaN(all[row * classes]) || !includes(row)) continue;
    const w = weights ? weights[row]! : 1;
    const observed = target.y[row]!;
    const predicted = mostProbable(all, row, classes);
    rows++;
    total += w;
    totals[observed]! += w;
    counts[observed]!++;
    confusion[observed * classes + predicted]! += w;
    if (predicted !== observed) wrong += w;
    // A forest gives a class no chance at all now and then, so the logarithm is held at one in a million.
    logLoss -= w * Math.log(Math.max(1e-6, all[row * classes + observed]!));
    for (let k = 0; k < classes; k++) {
      const square = (all[row * classes + k]! - (k === observed ? 1 : 0)) ** 2;
      brier += w * square;
      brierByClass[k]! += w * square;
    }
  }
  return {
    rows,
    error: wrong / total,
    logLoss: logLoss / total,
    brier: brier / total,
    confusion,
    brierByClass: brierByClass.map((sum) => sum / total),
    totals,
    counts,
  };
}

/** Area under the ROC curve of the second of two classes: the chance that it outranks the first, ties by half. */
export function outOfBagAuc(
  target: Extract<Target, { kind: "classes" }>,
  all: Float64Array,
  weights: Float64Array | null,
): number {
  const rows = [...target.y.keys()].filter((row) => !Number.isNaN(all[2 * row]));
  const scoreAt = (row: number) => all[2 * row + 1]!;
  rows.sort((a, b) => scoreAt(a) - scoreAt(b));
  let [below, area, positives] = [0, 0, 0];
  for (let from = 0; from < rows.length;) {
    let to = from;
    let [zeros, ones] = [0, 0];
    for (; to < rows.length && scoreAt(rows[to]!) === scoreAt(rows[from]!); to++) {
      const w = weights ? weights[rows[to]!]! : 1;
      if (target.y[rows[to]!] === 1) ones += w;
      else zeros += w;
    }
    area += ones * (below + zeros / 2);
    below += zeros;
    positives += ones;
    from = to;
  }
  return area / (below * positives);
}

/** Numbers that are not finite as null. */
export const finiteFit = (fit: Record<string, number>): FitStatistics =>
  Object.fromEntries(
    Object.entries(fit).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  ) as FitStatistics;
