import type { TrajectoryFamily } from "../../contract/index.js";

/**
 * What the charts of a trajectory model draw beside the document's tables.
 *
 * Tables of the document, by name; numbers unless noted:
 * - `coefficients`: every parameter of the curves: outcome (text; only with several), group (integer; null for one
 *   that all groups share), part (text: curve, zero, sigma, …), term (text), estimate, stdError, statistic, pValue,
 *   lower, upper. An estimate that the data do not determine has no stdError.
 * - `groups`: group, share and its stdError, lower, upper, persons assigned and assignedShare, mismatch (share less
 *   assigned share), app with appLower and appUpper, occ.
 * - `traj`: the table that users of PROC TRAJ and Stata's traj know, as text and numbers.
 * - `membership` (with covariates): group, reference, term, estimate, stdError, statistic, pValue, lower, upper,
 *   ratio, ratioLower, ratioUpper.
 * - `comparison`: a row for each number of groups tried.
 * - `starts`: where each start of the search ended.
 * - `errors`: the three kinds of standard error, side by side.
 * - `curves`: each group's mean at the times of the data with its interval, and the mean observed.
 * - `people`: id (text), group, and the posterior probability of each group.
 */
export interface TrajectoriesDetails {
  /** Column of the time, in the user's units. */
  time: string;
  /** The main outcome first, then those of `also`, then the one of `dual`. */
  outcomes: OutcomeDetails[];
  /** The search's course: −log-likelihood of the best start by iteration, or the squared error of `adam`. */
  losses: { step: number; loss: number }[];
  /** Of a dual model: how the groups of the two outcomes go together. */
  flow: GroupFlow | null;
}

/** Shares of the groups of two outcomes, and of the pairs of them; each sums to 1. */
export interface GroupFlow {
  from: { outcome: string; shares: number[] };
  to: { outcome: string; shares: number[] };
  /** joint[j][k]: share of the persons in group j of the first outcome and group k of the second. */
  joint: number[][];
}

/** One outcome, its groups and the people in them. */
export interface OutcomeDetails {
  outcome: string;
  family: TrajectoryFamily;
  groups: GroupDetails[];
  /** Rows of person i: personRows[i] up to personRows[i + 1]. */
  personRows: Int32Array;
  /** Time of each row, in the user's units; ascending within a person. */
  time: Float64Array;
  /** The outcome of each row; for `binomial` the share of the trials. */
  value: Float64Array;
  /** Probability of each group, given the person's data: persons × groups, row-major. */
  posteriors: Float64Array;
}

export interface GroupDetails {
  /** From 1. */
  group: number;
  /** Estimated share of the persons. */
  share: number;
  /** Mean of the outcome on a fine grid of times, and its interval; NaN where there is none. */
  curve: { time: Float64Array; mean: Float64Array; lower: Float64Array; upper: Float64Array };
  /** Mean of the data at each time, weighted by the posterior probabilities; `weight` is their sum. */
  observed: { time: Float64Array; mean: Float64Array; weight: Float64Array };
}
