export interface PivotedQr {
  rows: number;
  columns: number;
  /** R in the upper triangle, the Householder vectors (first element 1, not stored) below; row-major. */
  packed: Float64Array;
  tau: Float64Array;
  /** Column `pivots[j]` of A is column j of Q·R. */
  pivots: Int32Array;
  /** Columns that are independent to the tolerance; the first `rank` pivots name them. */
  rank: number;
}

/**
 * A·P = Q·R by Householder reflections, the largest remaining column first (Businger and Golub 1965).
 * A column of which less than `tolerance` of its own length is left counts as a combination of those before.
 */
export function qr(a: Float64Array, rows: number, columns: number, tolerance = 1e-11): PivotedQr {
  const packed = Float64Array.from(a);
  const steps = Math.min(rows, columns);
  const tau = new Float64Array(steps);
  const pivots = Int32Array.from({ length: columns }, (_, j) => j);
  const length = (j: number, from: number) => {
    let largest = 0;
    for (let i = from; i < rows; i++) largest = Math.max(largest, Math.abs(packed[i * columns + j]!));
    if (largest === 0) return 0;
    let sum = 0;
    for (let i = from; i < rows; i++) sum += (packed[i * columns + j]! / largest) ** 2;
    return largest * Math.sqrt(sum);
  };
  const original = Float64Array.from({ length: columns }, (_, j) => length(j, 0));
  let rank = 0;
  for (; rank < steps; rank++) {
    const k = rank;
    // Relative to the original length, so that units do not decide which column is taken.
    let best = -1;
    let most = tolerance;
    for (let j = k; j < columns; j++) {
      const share = original[j]! === 0 ? 0 : length(j, k) / original[j]!;
      if (share > most) [best, most] = [j, share];
    }
    if (best < 0) break;
    if (best !== k) {
      for (let i = 0; i < rows; i++) swap(packed, i * columns + best, i * columns + k);
      swap(pivots, best, k);
      swap(original, best, k);
    }
    const norm = length(k, k);
    const head = packed[k * columns + k]!;
    const beta = head > 0 ? -norm : norm;
    tau[k] = (beta - head) / beta;
    for (let i = k + 1; i < rows; i++) packed[i * columns + k]! /= head - beta;
    packed[k * columns + k] = beta;
    for (let j = k + 1; j < columns; j++) {
      let sum = packed[k * columns + j]!;
      for (let i = k + 1; i < rows; i++) sum += packed[i * columns + k]! * packed[i * columns + j]!;
      sum *= tau[k]!;
      packed[k * columns + j]! -= sum;
      for (let i = k + 1; i < rows; i++) packed[i * columns + j]! -= sum * packed[i * columns + k]!;
    }
  }
  return { rows, columns, packed, tau, pivots, rank };
}

function swap(values: Float64Array | Int32Array, i: number, j: number): void {
  const kept = values[i]!;
  values[i] = values[j]!;
  values[j] = kept;
}

/** What a dependent column is made of: `weights[k]` times column `columns[k]`, summed. */
export interface Dependency {
  column: number;
  columns: number[];
  weights: number[];
  /** The share of the column's length that the combination leaves: 0 to rounding where it is exact. */
  left: number;
}

/** Each column beyond the rank as a combination of the independent ones; a zero column is made of none. */
export function dependencies({ rows, columns, packed, pivots, rank }: PivotedQr): Dependency[] {
  const found: Dependency[] = [];
  for (let j = rank; j < columns; j++) {
    const weights = new Float64Array(rank);
    for (let i = rank - 1; i >= 0; i--) {
      let sum = packed[i * columns + j]!;
      for (let k = i + 1; k < rank; k++) sum -= packed[i * columns + k]! * weights[k]!;
      weights[i] = sum / packed[i * columns + i]!;
    }
    const lengths = Array.from({ length: rank }, (_, k) => {
      let sum = 0;
      for (let i = 0; i <= k; i++) sum += packed[i * columns + k]! ** 2;
      return Math.abs(weights[k]!) * Math.sqrt(sum);
    });
    const largest = Math.max(0, ...lengths);
    let explained = 0;
    let rest = 0;
    for (let i = 0; i < rank; i++) explained += packed[i * columns + j]! ** 2;
    for (let i = rank; i < rows; i++) rest += packed[i * columns + j]! ** 2;
    const used = lengths.map((_, k) => k).filter((k) => lengths[k]! > 1e-8 * largest);
    found.push({
      column: pivots[j]!,
      columns: used.map((k) => pivots[k]!),
      weights: used.map((k) => weights[k]!),
      left: rest === 0 ? 0 : Math.sqrt(rest / (explained + rest)),
    });
  }
  return found;
}
