import { cholesky, choleskySolve, dot, multiply, transpose } from "../../../compute/linalg/index.js";
import { chiSquareTails } from "../../../compute/special/index.js";
import { InputError, type ResultDocument } from "../../../contract/index.js";
import { type Restriction, restrictionsOf, type WaldHypothesis } from "./hypothesis.js";
import { readPredictor } from "../prediction/predictor.js";

export type { WaldHypothesis } from "./hypothesis.js";

export interface WaldTest {
  /** The hypothesis in words, e.g. `Linear is the same in groups 1, 2 and 3`. */
  hypothesis: string;
  /** χ² = d′ (R V R′)⁻¹ d, with d what the restrictions leave. */
  statistic: number;
  /** Number of restrictions. */
  df: number;
  /** Chance of a statistic as large, if the hypothesis holds. */
  pValue: number;
  /** Each restriction's left side less its right side, with its standard error. */
  restrictions: { restriction: string; estimate: number; stdError: number }[];
  /** Covariance that was used. */
  errors: "observed" | "sandwich" | "outer-product";
}

/**
 * Wald test of a hypothesis on the parameters of a trajectory fit, in the units in which they are reported:
 *
 * - `{ equal: "Linear" }`: the term is the same in every group; several terms as a list; `"curve"` for all of a curve,
 *   `"shape"` for all but its intercept; `groups: [1, 3]` for some groups only
 * - `{ zero: "Quadratic", group: 2 }`: terms are 0 in one group, several or (without `group`) all; `"highest order"`
 *   for each curve's own highest power of time
 * - `{ membership: "age" }`: a covariate does not change membership; a list for several, `"all"` for all
 * - `{ linear: { "Linear[2]": 1, "Linear[1]": -1 }, value: 0 }`: any linear combination of parameters, or a list;
 *   `parameterNames(fit)` lists their names
 *
 * `part: "zero"` turns to the zero inflation, `"dropout"` and `"later"` to those equations; `outcome` to another
 * outcome's curves.
 *
 * @param fit A fit of `trajectories`, or its saved document.
 * @throws InputError when it is no trajectory fit, a name is unknown, the hypothesis says nothing or contradicts
 *   itself, or it touches a parameter that has no standard error.
 */
export function waldTest(fit: ResultDocument, hypothesis: WaldHypothesis): WaldTest {
  const predictor = readPredictor(fit, "waldTest");
  const { parameters, jacobian } = predictor;
  // What the data do not determine is refused below; everywhere else its weight is 0.
  const covariance = predictor.covariance.map((value) => (Number.isNaN(value) ? 0 : value));
  const { restrictions, words } = restrictionsOf(parameters, hypothesis);
  const p = parameters.length;
  for (const { weights } of restrictions) {
    weights.forEach((weight, j) => {
      if (weight === 0 || parameters[j]!.stdError !== null) return;
      throw new InputError(
        `waldTest: the data do not determine '${parameters[j]!.name}', so nothing about it can be tested`,
      );
    });
  }
  const rows = restrictions.map(({ weights }) => multiply(weights, jacobian, 1, p, p));
  const distances = restrictions.map(
    ({ weights, value }) =>
      dot(
        weights,
        parameters.map(({ estimate }) => estimate),
      ) - value,
  );
  const estimates = restrictions.map(({ text }, r) => ({
    restriction: text,
    estimate: distances[r]!,
    stdError: Math.sqrt(quadratic(rows[r]!, covariance)),
  }));
  const { basis, left } = orthonormal(restrictions, rows, distances);
  const q = basis.length;
  const flat = new Float64Array(q * p);
  basis.forEach((row, r) => flat.set(row, r * p));
  const spread = multiply(multiply(flat, covariance, q, p, p), transpose(flat, q, p), q, p, q);
  const factor = cholesky(spread, q, 1e-12);
  if (!factor.ok) {
    throw new InputError(
      "waldTest: the covariance of the estimates is singular for this hypothesis, so it cannot be tested",
    );
  }
  const statistic = dot(left, choleskySolve(factor, left));
  return {
    hypothesis: words,
    statistic,
    df: q,
    pValue: chiSquareTails(statistic, q)[1],
    restrictions: estimates,
    errors: predictor.errors,
  };
}

/**
 * Names of a trajectory fit's parameters, as `waldTest` takes them: `Linear[2]` is the linear term of group 2, `Sigma`
 * what all groups share, `zero:Intercept[1]` a part of the zero inflation, `membership:age[2]` a membership
 * coefficient.
 * @throws InputError when it is no trajectory fit.
 */
export function parameterNames(fit: ResultDocument): string[] {
  return readPredictor(fit, "parameterNames").parameters.map(({ name }) => name);
}

/**
 * The same restrictions with orthonormal rows: terms of a polynomial in years since Christ are nearly collinear, and
 * the statistic does not depend on the basis.
 */
function orthonormal(
  restrictions: readonly Restriction[],
  rows: readonly Float64Array[],
  distances: readonly number[],
): { basis: Float64Array[]; left: Float64Array } {
  const basis: Float64Array[] = [];
  const left: number[] = [];
  rows.forEach((row, r) => {
    const rest = Float64Array.from(row);
    let distance = distances[r]!;
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((unit, k) => {
        const share = dot(rest, unit);
        unit.forEach((value, j) => (rest[j]! -= share * value));
        distance -= share * left[k]!;
      });
    }
    const length = Math.sqrt(dot(rest, rest));
    if (!(length > 1e-12 * Math.sqrt(dot(row, row)))) {
      throw new InputError(
        `waldTest: the restriction '${restrictions[r]!.text}' says again, or contradicts, what those before it say`,
      );
    }
    basis.push(rest.map((value) => value / length));
    left.push(distance / length);
  });
  return { basis, left: Float64Array.from(left) };
}

function quadratic(row: Float64Array, covariance: Float64Array): number {
  const p = row.length;
  return dot(row, multiply(row, covariance, 1, p, p));
}
