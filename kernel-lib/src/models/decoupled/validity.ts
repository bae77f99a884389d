/** Whether a cohort has rows enough of every class to be trained by itself. */
export type Validity = "valid" | "distribution" | "size";

export interface ValidityRule {
  /** Rows of all cohorts together. */
  rows: number;
  /** Default 50. */
  minCohortSize?: number;
  /** Share of all rows. Default 0.1. */
  minCohortShare?: number;
  /** Share of the rarest class in the cohort. Default 0.1. */
  minorityRate?: number;
}

/** The fewest rows of a valid cohort: max(minimum size, minimum share × all rows). */
export function smallestValidSize({ rows, minCohortSize = 50, minCohortShare = 0.1 }: ValidityRule): number {
  return Math.max(minCohortSize, minCohortShare * rows);
}

/**
 * A cohort's validity, as raimitigations judges it: a class (of all there are in the table) rarer than the minority
 * rate makes its distribution invalid, which is looked at first; then too few rows make its size so.
 * @param counts Rows of each class in the cohort; null for a regression, which has no rare class.
 */
export function validityOf(size: number, counts: ArrayLike<number> | null, rule: ValidityRule): Validity {
  const { minorityRate = 0.1 } = rule;
  if (counts && Array.from(counts).some((count) => count / size < minorityRate)) return "distribution";
  return size < smallestValidSize(rule) ? "size" : "valid";
}
