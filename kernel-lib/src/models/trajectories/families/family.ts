import type { Key } from "../../../compute/random/index.js";
import type { ParameterName } from "../component.js";

/** Distinct design rows of a curve: rows that share one share all their transcendental functions. */
export interface Cells {
  count: number;
  /** Added to the curve's linear predictor; one a cell. */
  offset: Float64Array;
  /** Logarithm of the exposure; one a cell. */
  logExposure: Float64Array;
  /** The outcome, for a family with `outcomeInCell`; else null. */
  outcome: Float64Array | null;
  /** cells × statistics: 0 where no row of a cell has the statistic, so that its coefficient is not needed. */
  present?: Uint8Array;
}

/** What a family sees of the rows. */
export interface Rows {
  response: Float64Array;
  /** Trials of the binomial; null for the other families. */
  trials: Float64Array | null;
}

/** A row as numbers in which its log-density is linear. */
export interface Described {
  /** rows × statistics, row-major. */
  statistics: Float64Array;
  /** The part of each row's log-density that no parameter changes. */
  constants: Float64Array;
}

/**
 * A distribution of an outcome about its curve.
 *
 * Every family here has a log-density Σ_k T_k(y)·A_k(predictors) + c(y): linear in a few statistics T of the
 * outcome, with coefficients A that depend on the predictors of the row's cell alone. So the likelihood of all rows
 * needs exponentials only once a cell and group, and an M-step only needs the weighted sums of T in each cell. The
 * negative binomial, whose density is not of that form, gets cells that hold the outcome too.
 */
export interface Family {
  /** Number of statistics T. */
  statistics: number;
  /**
   * What each predictor is: the curve's linear predictor first, then the zero inflation's, then the logarithm of
   * σ, dispersion, precision or τ.
   */
  predictors: readonly ParameterName["part"][];
  outcomeInCell?: boolean;
  describe(rows: Rows): Described;
  /** Writes A, cells × statistics. `predictors` holds an array of values a cell for each predictor. */
  coefficients(cells: Cells, predictors: readonly Float64Array[], out: Float64Array): void;
  /**
   * Writes derivatives of A by the predictors: `first` is cells × predictors × statistics, `second` is
   * cells × pairs × statistics with pairs (0,0), (1,0), (1,1), (2,0), …
   */
  derivatives(
    cells: Cells,
    predictors: readonly Float64Array[],
    first: Float64Array,
    second: Float64Array,
  ): void;
  /** Expected outcome in a cell with these predictors (offset and exposure included by the cell). */
  mean(cells: Cells, predictors: readonly Float64Array[]): Float64Array;
  /** An outcome for each cell; here cells are rows. */
  draw(
    cells: Cells,
    predictors: readonly Float64Array[],
    options: { trials: Float64Array | null; key: Key },
  ): Float64Array;
  /** An outcome on the scale of the curve's predictor, kept finite: what starts are fitted to by least squares. */
  link(y: number, trials: number): number;
  /** The other predictors' values at the beginning of a search, when outcomes lie about as far from the curve. */
  neutral: readonly number[];
}

/** e^x for x up to 300, so that a hopeless predictor gives a huge number rather than an infinite one. */
export const boundedExp = (x: number): number => Math.exp(x > 300 ? 300 : x);

/** log(1 + e^x) without overflow. */
export const softplus = (x: number): number =>
  x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));

/** 1/(1 + e^−x). */
export const logistic = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));

/** log(e^a + e^b). */
export const logSumExp = (a: number, b: number): number =>
  Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
