import type { CommonConfig } from "./common.js";

/** How every forest grows. */
export interface ForestOptions {
  /**
   * Number of trees; more make steadier estimates and take longer.
   * @asType integer
   * @minimum 1
   * @default 500
   * @unit trees
   */
  trees?: number;
  /**
   * Variables tried at a split: a number, a share below 1, or `sqrt`, `third`, `all`. Default: the root of their
   * number, rounded down, as the hierarchical forest's paper has it.
   * @exclusiveMinimum 0
   */
  variablesPerSplit?: number | "sqrt" | "third" | "all";
  /**
   * Different rows in a leaf at least: scikit-learn's `min_samples_leaf`.
   * @asType integer
   * @minimum 1
   * @default 1
   * @title Smallest leaf
   * @unit rows
   */
  minLeaf?: number;
  /**
   * Nodes of as many rows or fewer are not split, rows counted as often as they were drawn: ranger's
   * `min.node.size`. Default: 5 for numbers, 1 for classes.
   * @asType integer
   * @minimum 1
   * @title Smallest node to split
   * @unit rows
   */
  minNode?: number;
  /**
   * Splits from the root to a leaf at most; without end when absent.
   * @asType integer
   * @minimum 1
   * @title Greatest depth
   * @unit splits
   */
  maxDepth?: number;
  /**
   * Share of the rows each tree grows on.
   * @exclusiveMinimum 0
   * @maximum 1
   * @default 1
   * @title Share of rows a tree
   */
  sampleShare?: number;
  /**
   * Whether rows are drawn with replacement.
   * @default true
   * @title Draw with replacement
   */
  replace?: boolean;
  /**
   * How a split is found. `best` searches every cut; `random` draws one cut a variable (extremely randomised trees).
   * @default "best"
   * @title Search for splits
   */
  splits?: "best" | "random";
  /**
   * Weights by class, or `balanced` for weights against the classes' shares.
   * @title Weights of classes
   */
  classWeights?: "balanced" | { [level: string]: number };
  /** Column of weights of the rows, at least 0. */
  weights?: string;
  /**
   * Text columns whose levels have an order, lowest first; other text is unordered.
   * @title Ordered text
   */
  ordered?: { [column: string]: string[] };
  /**
   * Columns of numbers that stand for kinds, such as district numbers.
   * @title Numbers that stand for kinds
   */
  categories?: string[];
}

/** Random forest (Breiman, 2001), with prediction intervals by quantile regression forest (Meinshausen, 2006). */
export interface RandomForestConfig extends CommonConfig, ForestOptions {
  model: "random-forest";
  /** Column of the outcome: text for classes, numbers for a regression unless `task` says otherwise. */
  outcome: string;
  /**
   * Columns to predict from: numbers, dates, text. When absent all but the outcome, `weights` and `groups`. Missing
   * values are kept: a split learns which side they go to.
   */
  features?: string[];
  /**
   * Whether a numeric outcome is taken as classes.
   * @title Kind of outcome
   */
  task?: "regression" | "classification";
  /**
   * Level of the prediction interval of a numeric outcome, between 0 and 1.
   * @exclusiveMinimum 0
   * @exclusiveMaximum 1
   * @default 0.9
   * @title Level of prediction intervals
   */
  interval?: number;
  /**
   * Calibrated interval beside the raw one: on out-of-bag rows, on a quarter of the rows held out from the forest, or on
   * folds by forests of their own.
   * @default "out-of-bag"
   * @title Calibrated interval
   */
  conformal?: "none" | "out-of-bag" | "split" | "cross";
  /**
   * Folds of `cross`.
   * @asType integer
   * @minimum 2
   * @default 5
   * @unit folds
   */
  folds?: number;
  /** Column of groups for which coverage, width and error are also reported (and calibrated, with `conformalByGroup`). */
  groups?: string;
  /**
   * Whether each group's interval is calibrated on its own rows.
   * @default false
   * @title Calibrate each group
   */
  conformalByGroup?: boolean;
  /**
   * Permutations behind each column's importance; 0 for none.
   * @asType integer
   * @minimum 0
   * @default 5
   * @title Permutations for importance
   * @unit permutations
   */
  permutations?: number;
  /**
   * Whether impurity importance is estimated, by a second forest with shuffled copies of the columns.
   * @default true
   */
  impurityImportance?: boolean;
  /**
   * Columns of the partial-dependence curves; the three most important when absent.
   * @title Columns to draw curves of
   */
  partialDependence?: string[];
}

