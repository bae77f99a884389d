import { InputError } from "../../contract/index.js";
import { smallestValidSize, validityOf, type ValidityRule } from "./validity.js";

export interface MergingCohort {
  name: string;
  size: number;
  /** Rows of each class; null for a regression. */
  counts: Float64Array | null;
}

export interface Merged extends MergingCohort {
  /** Numbers of the cohorts given that it is made of, in the order they joined. */
  members: number[];
}

/**
 * Merges cohorts until all are valid (raimitigations): the first cohort whose distribution is invalid, else the first
 * whose size is, is joined by the smallest other cohort (of equal ones the first), and keeps its name and place.
 * @throws InputError when one cohort is left.
 */
export function mergeCohorts(cohorts: readonly MergingCohort[], rule: ValidityRule, where: string): Merged[] {
  const merged: Merged[] = cohorts.map((cohort, index) => ({
    ...cohort,
    counts: cohort.counts && cohort.counts.slice(),
    members: [index],
  }));
  while (merged.length > 1) {
    const validity = merged.map(({ size, counts }) => validityOf(size, counts, rule));
    const distribution = validity.indexOf("distribution");
    const invalid = distribution >= 0 ? distribution : validity.indexOf("size");
    if (invalid < 0) return merged;
    let smallest = -1;
    merged.forEach(({ size }, index) => {
      if (index !== invalid && (smallest < 0 || size < merged[smallest]!.size)) smallest = index;
    });
    const [joining] = merged.splice(smallest, 1) as [Merged];
    const into = merged[invalid > smallest ? invalid - 1 : invalid]!;
    into.size += joining.size;
    into.counts?.forEach((_, level) => (into.counts![level]! += joining.counts![level]!));
    into.members.push(...joining.members);
  }
  throw new InputError(
    cohorts.length === 1
      ? `${where}: 'cohorts' makes one cohort only, '${cohorts[0]!.name}', so there is nothing to decouple`
      : `${where}: merging the ${cohorts.length} cohorts leaves one only; with 'minCohortSize', 'minCohortShare' and 'minorityRate' as they are, a cohort needs ${Math.ceil(smallestValidSize(rule))} rows and ${percent(rule.minorityRate ?? 0.1)} of every class`,
  );
}

const percent = (share: number) => `${Number((100 * share).toPrecision(4))} %`;
