import { etaErrors, groupCurves, meanInterval, quadraticForm } from "./expected.js";
import type { NewPeople } from "./new-people.js";
import { mixtureQuantile, type OutcomePart } from "./outcome-distribution.js";
import { groupPosteriors } from "../posterior.js";
import type { Curve } from "./predicted-curve.js";
import { placesOfComponent, type ReadPredictor } from "./predictor.js";
import type { RegressionComponent } from "../regression-component.js";

// Probabilities enter the limits of new outcomes to eight digits, so that people who are surely of one group share them.
const PRECISION = 1e8;

/** A person at a place of the curve. */
export interface Pair {
  person: number;
  /** Distinct design row of the component. */
  place: number;
  trials: number;
  /** Row of the answer. */
  to: number;
}

/**
 * What is to be expected of persons at places of a curve, and between which limits one new outcome falls. Rows of the
 * answer that no pair points to are NaN.
 */
export function forecasts(
  predictor: ReadPredictor,
  component: RegressionComponent,
  {
    people,
    curve,
    level,
    pairs,
    rows,
  }: { people: NewPeople; curve: Curve; level: number; pairs: readonly Pair[]; rows: number },
): Record<"estimate" | "lower" | "upper" | "predictionLower" | "predictionUpper", Float64Array> {
  const { covariance, theta } = predictor;
  const { recipe, classGroup } = curve;
  const { family } = recipe;
  const own = placesOfComponent(predictor, recipe.outcome);
  const curves = groupCurves(
    component,
    Float64Array.from(own, (place) => theta[place]!),
  );
  const errors = curves.map((each) => etaErrors(each, own, covariance));
  const groups = curves.length;
  const posteriors = groupPosteriors(people.densities.posteriors, classGroup, groups);
  const column = () => new Float64Array(rows).fill(NaN);
  const out = {
    estimate: column(),
    lower: column(),
    upper: column(),
    predictionLower: column(),
    predictionUpper: column(),
  };
  const tail = (1 - level) / 2;
  const known = new Map<string, [number, number]>();
  const gradient = new Float64Array(theta.length);
  for (const { person, place, trials, to } of pairs) {
    const shares = posteriors.subarray(person * groups, (person + 1) * groups);
    gradient.fill(0);
    let mean = 0;
    curves.forEach((each, g) => {
      mean += shares[g]! * each.mean[place]!;
      const size = each.places.length;
      each.places.forEach((j, k) => (gradient[own[j]!]! += shares[g]! * each.slopes[place * size + k]!));
    });
    people.addPosteriorGradient(
      person,
      Float64Array.from(classGroup, (g) => curves[g]!.mean[place]!),
      gradient,
    );
    const error = Math.sqrt(quadraticForm(gradient, covariance));
    const [lower, upper] = meanInterval(mean, error, { family, level });
    out.estimate[to] = trials * mean;
    out.lower[to] = trials * lower;
    out.upper[to] = trials * upper;
    const weights = Array.from(shares, (share) => Math.round(share * PRECISION) / PRECISION);
    const key = `${place} ${trials} ${weights.join(" ")}`;
    let limits = known.get(key);
    if (!limits) {
      const parts = curves.map((each, g): OutcomePart => ({
        weight: weights[g]!,
        eta: each.eta[place]!,
        error: errors[g]![place]!,
        second: each.second[place]!,
      }));
      const setting = {
        family,
        lower: recipe.lower ?? -Infinity,
        upper: recipe.upper ?? Infinity,
        logExposure: component.designs.logExposure[place]!,
        trials,
      };
      limits = [mixtureQuantile(tail, parts, setting), mixtureQuantile(1 - tail, parts, setting)];
      known.set(key, limits);
    }
    [out.predictionLower[to], out.predictionUpper[to]] = limits;
  }
  return out;
}
