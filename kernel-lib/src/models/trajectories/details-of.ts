import { groupPosteriors } from "./posterior.js";
import { meanCurves } from "./curve-means.js";
import type { GroupDetails, OutcomeDetails } from "./details.js";
import type { MixtureFit } from "./mixture.js";
import { observedMeans } from "./observed-means.js";
import type { BuiltModel } from "./prepare.js";
import type { RegressionComponent } from "./regression-component.js";
import type { GroupCurve } from "./tables.js";

/** Points of a curve as it is drawn. */
const points = 61;

/**
 * Curves of every outcome: on a fine grid for the charts, and at the times of the data for the table.
 * @param covariance Of all parameters, in the order of `flatten`.
 */
export function describeOutcomes(
  fit: MixtureFit,
  { curves, times, model }: BuiltModel,
  { covariance, level }: { covariance: Float64Array; level: number },
): { outcomes: OutcomeDetails[]; table: GroupCurve[] } {
  const p = Math.sqrt(covariance.length);
  const table: GroupCurve[] = [];
  let offset = 0;
  const grouped = new Map<Int32Array, Float64Array>();
  const outcomes = curves.map((recipe, c): OutcomeDetails => {
    const component = model.components[c] as RegressionComponent;
    const { groups, rows, designs } = component;
    const classGroup = model.classGroup[c]!;
    // Outcomes that share their groups share the array, by which charts know it.
    const posteriors = grouped.get(classGroup) ?? groupPosteriors(fit.posteriors, classGroup, groups);
    grouped.set(classGroup, posteriors);
    const from = offset;
    offset += component.parameters.length;
    const at = (when: Float64Array) =>
      meanCurves(component, {
        recipe,
        vector: fit.parameters.components[c]!,
        covariance: blockOf(covariance, p, from, component.parameters.length),
        times: when,
        level,
      });
    const size = sizesOf(recipe, component);
    const dataRows = { personRows: rows.personRows, time: times[c]!, value: rows.response, size };
    const observed = observedMeans(dataRows, { posteriors, groups, weights: model.weights });
    const time = gridOf(times[c]!);
    const grid = at(time);
    observed.forEach((means, g) => {
      const { mean, lower, upper } = at(means.time)[g]!;
      const { time: when, mean: seen, weight } = means;
      const own = { outcome: recipe.outcome, group: g + 1, time: when, mean, lower, upper };
      table.push({ ...own, observed: seen, weight });
    });
    const shares = sharesOf(fit, classGroup, groups);
    return {
      outcome: recipe.outcome,
      family: recipe.family,
      personRows: rows.personRows,
      time: times[c]!,
      value: size ? rows.response.map((value, row) => value / size[row]!) : rows.response,
      posteriors,
      groups: grid.map((curve, g): GroupDetails => ({
        group: g + 1,
        share: shares[g]!,
        curve: { time, ...curve },
        observed: observed[g]!,
      })),
    };

    function sizesOf({ trials, exposure }: typeof recipe, { rows: of }: RegressionComponent) {
      if (trials !== null) return of.trials;
      if (exposure === null) return null;
      return Float64Array.from(of.designOfRow, (design) => Math.exp(designs.logExposure[design]!));
    }
  });
  return { outcomes, table };
}

/** The part of a covariance matrix that belongs to `size` parameters from one on. */
export function blockOf(covariance: Float64Array, p: number, from: number, size: number): Float64Array {
  const block = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    block.set(covariance.subarray((from + a) * p + from, (from + a) * p + from + size), a * size);
  }
  return block;
}

/** Evenly over the times of the data. */
export function gridOf(times: Float64Array): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (const time of times) {
    if (time < low) low = time;
    if (time > high) high = time;
  }
  if (low === high) return Float64Array.of(low);
  return Float64Array.from({ length: points }, (_, k) => low + ((high - low) * k) / (points - 1));
}

function sharesOf({ shares }: MixtureFit, classGroup: Int32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  shares.forEach((share, c) => (sums[classGroup[c]!]! += share));
  return sums;
}
