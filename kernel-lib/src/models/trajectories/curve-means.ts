import type { CurveRecipe } from "./curve/recipe.js";
import { designsAt } from "./curve/curve-component.js";
import { groupCurves, meanInterval, quadraticForm } from "./prediction/expected.js";
import type { RegressionComponent } from "./regression-component.js";

/** A group's expected outcome over time, with the interval of that expectation. */
export interface MeanCurve {
  mean: Float64Array;
  /** NaN where the data do not determine the curve. */
  lower: Float64Array;
  upper: Float64Array;
}

/**
 * The mean of each group at some times: covariates at their means, an exposure of 1, no offset; intervals by the
 * delta method.
 * @param covariance Of the component's parameters, row-major; NaN where the data do not determine one.
 */
export function meanCurves(
  component: RegressionComponent,
  {
    recipe,
    vector,
    covariance,
    times,
    level,
  }: {
    recipe: CurveRecipe;
    vector: Float64Array;
    covariance: Float64Array;
    times: Float64Array;
    level: number;
  },
): MeanCurve[] {
  const { family } = recipe;
  const curves = groupCurves({ ...component, designs: designsAt(recipe, times) }, vector);
  return curves.map(({ mean, slopes, places }) => {
    const size = places.length;
    const intervals = Array.from(mean, (value, t) => {
      const gradient = new Float64Array(vector.length);
      places.forEach((place, k) => (gradient[place] = slopes[t * size + k]!));
      return meanInterval(value, Math.sqrt(quadraticForm(gradient, covariance)), { family, level });
    });
    return {
      mean,
      lower: Float64Array.from(intervals, ([lower]) => lower),
      upper: Float64Array.from(intervals, ([, upper]) => upper),
    };
  });
}
