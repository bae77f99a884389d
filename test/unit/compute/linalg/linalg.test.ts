import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cholesky,
  choleskyInverse,
  choleskySolve,
  dependencies,
  invertSymmetric,
  multiply,
  multiplyVector,
  qr,
  symmetricEigen,
  symmetricSolve,
  transpose,
} from "../../../../kernel-lib/src/compute/linalg/index.js";

const entry = fc.double({ min: -10, max: 10, noNaN: true }).map((x) => Math.round(x * 64) / 64);
const square = fc
  .integer({ min: 1, max: 8 })
  .chain((n) => fc.record({ n: fc.constant(n), a: fc.array(entry, { minLength: n * n, maxLength: n * n }) }));
/** AᵀA + I: symmetric, positive definite. */
const definite = square.map(({ n, a }) => {
  const m = Float64Array.from(a);
  const s = multiply(transpose(m, n, n), m, n, n, n);
  for (let i = 0; i < n; i++) s[i * n + i]! += 1;
  return { n, s };
});

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number) {
  expect(got.length).toBe(want.length);
  const size = Math.max(1, ...Array.from(want, Math.abs));
  for (let i = 0; i < want.length; i++) expect(Math.abs(got[i]! - want[i]!)).toBeLessThan(tolerance * size);
}
const identity = (n: number) => Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

describe("cholesky", () => {
  it("gives L·Lᵀ = A, the inverse and the solution", () => {
    fc.assert(
      fc.property(definite, ({ n, s }) => {
        const factor = cholesky(s, n);
        if (!factor.ok) throw new Error("not factored");
        expectClose(multiply(factor.lower, transpose(factor.lower, n, n), n, n, n), s, 1e-13);
        expectClose(multiply(s, choleskyInverse(factor), n, n, n), identity(n), 1e-7);
        const x = Float64Array.from({ length: n }, (_, i) => i - 1.5);
        expectClose(choleskySolve(factor, multiplyVector(s, x, n, n)), x, 1e-7);
        expectClose(symmetricSolve(s, multiplyVector(s, x, n, n), n)!, x, 1e-8);
        expectClose(multiply(s, invertSymmetric(s, n)!, n, n, n), identity(n), 1e-7);
      }),
    );
  });

  it("names the pivot where a matrix stops being definite", () => {
    // The third column is the sum of the first two.
    const a = Float64Array.from([2, 0, 2, 0, 3, 3, 2, 3, 5]);
    expect(cholesky(a, 3, 1e-12)).toEqual({ ok: false, pivot: 2 });
    expect(cholesky(Float64Array.from([NaN]), 1)).toEqual({ ok: false, pivot: 0 });
    expect(symmetricSolve(Float64Array.from([-1]), [1], 1)).toBeNull();
  });
});

describe("qr", () => {
  const tall = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 })).chain(([m, n]) =>
    fc.record({
      m: fc.constant(m),
      n: fc.constant(n),
      a: fc.array(entry, { minLength: m * n, maxLength: m * n }).map((values) => Float64Array.from(values)),
    }),
  );

  it("gives an R with RᵀR = (A·P)ᵀ(A·P)", () => {
    fc.assert(
      fc.property(tall, ({ m, n, a }) => {
        const factor = qr(a, m, n);
        const r = new Float64Array(m * n);
        const permuted = new Float64Array(m * n);
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            if (i < factor.rank && i <= j) r[i * n + j] = factor.packed[i * n + j]!;
            permuted[i * n + j] = a[i * n + factor.pivots[j]!]!;
          }
        }
        const gram = (x: Float64Array) => multiply(transpose(x, m, n), x, n, m, n);
        expectClose(gram(r), gram(permuted), 1e-12);
      }),
    );
  });

  it("finds the rank and what a dependent column is made of, whatever the units", () => {
    // Columns: 1, a, b, 1e6·(a − 2b), 0
    const a = [1, 4, -2, 0.5, 3, 8];
    const b = [2, 1, 1, -3, 5, 0];
    const x = Float64Array.from(a.flatMap((v, i) => [1, v, b[i]!, 1e6 * (v - 2 * b[i]!), 0]));
    const factor = qr(x, 6, 5);
    expect(factor.rank).toBe(3);
    const [first, second] = dependencies(factor).sort((p, q) => p.columns.length - q.columns.length);
    expect(first!).toEqual({ column: 4, columns: [], weights: [], left: 0 });
    expect([...second!.columns, second!.column].sort()).toEqual([1, 2, 3]);
  });
});

describe("symmetricEigen", () => {
  it("gives A·V = V·Λ with VᵀV = I", () => {
    fc.assert(
      fc.property(square, ({ n, a }) => {
        const s = new Float64Array(n * n);
        for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) s[i * n + j] = a[i * n + j]! + a[j * n + i]!;
        const { values, vectors } = symmetricEigen(s, n);
        expectClose(multiply(transpose(vectors, n, n), vectors, n, n, n), identity(n), 1e-13);
        const scaled = vectors.map((v, i) => v * values[i % n]!);
        expectClose(multiply(s, vectors, n, n, n), scaled, 1e-12);
        expect([...values]).toEqual([...values].sort((p, q) => p - q));
      }),
    );
  });
});
