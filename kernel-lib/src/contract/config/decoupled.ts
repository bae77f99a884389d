import type { CommonConfig } from "./common.js";

/** A value that a condition compares with; null stands for a missing value. */
export type CohortValue = string | number | boolean | null;

/**
 * `[column, operator, value]`. `range` takes `[low, high]`, both included; `==` and `!=` also take a list of values,
 * any of which (none of which) the column's must be; null is a missing value.
 */
export type CohortCondition = [
  column: string,
  operator: "==" | "!=" | ">" | ">=" | "<" | "<=" | "range",
  value: CohortValue | CohortValue[],
];

/**
 * Conditions and nested clauses joined by `and` or `or`, such as `[["age", ">", 40], "or", ["sex", "==", "F"]]`; `and`
 * binds more tightly.
 */
export type CohortDefinition = CohortCondition | (CohortDefinition | "and" | "or")[];

/** Loss that decides how unlike the cohorts may be treated. */
export type FairnessLoss =
  | "balanced"
  | "numerical-parity"
  | "demographic-parity"
  | "equal-opportunity"
  | "equalised-odds"
  | "predictive-parity"
  | "worst-group-error";

/**
 * Decoupled classifiers: a model for each cohort, with thresholds chosen together (Dwork, Immorlica, Kalai and
 * Leiserson, 2018).
 */
