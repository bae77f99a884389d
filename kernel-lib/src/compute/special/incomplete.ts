import { binomialTerm, poissonTerm } from "./saddle-point.js";

const TINY = 1e-300;

/** Lower and upper regularised incomplete gamma functions, [P(a, x), Q(a, x)], both to full relative precision. */
export function incompleteGamma(a: number, x: number): [number, number] {
  if (!(a > 0) || Number.isNaN(x)) return [NaN, NaN];
  if (x <= 0) return [0, 1];
  if (x === Infinity) return [1, 0];
  const term = poissonTerm(a, x); // x^a e^−x / Γ(a + 1)
  if (x < a + 1) {
    let sum = 1;
    let next = 1;
    for (let n = 1; next > sum * 1e-17 && n < 1e6; n++) {
      next *= x / (a + n);
      sum += next;
    }
    const lower = term * sum;
    return [lower, 1 - lower];
  }
  // Lentz's method on the continued fraction (Abramowitz and Stegun 6.5.31).
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1e6; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + an / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  const upper = term * a * h;
  return [1 - upper, upper];
}

/**
 * Regularised incomplete beta function and its complement, [I_x(a, b), I_y(b, a)], with y = 1 − x given apart so
 * that neither tail loses digits.
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): [number, number] {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return [NaN, NaN];
  if (x <= 0) return [0, 1];
  if (y <= 0) return [1, 0];
  if (x > (a + 1) / (a + b + 2)) {
    const [upper, lower] = incompleteBeta(b, a, y, x);
    return [lower, upper];
  }
  // x^a y^b / B(a, b) = ab/(a + b) × the binomial term
  const front = ((a * b) / (a + b)) * binomialTerm(a, b, x, y);
  const lower = (front * betaFraction(a, b, x)) / a;
  return [lower, 1 - lower];
}

/** Lentz's method on the continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < TINY) d = TINY;
  d = 1 / d;
  let h = d;
  for (let m = 1; m < 1e6; m++) {
    const m2 = 2 * m;
    for (const term of [
      (m * (b - m) * x) / ((a + m2 - 1) * (a + m2)),
      (-(a + m) * (a + b + m) * x) / ((a + m2) * (a + m2 + 1)),
    ]) {
      d = 1 + term * d;
      if (Math.abs(d) < TINY) d = TINY;
      c = 1 + term / c;
      if (Math.abs(c) < TINY) c = TINY;
      d = 1 / d;
      h *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}
