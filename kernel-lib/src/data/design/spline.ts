/** Where a spline's pieces meet. */
export interface SplineShape {
  degree: number;
  /** Inner knots, ascending. */
  knots: readonly number[];
  boundary: readonly [number, number];
}

/**
 * B-spline basis without its first column, as R's `splines::bs`: `knots.length + degree` arrays.
 * Beyond the boundary the outermost polynomials go on, as in R, where such values only earn a warning. They mean
 * little there: a cubic soon runs far from all data. `naturalSplineBasis` goes on as a straight line.
 */
export function bSplineBasis(x: Float64Array, shape: SplineShape): Float64Array[] {
  const { degree } = shape;
  const all = fullKnots(shape);
  const parts = Array.from({ length: shape.knots.length + degree }, () => new Float64Array(x.length));
  const values = new Float64Array(degree + 1);
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row])) {
      for (const part of parts) part[row] = NaN;
      continue;
    }
    const span = spanOf(x[row]!, all, degree);
    bSplinesAt(values, x[row]!, all, degree, span);
    // The first basis function that is not zero has the number `span - degree`; number 0 is left out.
    for (let k = span === degree ? 1 : 0; k <= degree; k++) parts[span - degree + k - 1]![row] = values[k]!;
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
  const size = shape.knots.length + 3;
  const project = nullSpace(secondDerivatives(low, all, size), secondDerivatives(high, all, size));
  // What each B-spline contributes to each column.
  const shares = Array.from({ length: size }, (_, k) => project(unit(size, k)));
  const parts = Array.from({ length: size - 2 }, () => new Float64Array(x.length));
  const values = new Float64Array(4);
  const slopes = new Map([low, high].map((end) => [end, bSplineDerivativesAt(end, all, 3, 1)]));
  for (let row = 0; row < x.length; row++) {
    const value = x[row]!;
    if (Number.isNaN(value)) {
      for (const part of parts) part[row] = NaN;
      continue;
    }
    const inside = Math.min(Math.max(value, low), high);
    const span = spanOf(inside, all, 3);
    bSplinesAt(values, inside, all, 3, span);
    if (inside !== value) {
      const slope = slopes.get(inside)!;
      for (let k = 0; k <= 3; k++) values[k]! += slope[k]! * (value - inside);
    }
    for (let k = span === 3 ? 1 : 0; k <= 3; k++) {
      const share = shares[span - 4 + k]!;
      for (let column = 0; column < parts.length; column++)
        parts[column]![row]! += values[k]! * share[column]!;
    }
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

/** Writes the `degree + 1` B-splines that are not zero between knots `span` and `span + 1` (de Boor's recurrence). */
function bSplinesAt(
  values: Float64Array,
  x: number,
  knots: readonly number[],
  degree: number,
  span: number,
): void {
  values[0] = 1;
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
}

/** Derivatives of the `degree + 1` B-splines that are not zero at x, by differences of those of lower degree. */
function bSplineDerivativesAt(
  x: number,
  knots: readonly number[],
  degree: number,
  times: number,
): Float64Array {
  const span = spanOf(x, knots, degree);
  let values = new Float64Array(degree - times + 1);
  bSplinesAt(values, x, knots, degree - times, span);
  for (let order = degree - times + 1; order <= degree; order++) {
    const next = new Float64Array(order + 1);
    for (let k = 0; k < order; k++) {
      const share = (order * values[k]!) / (knots[span + k + 1]! - knots[span + k + 1 - order]!);
      next[k]! -= share;
      next[k + 1]! += share;
    }
    values = next;
  }
  return values;
}

/** Second derivatives at x of all cubic B-splines but the first. */
function secondDerivatives(x: number, knots: readonly number[], size: number): Float64Array {
  const row = new Float64Array(size);
  const span = spanOf(x, knots, 3);
  bSplineDerivativesAt(x, knots, 3, 2).forEach((value, k) => {
    if (span - 4 + k >= 0) row[span - 4 + k] = value;
  });
  return row;
}

function unit(size: number, place: number): Float64Array {
  const vector = new Float64Array(size);
  vector[place] = 1;
  return vector;
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
