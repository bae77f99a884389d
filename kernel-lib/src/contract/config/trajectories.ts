import type { CommonConfig } from "./common.js";

/** Distribution of an outcome about its group's curve. */
export type TrajectoryFamily =
  | "gaussian"
  | "censored-normal"
  | "poisson"
  | "negative-binomial"
  | "zip"
  | "zip-tau"
  | "logit"
  | "binomial"
  | "beta";

/** One outcome over time: its distribution about the curves, and the shape of the curves. */
export interface TrajectoryCurve {
  /** Column of the outcome. */
  outcome: string;
  /**
   * Distribution of the outcome about its group's curve.
   * @default "gaussian"
   */
  family?: TrajectoryFamily;
  /**
   * Order of the polynomial in time, 0 (flat) to 5: one number for all groups, or one a group. For splines, the
   * degrees of freedom.
   * @default 2
   * @title Order of the curves
   */
  order?: number | number[];
  /**
   * Shape of the curves over time.
   * @default "polynomial"
   * @title Shape of the curves
   */
  curve?: "polynomial" | "natural-spline" | "b-spline";
  /**
   * Order of the polynomial in time of the zero inflation, on the logit scale (`zip`): one number, or one a group.
   * @default 0
   * @title Order of the zero inflation
   */
  zeroOrder?: number | number[];
  /**
   * Whether the groups share one spread: standard deviation (`gaussian`, `censored-normal`), dispersion (`negative-binomial`)
   * or precision (`beta`).
   * @default "common"
   * @title Spread
   */
  sigma?: "common" | "separate";
  /**
   * Smallest value the outcome can take (`censored-normal`); values at it are censored.
   * @title Smallest possible value
   */
  lower?: number;
  /**
   * Largest value the outcome can take (`censored-normal`); values at it are censored.
   * @title Largest possible value
   */
  upper?: number;
  /** Columns that vary over time, added to each group's curve with coefficients of their own a group. */
  covariates?: string[];
  /** Column of positive exposures of a count (`poisson`, `negative-binomial`, `zip`, `zip-tau`), such as time at risk. */
  exposure?: string;
  /** Column added to the linear predictor with coefficient 1. */
  offset?: string;
  /** Column of trials (`binomial`), whole numbers of at least the outcome. */
  trials?: string;
}

/** Logit of leaving the study before the next wave, one equation a group (Haviland, Jones and Nagin, 2011). */
export interface DropoutEquation {
  /**
   * Past outcomes in the equation: 0 for a constant chance, 1 for the last outcome, 2 for the last two.
   * @asType integer
   * @minimum 0
   * @maximum 2
   * @default 1
   * @title Past outcomes in the equation
   */
  lags?: number;
  /** Further columns of the equation, as they stood at the last wave seen. */
  covariates?: string[];
  /**
   * Column of the last time at which the person could have been seen, constant within a person; the last time in the
   * data when absent.
   * @title Last possible time
   */
  end?: string;
}

/** A later outcome, one value a person, regressed on group membership. */
export interface LaterOutcome {
  /** Column of the later outcome; the same value in all rows of a person. */
  outcome: string;
  /**
   * Distribution of the later outcome.
   * @default "gaussian"
   */
  family?: "gaussian" | "poisson" | "logit";
  /** Columns, constant within a person, with the same coefficients in every group. */
  covariates?: string[];
}

/** A second outcome with groups of its own: dual trajectories (Nagin and Tremblay, 2001). */
export interface DualTrajectory extends TrajectoryCurve {
  /**
   * Groups of the second outcome.
   * @asType integer
   * @minimum 1
   * @default 2
   * @unit groups
   */
  groups?: number;
}

/**
 * Group-based trajectory model: a finite mixture of curves over time (Nagin, 2005). Long tables, one row a person
 * and time; any times, any number of rows a person.
 */
export interface TrajectoriesConfig extends CommonConfig, TrajectoryCurve {
  model: "trajectories";
  /**
   * Column that names the person.
   * @title Person
   */
  id: string;
  /** Column of the time: age, year, wave. Scaled inside; coefficients are reported in its own units. */
  time: string;
  /**
   * Number of groups, or several numbers to compare; the best by BIC over persons is then reported in full.
   * @default 2
   * @unit groups
   */
  groups?: number | number[];
  /**
   * Person-level columns of the membership logit; groups' shares are free without them.
   * @title Membership covariates
   */
  membership?: string[];
  /**
   * Group that the membership coefficients compare with, counted from 1; the largest when absent.
   * @asType integer
   * @minimum 1
   * @title Reference group
   */
  reference?: number;
  /** Column of weights of persons, constant within a person. */
  weights?: string;
  /** Further outcomes over the same persons and times that share the groups (multi-trajectory; Nagin et al., 2018). */
  also?: TrajectoryCurve[];
  /** A second outcome with groups of its own, linked by conditional probabilities. */
  dual?: DualTrajectory;
  /** A logit a group of leaving the study. */
  dropout?: DropoutEquation;
  /** A later outcome regressed on membership, estimated with the curves. */
  later?: LaterOutcome;
  /**
   * How the model is estimated. `em`: maximum likelihood by EM from many starts, then Newton's method. `adam`: soft-assignment least squares by
   * gradient descent (Wheeler, "Group based trajectory models in PyTorch"), which is not a mixture; for teaching.
   * @default "em"
   */
  method?: "em" | "adam";
  /**
   * Starting points of the search; 5 by default with `adam`.
   * @asType integer
   * @minimum 1
   * @default 50
   * @title Starting points
   * @unit starts
   */
  starts?: number;
  /**
   * Where reported standard errors come from; the table of errors has all three.
   * @default "observed"
   * @title Standard errors
   */
  errors?: "observed" | "sandwich" | "outer-product";
  /**
   * Folds of the cross-validated likelihood in the comparison of numbers of groups; 0 for none, and the number of
   * persons for leave-one-out.
   * @asType integer
   * @minimum 0
   * @default 0
   * @unit folds
   */
  folds?: number;
  /**
   * Bootstrap samples of the likelihood-ratio test of each number of groups against one fewer; 0 for none.
   * @asType integer
   * @minimum 0
   * @default 0
   * @title Bootstrap samples
   * @unit samples
   */
  bootstrap?: number;
  /**
   * Steps of `adam`.
   * @asType integer
   * @minimum 1
   * @default 30000
   * @unit steps
   */
  iterations?: number;
  /**
   * Learning rate of `adam`.
   * @exclusiveMinimum 0
   * @default 0.0001
   */
  learningRate?: number;
}
