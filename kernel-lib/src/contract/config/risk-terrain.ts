import type { CommonConfig } from "./common.js";

/**
 * Risk terrain model: a count regression that picks at most one variable from each set of candidates,
 * such as the distance and density dummies of one kind of crime generator.
 */
export interface RiskTerrainConfig extends CommonConfig {
  model: "risk-terrain";
  /** Column of crime counts, one row a place. */
  outcome: string;
  /**
   * Columns that are always in the model, free in sign: a constant, an intersection dummy, a share of pavement.
   * An intercept is added when none of them is constant.
   * @title Always in the model
   */
  always?: string[];
  /**
   * Candidate columns by set name. At most one of each set enters the model, with a rate ratio above 1.
   * @minProperties 1
   */
  sets: { [name: string]: string[] };
  /**
   * How the variables are chosen among the sets. `exact`: the best of all models with at most one variable a set. `lasso`: the
   * classical way, a positive-constrained L1 path by cross-validation and stepwise BIC. `dropout`: one random
   * variable a set at every step of a gradient descent, then the largest of each set.
   * @default "exact"
   * @title How variables are chosen
   */
  method?: "exact" | "lasso" | "dropout";
  /**
   * Distribution of the counts.
   * @default "poisson"
   */
  family?: "poisson" | "negative-binomial";
  /** Column of positive exposures, such as area or length; its logarithm enters with coefficient 1. */
  exposure?: string;
  /**
   * What `exact` and the last step of `lasso` minimise.
   * @default "bic"
   * @title Criterion
   */
  criterion?: "bic" | "aic" | "deviance";
  /** Steps of the gradient descent of `dropout`. */
  iterations?: {
    /**
     * Steps with one random variable a set.
     * @asType integer
     * @minimum 1
     * @default 10000
     * @title Steps before pruning
     * @unit steps
     */
    burnIn?: number;
    /**
     * Steps with the variables kept.
     * @asType integer
     * @minimum 0
     * @default 10000
     * @title Steps after pruning
     * @unit steps
     */
    pruned?: number;
  };
  /**
   * Learning rate of Adam in `dropout`.
   * @exclusiveMinimum 0
   * @default 0.001
   * @title Learning rate
   */
  learningRate?: number;
  /**
   * Whether `dropout` has a last layer that can drop whole sets.
   * @default false
   * @title Layer that cancels sets
   */
  cancel?: boolean;
  /**
   * Folds of the cross-validation in `lasso`.
   * @asType integer
   * @minimum 2
   * @default 10
   * @unit folds
   */
  folds?: number;
  /**
   * Seeds and bootstrap resamples over which the stability of the selection is judged; 0 for none, 200 is ordinary.
   * @asType integer
   * @minimum 0
   * @default 0
   * @title Replicates for stability
   * @unit replicates
   */
  replicates?: number;
  /**
   * Column of the next period's counts, to judge the predictions by.
   * @title Next period's outcome
   */
  nextOutcome?: string;
  /** Column of each unit's area, for the accuracy index; every unit counts the same without it. */
  area?: string;
  /**
   * Shares of the area, between 0 and 1, at which accuracy is reported.
   * @default [0.01, 0.02, 0.05, 0.1, 0.2]
   * @title Shares of the area
   */
  shares?: number[];
  /** Columns of the units' planar coordinates, in metres; the risk map needs them. */
  coordinates?: {
    /**
     * Column of the units' eastings, in metres.
     * @title X coordinate
     */
    x: string;
    /**
     * Column of the units' northings, in metres.
     * @title Y coordinate
     */
    y: string;
  };
  /**
   * Side of the square cells on the risk map, in metres; the units are drawn as points without it.
   * @exclusiveMinimum 0
   * @title Cell size
   * @unit metres
   */
  cellSize?: number;
}
