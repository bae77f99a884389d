export interface SymmetricEigen {
  /** Ascending. */
  values: Float64Array;
  /** Row-major n × n; column j is the unit eigenvector of `values[j]`. */
  vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric n × n matrix: Householder tridiagonalisation, then the implicit
 * QL method (Bowdler, Martin, Reinsch and Wilkinson 1968; EISPACK tred2 and tql2).
 */
export function symmetricEigen(a: Float64Array, n: number): SymmetricEigen {
  const z = Float64Array.from(a);
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  tridiagonalise(z, d, e, n);
  implicitQl(z, d, e, n);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => d[i]! - d[j]!);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) vectors[i * n + j] = z[i * n + order[j]!]!;
  return { values: Float64Array.from(order, (j) => d[j]!), vectors };
}

function tridiagonalise(z: Float64Array, d: Float64Array, e: Float64Array, n: number): void {
  for (let i = n - 1; i > 0; i--) {
    const l = i - 1;
    let h = 0;
    let scale = 0;
    for (let k = 0; k <= l; k++) scale += Math.abs(z[i * n + k]!);
    if (l === 0 || scale === 0) {
      e[i] = z[i * n + l]!;
      d[i] = 0;
      continue;
    }
    for (let k = 0; k <= l; k++) {
      z[i * n + k]! /= scale;
      h += z[i * n + k]! ** 2;
    }
    let f = z[i * n + l]!;
    const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
    e[i] = scale * g;
    h -= f * g;
    z[i * n + l] = f - g;
    f = 0;
    for (let j = 0; j <= l; j++) {
      z[j * n + i] = z[i * n + j]! / h;
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += z[j * n + k]! * z[i * n + k]!;
      for (let k = j + 1; k <= l; k++) sum += z[k * n + j]! * z[i * n + k]!;
      e[j] = sum / h;
      f += e[j]! * z[i * n + j]!;
    }
    const half = f / (h + h);
    for (let j = 0; j <= l; j++) {
      const fj = z[i * n + j]!;
      const gj = (e[j]! -= half * fj);
      for (let k = 0; k <= j; k++) z[j * n + k]! -= fj * e[k]! + gj * z[i * n + k]!;
    }
    d[i] = h;
  }
  for (let i = 0; i < n; i++) {
    if (i > 0 && d[i] !== 0) {
      for (let j = 0; j < i; j++) {
        let sum = 0;
        for (let k = 0; k < i; k++) sum += z[i * n + k]! * z[k * n + j]!;
        for (let k = 0; k < i; k++) z[k * n + j]! -= sum * z[k * n + i]!;
      }
    }
    d[i] = z[i * n + i]!;
    z[i * n + i] = 1;
    for (let j = 0; j < i; j++) z[j * n + i] = z[i * n + j] = 0;
  }
  e.copyWithin(0, 1);
  e[n - 1] = 0;
}

function implicitQl(z: Float64Array, d: Float64Array, e: Float64Array, n: number): void {
  for (let l = 0; l < n; l++) {
    for (let round = 0; round < 60; round++) {
      let m = l;
      for (; m < n - 1; m++) {
        if (Math.abs(e[m]!) <= Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) break;
      }
      if (m === l) break;
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      let r = Math.hypot(g, 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1]! -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        for (let k = 0; k < n; k++) {
          const upper = z[k * n + i + 1]!;
          const lower = z[k * n + i]!;
          z[k * n + i + 1] = s * lower + c * upper;
          z[k * n + i] = c * lower - s * upper;
        }
      }
      if (r === 0 && i >= l) continue;
      d[l]! -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}
