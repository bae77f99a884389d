/** Where a spline's pieces meet. */
export interface SplineShape {
  degree: number;
  /** Inner knots, ascending. */
  knots: readonly number[];
  boundary: readonly [number, number];
}

/** Quantiles of sorted values at the given probabilities, by linear interpolation (R's type 7). */
export function quantiles(sorted: ArrayLike<number>, probabilities: readonly number[]): number[] {
  return probabilities.map((p) => {
    const place = p * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
  });
}

/**
 * B-spline basis without its first column, as R's `splines::bs`: `knots.length + degree` arrays.
 * Beyond the boundary the outermost polynomials go on.
 */
export function bSplineBasis(x: Float64Array, shape: SplineShape): Float64Array[] {
  const all = fullKnots(shape);
  const size = shape.knots.length + shape.degree;
  const parts = Array.from({ length: size }, () => new Float64Array(x.length));
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row])) {
      for (const part of parts) part[row] = NaN;
      continue;
    }
    const span = spanOf(x[row]!, all, shape.degree);
    const values = bSplinesAt(x[row]!, all, shape.degree, span);
    // The basis function `span - degree` is the first that is not zero; function 0 is left out.
    for (let k = 0; k <= shape.degree; k++) {
      const index = span - shape.degree + k - 1;
      if (index >= 0) parts[index]![row] = values[k]!;
    }
  }
  return parts;
}

/**
 * Natural cubic spline basis, as R's `splines::ns`: `knots.length + 1` arrays. The cubic B-splines without the
 * first are projected on those combinations whose second derivative vanishes at both boundaries; beyond them the
 * curve goes on as a straight line.
 */
export function naturalSplineBasis(x: Float64Array, shape: SplineShape): Float64Array[] {
  const [low, high] = shape.boundary;
  const all = fullKnots(shape);
  const project = nullSpace(secondDerivatives(low, all), secondDerivatives(high, all));
  const size = shape.knots.length + 3;
  const parts = Array.from({ length: size - 2 }, () => new Float64Array(x.length));
  const basis = new Float64Array(size);
  const slope = new Float64Array(size);
  for (let row = 0; row < x.length; row++) {
    const value = x[row]!;
    if (Number.isNaN(value)) {
      for (const part of parts) part[row] = NaN;
      continue;
    }
    const inside = Math.min(Math.max(value, low), high);
    scatter(basis, bSplinesAt(inside, all, 3, spanOf(inside, all, 3)), spanOf(inside, all, 3));
    if (inside !== value) {
      scatter(slope, bSplineDerivativesAt(inside, all, 3, 1), spanOf(inside, all, 3));
      for (let k = 0; k < size; k++) basis[k]! += slope[k]! * (value - inside);
    }
    const projected = project(basis);
    for (let k = 0; k < parts.length; k++) parts[k]![row] = projected[k]!;
  }
  return parts;
}

function fullKnots({ degree, knots, boundary }: SplineShape): number[] {
  const ends = (value: number) => new Array<number>(degree + 1).fill(value);
  return [...ends(boundary[0]), ...knots, ...ends(boundary[1])];
}

/** Index of the last knot at or below x, kept to the intervals that are not empty. */
function spanOf(x: number, knots: readonly number[], degree: number): number {
  let low = degree;
  let high = knots.length - degree - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (knots[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The `degree + 1` B-splines that are not zero between knots `span` and `span + 1` (de Boor's recurrence). */
function bSplinesAt(x: number, knots: readonly number[], degree: number, span: number): number[] {
  const values = [1];
  for (let order = 1; order <= degree; order++) {
    let carried = 0;
    for (let k = 0; k < order; k++) {
      const right = knots[span + k + 1]!;
      const left = knots[span + k + 1 - order]!;
      const share = values[k]! / (right - left);
      values[k] = carried + (right - x) * share;
      carried = (x - left) * share;
    }
    values[order] = carried;
  }
  return values;
}

/** Derivatives of the `degree + 1` B-splines that are not zero at x, by differences of those of lower degree. */
function bSplineDerivativesAt(x: number, knots: readonly number[], degree: number, times: number): number[] {
  const span = spanOf(x, knots, degree);
  let values = bSplinesAt(x, knots, degree - times, span);
  for (let order = degree - times + 1; order <= degree; order++) {
    const next = new Array<number>(order + 1).fill(0);
    for (let k = 0; k < order; k++) {
      const share = (order * values[k]!) / (knots[span + k + 1]! - knots[span + k + 1 - order]!);
      next[k]! -= share;
      next[k + 1]! += share;
    }
    values = next;
  }
  return values;
}

/** Writes the cubic B-splines that are not zero to their places in a basis that lacks the first. */
function scatter(target: Float64Array, values: readonly number[], span: number): void {
  target.fill(0);
  for (let k = 0; k <= 3; k++) if (span - 3 + k >= 1) target[span - 4 + k] = values[k]!;
}

function secondDerivatives(x: number, knots: readonly number[]): Float64Array {
  const row = new Float64Array(knots.length - 5);
  scatter(row, bSplineDerivativesAt(x, knots, 3, 2), spanOf(x, knots, 3));
  return row;
}

/**
 * Householder reflections that turn the two constraints into the first two axes; what they leave of a vector in
 * the other axes satisfies both. Signs are those of LINPACK, and so of R.
 */
function nullSpace(first: Float64Array, second: Float64Array): (vector: Float64Array) => Float64Array {
  const reflectors = [first.slice(), second.slice()];
  const reflect = (vector: Float64Array, pivot: number) => {
    const reflector = reflectors[pivot]!;
    let product = 0;
    for (let k = pivot; k < vector.length; k++) product += reflector[k]! * vector[k]!;
    const share = product / reflector[pivot]!;
    for (let k = pivot; k < vector.length; k++) vector[k]! -= share * reflector[k]!;
  };
  for (const [pivot, reflector] of reflectors.entries()) {
    if (pivot === 1) reflect(reflector, 0);
    let size = 0;
    for (let k = pivot; k < reflector.length; k++) size += reflector[k]! ** 2;
    const norm = Math.sqrt(size) * (reflector[pivot]! < 0 ? -1 : 1);
    for (let k = pivot; k < reflector.length; k++) reflector[k]! /= norm;
    reflector[pivot]! += 1;
  }
  return (vector) => {
    const result = vector.slice();
    reflect(result, 0);
    reflect(result, 1);
    return result.subarray(2);
  };
}
