import { invertSymmetric, multiplyVector, dot, symmetricEigen } from "../../compute/linalg/index.js";
import { fTails } from "../../compute/special/index.js";
import type { FitStatistics } from "../../contract/index.js";
import type { LinearDetails } from "./details.js";
import type { Family } from "./families.js";
import { gaussianLogLik, type NullModel } from "./null-model.js";
import type { Coordinates, LinearProblem } from "./problem.js";

export interface StatisticsOptions {
  details: LinearDetails;
  functions: Family;
  alpha: number;
  /** Standard error of α; NaN when there is none. */
  alphaError: number;
  nullModel: NullModel | null;
  iterations: number;
  conditionNumber: number;
  /** Of the original coefficients. */
  coefficients: Float64Array;
  covariance: Float64Array;
}

/**
 * Fit statistics. `nParams` counts the coefficients, and the residual variance (gaussian, as R does and
 * statsmodels does not) or θ (negative binomial); AIC = 2·nParams − 2·logLik, BIC = log(n)·nParams − 2·logLik.
 */
export function statisticsOf(problem: LinearProblem, options: StatisticsOptions): FitStatistics {
  const { family, rows, columns, response, weights, intercept, clusterCount, where } = problem;
  const { details, functions, alpha, nullModel, iterations, conditionNumber } = options;
  let deviance = 0;
  let pearsonChi2 = 0;
  let logLik = 0;
  let logWeights = 0;
  for (let i = 0; i < rows; i++) {
    const w = weights ? weights[i]! : 1;
    deviance += details.residuals.deviance[i]! ** 2;
    pearsonChi2 += details.residuals.pearson[i]! ** 2;
    logLik += functions.logLik(response[i]!, details.linearPredictor[i]!, w, details.fitted[i]!);
    if (weights) logWeights += Math.log(w);
  }
  if (family === "gaussian") logLik = gaussianLogLik(deviance, rows, logWeights);
  const dfResidual = rows - columns;
  const dfModel = columns - (intercept ? 1 : 0);
  const nParams = columns + (family === "gaussian" || family === "negative-binomial" ? 1 : 0);
  const fit: FitStatistics = {
    nObs: rows,
    nParams,
    dfModel,
    dfResidual,
    logLik,
    aic: 2 * nParams - 2 * logLik,
    bic: Math.log(rows) * nParams - 2 * logLik,
    deviance,
    pearsonChi2,
  };
  if (clusterCount > 0) fit.nClusters = clusterCount;
  if (nullModel) {
    fit.nullDeviance = nullModel.deviance;
    fit.nullLogLik = nullModel.logLik;
    if (family !== "gaussian") fit.pseudoRSquared = 1 - logLik / nullModel.logLik;
  }
  if (where === "ols") Object.assign(fit, leastSquares(problem, options, deviance));
  if (family === "gaussian") {
    fit.scale = deviance / dfResidual;
    fit.sigma = Math.sqrt(deviance / dfResidual);
  } else if (family !== "binomial") {
    fit.dispersion = pearsonChi2 / dfResidual;
  }
  if (family === "negative-binomial") {
    fit.theta = alpha > 0 ? 1 / alpha : null;
    fit.thetaStdError = alpha > 0 ? options.alphaError / alpha ** 2 : null;
    fit.alpha = alpha;
  }
  fit.iterations = iterations;
  fit.conditionNumber = conditionNumber;
  return Object.fromEntries(
    Object.entries(fit).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  ) as FitStatistics;
}

/** R² and the F test that all slopes are 0: by sums of squares, or by Wald where the errors are robust. */
function leastSquares(
  problem: LinearProblem,
  { nullModel, coefficients, covariance }: StatisticsOptions,
  residualSum: number,
): FitStatistics {
  const { rows, columns, intercept, errors, clusterCount } = problem;
  const first = intercept ? 1 : 0;
  const slopes = columns - first;
  if (!nullModel) return {};
  const total = nullModel.deviance;
  const rSquared = 1 - residualSum / total;
  const fit: FitStatistics = {
    rSquared,
    adjustedRSquared: 1 - ((rows - first) / (rows - columns)) * (1 - rSquared),
  };
  if (slopes === 0 || rows <= columns) return fit;
  let f = (total - residualSum) / slopes / (residualSum / (rows - columns));
  if (errors !== "classical") {
    const b = coefficients.subarray(first);
    const block = new Float64Array(slopes * slopes);
    for (let i = 0; i < slopes; i++) {
      for (let j = 0; j < slopes; j++) block[i * slopes + j] = covariance[(i + first) * columns + j + first]!;
    }
    const inverse = invertSymmetric(block, slopes);
    f = inverse ? dot(b, multiplyVector(inverse, b, slopes, slopes)) / slopes : NaN;
  }
  const df = errors === "cluster" ? clusterCount - 1 : rows - columns;
  return { ...fit, fStatistic: f, fPValue: fTails(f, slopes, df)[1] };
}

/**
 * Ratio of the largest to the smallest singular value of the design with its columns at unit length (Belsley,
 * Kuh and Welsch 1980), from XᵀX of the scaled columns.
 */
export function conditionOf(gram: Float64Array, { centre, scale }: Coordinates): number {
  const n = scale.length;
  // Undo the centring, in units of the scales: a raw column is the scaled one + centre × scale × the intercept.
  const shift = centre.map((value, j) => value * scale[j]!);
  const raw = gram.map((value, k) => {
    const i = Math.floor(k / n);
    const j = k % n;
    return value + gram[i * n]! * shift[j]! + gram[j]! * shift[i]! + gram[0]! * shift[i]! * shift[j]!;
  });
  const unit = raw.map((value, k) => {
    const i = Math.floor(k / n);
    const j = k % n;
    return value / (Math.sqrt(raw[i * n + i]!) * Math.sqrt(raw[j * n + j]!));
  });
  const { values } = symmetricEigen(unit, n);
  return Math.sqrt(values[n - 1]! / Math.max(values[0]!, values[n - 1]! * 1e-30));
}