/**
 * Hierarchical random forest (Li, "Unaware Fairness"): a bottom forest from proxies to the protected class, a top
 * forest from covariates and the estimated class to the outcome. The protected class is never a covariate, and is not
 * needed for prediction.
 */
export interface HierarchicalForestConfig extends CommonConfig, ForestOptions {
  model: "hierarchical-forest";
  /** Column of the outcome: text for classes, numbers for a regression unless `task` says otherwise. */
  outcome: string;
  /**
   * Column of the protected class; needed to train the bottom forest and to judge, never to predict. Text, numbers of
   * two values and those listed in `categories` are classes; other numbers are estimated as numbers.
   * @title Protected class
   */
  protected: string;
  /**
   * Columns the protected class is estimated from.
   * @minItems 1
   */
  proxies: string[];
  /**
   * Columns the outcome is predicted from, beside the estimated class; a proxy may be among them. When absent all but
   * the outcome, the protected class, the proxies, `weights` and `groups`.
   */
  covariates?: string[];
  /**
   * Whether a numeric outcome is taken as classes.
   * @title Kind of outcome
   */
  task?: "regression" | "classification";
  /**
   * What the top forest sees of the bottom one: the classes' probabilities, or the most probable class as in the paper.
   * @default "probability"
   * @title What the top forest sees
   */
  link?: "probability" | "class";
  /**
   * Estimates of the class that the top forest is trained on: of forests that did not see the row's fold, of the trees
   * that did not see the row, or fitted ones, which flatter the proxies.
   * @default "out-of-fold"
   * @title Estimates it is trained on
   */
  estimates?: "out-of-fold" | "out-of-bag" | "fitted";
  /**
   * Folds of `out-of-fold`, and of conformal `cross`.
   * @asType integer
   * @minimum 2
   * @default 5
   * @unit folds
   */
  folds?: number;
  /**
   * Level of the prediction interval of a numeric outcome, between 0 and 1.
   * @exclusiveMinimum 0
   * @exclusiveMaximum 1
   * @default 0.9
   * @title Level of prediction intervals
   */
  interval?: number;
  /**
   * Calibrated interval beside the raw one, as in a random forest.
   * @default "out-of-bag"
   * @title Calibrated interval
   */
  conformal?: "none" | "out-of-bag" | "split" | "cross";
  /**
   * Whether each group's interval is calibrated on its own rows. New rows without the column of groups get the interval
   * of all rows.
   * @default false
   * @title Calibrate each group
   */
  conformalByGroup?: boolean;
  /** Column of groups for which accuracy, coverage and width are also reported. Default: the protected class, if it is one. */
  groups?: string;
  /**
   * Class that the others are compared with when disparity is reported. Default: the one estimated most often.
   * @title Reference class
   */
  reference?: string;
  /**
   * Permutations behind each column's importance; 0 for none.
   * @asType integer
   * @minimum 0
   * @default 5
   * @title Permutations for importance
   * @unit permutations
   */
  permutations?: number;
  /**
   * Whether the top forest's impurity importance is estimated too, by a further forest.
   * @default true
   */
  impurityImportance?: boolean;
  /**
   * Columns of the top forest's partial-dependence curves; the three most important when absent.
   * @title Columns to draw curves of
   */
  partialDependence?: string[];
}
