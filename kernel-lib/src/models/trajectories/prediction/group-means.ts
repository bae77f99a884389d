import { etaErrors, groupCurves, meanInterval, quadraticForm } from "./expected.js";
import type { Curve } from "./predicted-curve.js";
import { placesOfComponent, type ReadPredictor } from "./predictor.js";
import type { RegressionComponent } from "../regression-component.js";

/** Each group's expected outcome, with its confidence interval, at the places of a component: place after place. */
export function groupMeans(
  predictor: ReadPredictor,
  component: RegressionComponent,
  { curve, level }: { curve: Curve; level: number },
): { group: Float64Array; estimate: Float64Array; lower: Float64Array; upper: Float64Array } {
  const { theta, covariance } = predictor;
  const own = placesOfComponent(predictor, curve.recipe.outcome);
  const curves = groupCurves(
    component,
    Float64Array.from(own, (place) => theta[place]!),
  );
  const groups = curves.length;
  const column = () => new Float64Array(component.designs.count * groups);
  const out = { group: column(), estimate: column(), lower: column(), upper: column() };
  curves.forEach((each, g) => {
    const { mean, slopes, places } = each;
    const size = places.length;
    // A chance of 1 stays 1 wherever its logit goes, and still nothing is known of it.
    const known = etaErrors(each, own, covariance).map((error) => (Number.isNaN(error) ? NaN : 1));
    mean.forEach((value, d) => {
      const gradient = new Float64Array(theta.length);
      places.forEach((j, k) => (gradient[own[j]!] = slopes[d * size + k]!));
      const error = known[d]! * Math.sqrt(quadraticForm(gradient, covariance));
      const [lower, upper] = meanInterval(value, error, { family: curve.recipe.family, level });
      const at = d * groups + g;
      out.group[at] = g + 1;
      out.estimate[at] = value;
      out.lower[at] = lower;
      out.upper[at] = upper;
    });
  });
  return out;
}
