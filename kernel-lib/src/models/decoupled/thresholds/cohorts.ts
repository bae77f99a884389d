import { InputError } from "../../../contract/index.js";

/** Scores of one cohort's rows beside what came of them. */
export interface ScoredCohort {
  name: string;
  /** The higher, the likelier the positive class; probabilities as a rule. */
  scores: Float64Array;
  /** 1 where the row is positive, else 0. */
  labels: Uint8Array;
  /** Weights of the rows; all 1 by default. */
  weights?: Float64Array;
}

/** What a wrong positive and a wrong negative cost; 1 each by default, so that the cost is the number of errors. */
export interface Costs {
  falsePositive?: number;
  falseNegative?: number;
}

/** Refuses cohorts that no threshold can be chosen for. */
export function checkCohorts(where: string, cohorts: readonly ScoredCohort[]): void {
  const refuse = (what: string) => new InputError(`${where}: ${what}`);
  if (cohorts.length === 0) throw refuse("'cohorts' is empty; give at least one");
  const names = new Set<string>();
  for (const { name, scores, labels, weights } of cohorts) {
    if (names.has(name)) throw refuse(`two cohorts are called '${name}'`);
    names.add(name);
    if (scores.length === 0) throw refuse(`cohort '${name}' has no rows`);
    if (labels.length !== scores.length) {
      throw refuse(`cohort '${name}' has ${scores.length} scores but ${labels.length} labels`);
    }
    const score = scores.findIndex((value) => !Number.isFinite(value));
    if (score >= 0)
      throw refuse(`score ${score + 1} of cohort '${name}' is ${scores[score]}; it must be finite`);
    const label = labels.findIndex((value) => value !== 0 && value !== 1);
    if (label >= 0)
      throw refuse(`label ${label + 1} of cohort '${name}' must be 0 or 1, got ${labels[label]}`);
    if (!weights) continue;
    if (weights.length !== scores.length) {
      throw refuse(`cohort '${name}' has ${scores.length} scores but ${weights.length} weights`);
    }
    const weight = weights.findIndex((value) => !(value >= 0 && value < Infinity));
    if (weight >= 0) {
      throw refuse(`weight ${weight + 1} of cohort '${name}' must be at least 0, got ${weights[weight]}`);
    }
    if (weights.every((value) => value === 0)) throw refuse(`all weights of cohort '${name}' are 0`);
  }
}
