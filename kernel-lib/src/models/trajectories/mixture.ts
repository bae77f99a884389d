import type { Component } from "./component.js";

/** What a class's probability depends on: a multinomial logit on person-level columns, or nothing. */
export interface Membership {
  /** `Intercept` first; that alone when the shares are free. */
  names: readonly string[];
  /** persons × names.length, row-major. */
  values: Float64Array;
}

/** A mixture over persons, before it is fitted. */
export interface MixtureModel {
  components: readonly Component[];
  classes: number;
  /** For each component, the group (from 0) of each class. */
  classGroup: readonly Int32Array[];
  membership: Membership;
  /** Weight of each person; ones by default. */
  weights: Float64Array;
  persons: number;
}

/** Values of every free parameter of a mixture. */
export interface MixtureParameters {
  /** One vector a component. */
  components: Float64Array[];
  /** (classes − 1) × names.length, row-major, against class 0. */
  membership: Float64Array;
}

/** Where the starts of a search ended. */
export interface StartReport {
  /** Log-likelihood of each start, best first; not-finite ones last. */
  logLik: number[];
  /**
   * How each was made, in the same order. A `split` was made from the best so far by giving up one group and cutting
   * another in two; only those that went beyond it are listed.
   */
  origin: ("subject-fits" | "quantiles" | "random" | "given" | "split")[];
  /** How many ended within 1e-3 of the best. */
  reachedBest: number;
  /** For each start, whether it was followed to its maximum; the others were left when they fell behind. */
  followed: boolean[];
  /**
   * Starts that ended where a group with a spread of its own holds hardly more than one person: spurious maxima of
   * an unbounded likelihood (McLachlan and Peel, 2000, section 3.10), which are not in the lists.
   */
  spurious: number;
}

export interface MixtureFit {
  model: MixtureModel;
  parameters: MixtureParameters;
  logLik: number;
  /** Log-likelihood of each person, unweighted. */
  personLogLik: Float64Array;
  /** persons × classes, row-major; rows sum to 1. */
  posteriors: Float64Array;
  /** Mean membership probability of each class. */
  shares: Float64Array;
  iterations: number;
  /** Largest scaled gradient at the end, in standard errors. */
  measure: number;
  status: "converged" | "stopped" | "interrupted";
  starts: StartReport;
  /** Log-likelihood after each iteration of the best start, for the loss chart. */
  trace: number[];
}
