import { incompleteBeta, incompleteGamma } from "./incomplete.js";
import { invertIncreasing } from "./invert.js";
import { normalQuantile, normalTwoSided } from "./normal.js";
import { binomialTerm, poissonTerm } from "./saddle-point.js";

/** P(|T| > |t|) for Student's t with `df` > 0 degrees of freedom; Infinity is the normal. */
export function studentTwoSided(t: number, df: number): number {
  if (df > 1e12) return normalTwoSided(t);
  const square = t * t;
  if (square === Infinity) return 0;
  return incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square))[0];
}

/** t with P(T ≤ t) = p. */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (df > 1e12) return normalQuantile(p);
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const tail = 2 * Math.min(p, 1 - p);
  // Solved for log |t| on the log of both tails, which keeps its digits far out.
  const log = invertIncreasing(
    (u) => Math.log(tail) - Math.log(studentTwoSided(Math.exp(u), df)),
    (u) => (2 * Math.exp(u) * studentDensity(Math.exp(u), df)) / studentTwoSided(Math.exp(u), df),
    { start: Math.log(Math.abs(normalQuantile(tail / 2)) || 1e-8), low: -Infinity, high: Infinity },
  );
  return Math.sign(p - 0.5) * Math.exp(log);
}

function studentDensity(t: number, df: number): number {
  // Half the derivative of I_x(df/2, ½) at x = df/(df + t²), which is −x^(df/2) (1−x)^½ / B × 2/t.
  const square = t * t;
  const x = df / (df + square);
  const y = square / (df + square);
  const a = df / 2;
  return (((a * 0.5) / (a + 0.5)) * binomialTerm(a, 0.5, x, y)) / t;
}

/** [P(X ≤ x), P(X > x)] of the chi-square distribution. */
export function chiSquareTails(x: number, df: number): [number, number] {
  return incompleteGamma(df / 2, x / 2);
}

/** x with P(a, x) = p: quantile of the gamma distribution of shape a and scale 1. */
export function gammaQuantile(p: number, a: number): number {
  if (!(p >= 0 && p <= 1 && a > 0)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  const z = normalQuantile(p);
  const cube = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a)); // Wilson and Hilferty
  const start = cube > 0.1 ? a * cube ** 3 : Math.exp((Math.log(p) + Math.log(a)) / a - 0.5);
  const upperTail = p > 0.5;
  return invertIncreasing(
    (x) => (upperTail ? 1 - p - incompleteGamma(a, x)[1] : incompleteGamma(a, x)[0] - p),
    (x) => (poissonTerm(a, x) * a) / x,
    { start: Math.max(start, 1e-300), low: 0, high: Infinity },
  );
}

/** [P(X ≤ x), P(X > x)] of Fisher's F distribution. */
export function fTails(x: number, df1: number, df2: number): [number, number] {
  if (x <= 0) return [0, 1];
  if (df2 === Infinity) return chiSquareTails(x * df1, df1);
  const sum = df1 * x + df2;
  return incompleteBeta(df1 / 2, df2 / 2, (df1 * x) / sum, df2 / sum);
}
