/** Matrices are row-major Float64Arrays; their sizes travel beside them. */

/** A·B for A m × k and B k × n. */
export function multiply(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const value = a[i * k + l]!;
      if (value === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j]! += value * b[l * n + j]!;
    }
  }
  return out;
}

/** A·x for A m × n. */
export function multiplyVector(a: Float64Array, x: ArrayLike<number>, m: number, n: number): Float64Array {
  const out = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[i * n + j]! * x[j]!;
    out[i] = sum;
  }
  return out;
}

/** Aᵀ for A m × n. */
export function transpose(a: Float64Array, m: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j]!;
  return out;
}

/** A·S·Aᵀ for A m × n and S n × n symmetric: a covariance carried through a linear map. */
export function sandwich(a: Float64Array, s: Float64Array, m: number, n: number): Float64Array {
  return multiply(multiply(a, s, m, n, n), transpose(a, m, n), m, n, m);
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
