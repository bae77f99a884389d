import { logFactorial } from "../../compute/special/index.js";
import type { FitStatistics } from "../../contract/index.js";
import { familyOf } from "../linear/families.js";
import type { CellMaker } from "./cells.js";
import { type CountFamily, fitCells } from "./fit-cells.js";
import type { PatternSums } from "./patterns.js";
import type { Polished } from "./polish.js";
import type { RiskTerrainProblem } from "./prepare.js";

/** What the losses of `fitCells` lack of twice the negative log-likelihood, or for the deviance of that. */
export function criterionConstant(
  { outcome, exposure, family }: RiskTerrainProblem,
  criterion: "bic" | "aic" | "deviance",
): number {
  let constant = 0;
  for (let i = 0; i < outcome.length; i++) {
    const y = outcome[i]!;
    if (y === 0) continue;
    if (family === "poisson" && exposure) constant -= y * Math.log(exposure[i]!);
    // The saturated Poisson's log-likelihood is Σ y log y − y − log y!.
    if (family === "poisson" && criterion === "deviance") constant += y * Math.log(y) - y;
    else constant += logFactorial(y);
  }
  return 2 * constant;
}

export interface RowFit {
  linearPredictor: Float64Array;
  fitted: Float64Array;
  /** exp of the chosen variables' part of the predictor. */
  relativeRisk: Float64Array;
}

export function rowFit(
  { rows, always, candidates, exposure }: RiskTerrainProblem,
  { choice, fit }: Polished,
): RowFit {
  const chosen = choice.filter((candidate) => candidate >= 0);
  const linearPredictor = new Float64Array(rows);
  const relativeRisk = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let own = 0;
    chosen.forEach(
      (candidate, k) => (own += candidates[candidate]!.values[i]! * fit.coefficients[always.length + k]!),
    );
    let eta = own + (exposure ? Math.log(exposure[i]!) : 0);
    for (let j = 0; j < always.length; j++) eta += always[j]!.values[i]! * fit.coefficients[j]!;
    relativeRisk[i] = Math.exp(own);
    linearPredictor[i] = eta;
  }
  return { linearPredictor, relativeRisk, fitted: linearPredictor.map(Math.exp) };
}

/**
 * Fit statistics. `nParams` counts the always columns, the chosen variables and θ, but not the choosing itself.
 * The null model is the constant (with the exposure) alone, with its own θ; its deviance is at the model's θ, as
 * R's `glm.nb` has it.
 */
export function statisticsOf(
  problem: RiskTerrainProblem,
  {
    fit,
    rows: { linearPredictor, fitted },
    sums,
    family,
    cellsOf,
    alphaError,
  }: {
    fit: Polished["fit"];
    rows: RowFit;
    sums: PatternSums;
    family: CountFamily;
    cellsOf: CellMaker;
    alphaError: number;
  },
): FitStatistics {
  const { rows, outcome, exposure, intercept, always } = problem;
  const { alpha } = fit;
  const full = familyOf(problem.family, alpha);
  const cells = cellsOf(sums, []);
  const one = {
    ...cells,
    columns: 1,
    design: new Float64Array(cells.count).fill(always[intercept]!.values[0]!),
  };
  const none = fitCells(one, family, { intercept: 0, tolerance: 1e-15 });
  const own = familyOf(problem.family, none.alpha);
  const constant = none.coefficients[0]! * always[intercept]!.values[0]!;
  let logLik = 0;
  let deviance = 0;
  let pearson = 0;
  let nullLogLik = 0;
  for (let i = 0; i < rows; i++) {
    const y = outcome[i]!;
    logLik += full.logLik(y, linearPredictor[i]!, 1, fitted[i]!);
    deviance += full.deviance(y, fitted[i]!);
    pearson += (y - fitted[i]!) ** 2 / full.variance(fitted[i]!);
    const eta = constant + (exposure ? Math.log(exposure[i]!) : 0);
    nullLogLik += own.logLik(y, eta, 1, Math.exp(eta));
  }
  const level = rateAt(problem, constant, alpha);
  let nullDeviance = 0;
  for (let i = 0; i < rows; i++)
    nullDeviance += full.deviance(outcome[i]!, Math.exp(level) * (exposure?.[i] ?? 1));
  const nParams = fit.coefficients.length + (problem.family === "negative-binomial" ? 1 : 0);
  const df = rows - fit.coefficients.length;
  return {
    nObs: rows,
    nParams,
    logLik,
    aic: 2 * nParams - 2 * logLik,
    bic: Math.log(rows) * nParams - 2 * logLik,
    deviance,
    nullDeviance,
    nullLogLik,
    pseudoRSquared: 1 - logLik / nullLogLik,
    pearsonChi2: pearson,
    dfResidual: df,
    dispersion: pearson / df,
    ...(problem.family === "negative-binomial" && {
      theta: alpha > 0 ? 1 / alpha : null,
      thetaStdError: alpha > 0 ? alphaError / alpha ** 2 : null,
      alpha,
    }),
  };
}

/** The constant's best value at a given α; with equal exposures, or none, it does not depend on α. */
function rateAt({ outcome, exposure, rows }: RiskTerrainProblem, start: number, alpha: number): number {
  if (!exposure || alpha === 0) return start;
  let b = start;
  for (let round = 0; round < 100; round++) {
    let first = 0;
    let second = 0;
    for (let i = 0; i < rows; i++) {
      const mean = Math.exp(b) * exposure[i]!;
      const u = 1 / (1 + alpha * mean);
      first += (outcome[i]! - mean) * u;
      second += mean * (1 + alpha * outcome[i]!) * u * u;
    }
    const step = Math.max(-2, Math.min(2, first / second));
    b += step;
    if (Math.abs(step) < 1e-12) break;
  }
  return b;
}
