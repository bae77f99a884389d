export type Cholesky =
  | { ok: true; size: number; /** L, row-major, zero above the diagonal. */ lower: Float64Array }
  | {
      ok: false;
      /** The first pivot that is not positive: column `pivot` depends on those before it. */ pivot: number;
    };

/**
 * A = L·Lᵀ for a symmetric positive definite n × n matrix (its lower half is read).
 * A pivot at or below `tolerance` times its diagonal counts as zero.
 */
export function cholesky(a: Float64Array, n: number, tolerance = 0): Cholesky {
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i > j) {
        lower[i * n + j] = sum / lower[j * n + j]!;
      } else {
        if (!(sum > tolerance * a[j * n + j]!) || !Number.isFinite(sum)) return { ok: false, pivot: j };
        lower[j * n + j] = Math.sqrt(sum);
      }
    }
  }
  return { ok: true, size: n, lower };
}

type Factor = Extract<Cholesky, { ok: true }>;

/** x with Lᵀ·x = b. */
export function backwardSolve({ lower, size: n }: Factor, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  return x;
}

/** x with L·Lᵀ·x = b. */
export function choleskySolve(factor: Factor, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  solveInPlace(factor.lower, factor.size, x);
  return x;
}

/** Solves L·Lᵀ·x = b where b stands, for the n × n numbers of L; nothing is allocated. */
export function solveInPlace(lower: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
}

/** (L·Lᵀ)⁻¹, exactly symmetric. */
export function choleskyInverse(factor: Factor): Float64Array {
  const n = factor.size;
  const inverse = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit[j] = 1;
    const column = choleskySolve(factor, unit);
    unit[j] = 0;
    for (let i = j; i < n; i++) inverse[i * n + j] = inverse[j * n + i] = column[i]!;
  }
  return inverse;
}
