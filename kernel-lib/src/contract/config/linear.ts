import type { CommonConfig } from "./common.js";

/** Distribution of the outcome; links are identity, log, log and logit. */
export type GlmFamily = "gaussian" | "poisson" | "negative-binomial" | "binomial";

/** Covariance of the estimates. HC0–HC3 are robust to heteroscedasticity; `cluster` to dependence within clusters. */
export type ErrorsKind = "classical" | "HC0" | "HC1" | "HC2" | "HC3" | "cluster";

/** What ordinary least squares and the GLMs have in common. */
export interface LinearConfig extends CommonConfig {
  /** Column of the outcome. */
  outcome: string;
  /**
   * Terms of the linear predictor: column names (text is treatment-coded against its first level),
   * interactions `a:b` and `a*b`, `log(x)`, `sqrt(x)`, `poly(x, 2)`, natural and B-splines `ns(x, 4)` and
   * `bs(x, 4)`, a chosen reference `C(x, "level")`, or `.` for every other column.
   * Write a name that holds spaces or signs in backticks.
   * @minItems 1
   */
  terms: readonly string[];
  /**
   * Whether the model has an intercept.
   * @default true
   */
  intercept?: boolean;
  /** Column of positive weights: a row of weight w has variance φ·V(μ)/w, as in R's `weights`. */
  weights?: string;
  /**
   * What the standard errors allow for: HC0–HC3 for unequal variance, `cluster` for rows that belong together.
   * @default "classical"
   * @title Standard errors
   */
  errors?: ErrorsKind;
  /** Column of the clusters; needed by, and only by, `errors: "cluster"`. */
  cluster?: string;
}

/** Ordinary (or, with `weights`, weighted) least squares. */
export interface OlsConfig extends LinearConfig {
  model: "ols";
}

/** Generalised linear model by maximum likelihood. */
export interface GlmConfig extends LinearConfig {
  model: "glm";
  /**
   * Distribution of the outcome.
   * @default "gaussian"
   */
  family?: GlmFamily;
  /** Column of positive exposures; its logarithm enters the linear predictor with coefficient 1. Counts only. */
  exposure?: string;
  /** Column, or an expression such as `log(area)`, that enters the linear predictor with coefficient 1. */
  offset?: string;
  /**
   * Newton steps at most.
   * @asType integer
   * @minimum 1
   * @default 100
   * @title Newton steps at most
   * @unit steps
   */
  maxIterations?: number;
}
