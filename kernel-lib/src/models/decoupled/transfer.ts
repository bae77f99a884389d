import { InputError } from "../../contract/index.js";
import { freedmanDiaconisBins, histogram, jensenShannonDistance } from "./divergence.js";
import { validityOf, type ValidityRule } from "./validity.js";

export interface LabelledCohort {
  name: string;
  size: number;
  /** Rows of each class; null for a regression. */
  counts: Float64Array | null;
  /** Labels of a regression; empty for classes. */
  values: Float64Array;
}

export interface Helped {
  /** Number of the cohort that is too small. */
  cohort: number;
  /** Every other cohort, with its distance, and whether it is near enough to help. */
  others: { cohort: number; distance: number; helps: boolean }[];
}

/**
 * Which cohorts are too small, and which others may lend them rows: those whose labels' distribution is at most
 * `cohortDistance` away by Jensen–Shannon, base 2; for a regression, on Freedman–Diaconis histograms over the range of
 * all labels (raimitigations).
 * @throws InputError when a cohort's distribution is invalid, which rows of others cannot mend, or when no other
 *   cohort is near enough.
 */
export function findOutside(
  cohorts: readonly LabelledCohort[],
  { cohortDistance = 0.8, ...rule }: ValidityRule & { cohortDistance?: number },
  where: string,
): Helped[] {
  const validity = cohorts.map(({ size, counts }) => validityOf(size, counts, rule));
  const skewed = validity.indexOf("distribution");
  if (skewed >= 0) {
    throw new InputError(
      `${where}: cohort '${cohorts[skewed]!.name}' has a class rarer than 'minorityRate' (${rule.minorityRate ?? 0.1}), which transfer learning cannot help; merge it with another, or lower 'minorityRate'`,
    );
  }
  const distributions = labelDistributions(cohorts);
  return cohorts.flatMap(({ name }, cohort) => {
    if (validity[cohort] !== "size") return [];
    const others = cohorts.flatMap((_, other) => {
      if (other === cohort) return [];
      const distance = jensenShannonDistance(distributions[cohort]!, distributions[other]!);
      return [{ cohort: other, distance, helps: distance <= cohortDistance }];
    });
    if (!others.some(({ helps }) => helps)) {
      const nearest = Math.min(...others.map(({ distance }) => distance));
      const found = others.length > 0 ? `the nearest is ${nearest.toPrecision(3)} away` : "there is no other";
      throw new InputError(
        `${where}: cohort '${name}' is too small, and no other cohort's labels are near enough to help it: ${found}, and 'cohortDistance' is ${cohortDistance}`,
      );
    }
    return [{ cohort, others }];
  });
}

function labelDistributions(cohorts: readonly LabelledCohort[]): Float64Array[] {
  if (cohorts[0]!.counts) return cohorts.map(({ counts }) => counts!);
  const all = Float64Array.from(cohorts.flatMap(({ values }) => Array.from(values)));
  const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  const bins = freedmanDiaconisBins(all);
  return cohorts.map(({ values }) => histogram(values, { bins, low, high }));
}
