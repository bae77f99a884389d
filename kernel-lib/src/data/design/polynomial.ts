/** What orthogonal polynomials of a variable are made from: the coefficients of their three-term recurrence. */
export interface PolynomialCoefficients {
  alpha: number[];
  /** Sums of squares: of the constant first, then of each degree. */
  norm2: number[];
}

/**
 * Polynomials of degree 1 to `degree` that are orthogonal to each other and to the constant over `x`
 * (Stieltjes' procedure; they are those of R's `poly`).
 */
export function fitPolynomial(x: Float64Array, degree: number): PolynomialCoefficients {
  const alpha: number[] = [];
  const norm2: number[] = [x.length];
  let before = new Float64Array(x.length);
  let current = new Float64Array(x.length).fill(1);
  for (let power = 0; power < degree; power++) {
    let moment = 0;
    for (let row = 0; row < x.length; row++) moment += x[row]! * current[row]! ** 2;
    alpha.push(moment / norm2[power]!);
    const next = new Float64Array(x.length);
    const ratio = power === 0 ? 0 : norm2[power]! / norm2[power - 1]!;
    let size = 0;
    for (let row = 0; row < x.length; row++) {
      next[row] = (x[row]! - alpha[power]!) * current[row]! - ratio * before[row]!;
      size += next[row]! ** 2;
    }
    norm2.push(size);
    [before, current] = [current, next];
  }
  return { alpha, norm2 };
}

/** The polynomials at `x`, one array a degree, each of unit length over the values they were fitted to. */
export function evaluatePolynomial(
  x: Float64Array,
  { alpha, norm2 }: PolynomialCoefficients,
): Float64Array[] {
  const parts = alpha.map(() => new Float64Array(x.length));
  for (let row = 0; row < x.length; row++) {
    let before = 0;
    let current = 1;
    for (let power = 0; power < alpha.length; power++) {
      const ratio = power === 0 ? 0 : norm2[power]! / norm2[power - 1]!;
      const next = (x[row]! - alpha[power]!) * current - ratio * before;
      parts[power]![row] = next / Math.sqrt(norm2[power + 1]!);
      [before, current] = [current, next];
    }
  }
  return parts;
}