export interface DecoupledConfig extends CommonConfig {
  model: "decoupled";
  /**
   * Column of the outcome: two classes, several classes, or numbers.
   * @title Outcome
   */
  label: string;
  /**
   * Whether a numeric outcome is taken as numbers or as classes. Default: text and numbers of two values are classes,
   * other numbers a regression.
   * @title Kind of outcome
   */
  task?: "regression" | "classification";
  /**
   * Class that counts as positive; the larger of two by default. Of more than two classes, it is set against all the
   * others, which are then one class.
   * @title Positive class
   */
  positive?: string | number | boolean;
  /** Columns the models may use; all that are not outcome, score, weights or a cohort column when absent. */
  features?: string[];
  /** Column of ready-made probabilities of the positive class: only thresholds are chosen then. */
  score?: string;
  /** Columns whose observed combinations are the cohorts, or a definition of each cohort; null stands for all the rest. */
  cohorts: { columns: string[] } | { definitions: { [name: string]: CohortDefinition | null } };
  /**
   * Model of each cohort: `logistic` for classes and `linear` for numbers, which are the defaults; a decision `tree`, a
   * random `forest` or gradient-`boosted` trees for either. `custom` stands, in a saved result, for an object of the
   * analyst's own.
   * @title Each cohort's model
   */
  estimator?: "logistic" | "linear" | "tree" | "forest" | "boosted" | "custom";
  /** Settings of each cohort's model. */
  estimatorOptions?: {
    /**
     * Penalty of `logistic` and `linear`.
     * @default "ridge"
     */
    penalty?: "none" | "ridge" | "lasso";
    /**
     * Strength of the penalty against the sum of the log-losses (or of half the squared errors): strength · |β|²/2 of
     * `ridge`, strength · |β| of `lasso`, β of the columns as `scale` leaves them. Scikit-learn's 1/C.
     * @minimum 0
     * @default 1
     */
    strength?: number;
    /**
     * Trees of `forest` and `boosted`.
     * @asType integer
     * @minimum 1
     * @default 100
     * @unit trees
     */
    trees?: number;
    /**
     * Splits from the root to a leaf at most. Default: 3 for `boosted`, without end for `tree` and `forest`.
     * @asType integer
     * @minimum 1
     * @title Greatest depth
     * @unit splits
     */
    maxDepth?: number;
    /**
     * Rows in a leaf at least. Default: 20 for `tree`, 5 for `forest` and `boosted`.
     * @asType integer
     * @minimum 1
     * @title Smallest leaf
     * @unit rows
     */
    minLeaf?: number;
    /**
     * Shrinkage of each tree of `boosted`.
     * @exclusiveMinimum 0
     * @maximum 1
     * @default 0.1
     */
    learningRate?: number;
  };
  /**
   * What stands for a missing number in `logistic`, `linear` and the analyst's own estimators: the median or mean of
   * the cohort's training rows. Missing text is a level of its own. Trees send missing values their own way. `none`
   * does with missing features as `missing` says.
   * @default "median"
   * @title Missing numbers
   */
  impute?: "median" | "mean" | "none";
  /**
   * Whether `logistic`, `linear` and the analyst's own estimators see columns of standard deviation 1 in the cohort's
   * training rows, numbers also centred.
   * @default true
   * @title Scale the columns
   */
  scale?: boolean;
  /** Column of weights of the rows. */
  weights?: string;
  /**
   * Transfer learning for cohorts that are too small: the weight of other cohorts' rows, several weights to choose
   * among by cross-validation, or true for 0.2, 0.4, 0.6 and 0.8.
   * @default false
   * @title Help from other cohorts
   */
  theta?: boolean | number | number[];
  /**
   * Weight taken when a cohort is too small for the cross-validation; an error when absent.
   * @minimum 0
   * @maximum 1
   * @title Default weight
   */
  defaultTheta?: number;
  /**
   * Smallest number of rows in each fold of the cross-validation of theta.
   * @asType integer
   * @minimum 1
   * @default 20
   * @title Smallest fold
   * @unit rows
   */
  minFoldSizeTheta?: number;
  /**
   * Jensen–Shannon distance (base 2) of the outcomes' distribution up to which another cohort's rows may help.
   * @minimum 0
   * @maximum 1
   * @default 0.8
   * @title Greatest distance
   */
  cohortDistance?: number;
  /**
   * Smallest number of rows in a cohort.
   * @asType integer
   * @minimum 1
   * @default 50
   * @title Smallest cohort
   * @unit rows
   */
  minCohortSize?: number;
  /**
   * Smallest share of all rows in a cohort.
   * @minimum 0
   * @maximum 1
   * @default 0.1
   * @title Smallest share of rows
   */
  minCohortShare?: number;
  /**
   * Smallest share of the rarest class in a cohort.
   * @minimum 0
   * @maximum 0.5
   * @default 0.1
   * @title Smallest share of a class
   */
  minorityRate?: number;
  /** Fairness loss weighed against the error; each cohort's threshold is chosen by itself when absent. */
  fairnessLoss?: FairnessLoss;
  /**
   * Weight of the error against the fairness loss in lambda · error + (1 − lambda) · fairness: 1 is error alone, 0
   * fairness alone.
   * @minimum 0
   * @maximum 1
   * @default 0.8
   * @title Weight of the error (λ)
   */
  lambda?: number;
  /**
   * What a wrong positive and a wrong negative cost. They count wherever errors do: in the error that lambda weighs,
   * and in each cohort's own error e_k, which `balanced` takes the mean and `worst-group-error` the largest of. The
   * error is then the mean cost of a row; with costs well above 1, raise or lower lambda to match. Parities count
   * rows, not costs.
   */
  costs?: {
    /**
     * Cost of calling a negative row positive.
     * @minimum 0
     * @default 1
     */
    falsePositive?: number;
    /**
     * Cost of calling a positive row negative.
     * @minimum 0
     * @default 1
     */
    falseNegative?: number;
  };
  /**
   * How each threshold is chosen without a fairness loss: the point of the precision–recall curve with the largest F1, or of the ROC curve with the
   * largest Youden index.
   * @default "f1"
   * @title Threshold rule
   */
  threshold?: "f1" | "roc";
  /**
   * Scores that the thresholds are chosen on: of rows held out, of all rows by models that did not see them, or, as
   * the original program does, of the rows trained on. With a `score` column, the scores as they are.
   * @default "out-of-fold"
   * @title Scores to choose thresholds on
   */
  select?: "held-out" | "out-of-fold" | "training";
  /**
   * Share of each cohort's rows, class by class, that `held-out` keeps from training.
   * @exclusiveMinimum 0
   * @exclusiveMaximum 1
   * @default 0.25
   * @title Share held out
   */
  heldOut?: number;
  /**
   * Folds of `out-of-fold`, and of the audit: each row is judged by thresholds chosen on the other folds.
   * @asType integer
   * @minimum 2
   * @default 5
   * @unit folds
   */
  folds?: number;
  /**
   * How the error is scaled against the fairness loss. `as-coded` divides the error by the number of cohorts, as the original program does; for comparison.
   * @default "published"
   */
  scaling?: "published" | "as-coded";
  /**
   * How the thresholds are searched. `exact` certifies the optimum; `one-pass` is the original's greedy pass, for comparison.
   * @default "exact"
   */
  search?: "exact" | "one-pass";
  /**
   * Seconds after which the exact search states its gap instead of closing it; none by default.
   * @exclusiveMinimum 0
   * @unit seconds
   */
  timeLimit?: number;
  /**
   * Whether the whole trade-off is computed, for lambda from 0 to 1.
   * @default true
   * @title Whole trade-off
   */
  frontier?: boolean;
  /**
   * Bootstrap resamples behind the intervals of the audit; 0 for none.
   * @asType integer
   * @minimum 0
   * @default 200
   * @title Bootstrap resamples
   * @unit resamples
   */
  bootstraps?: number;
}
